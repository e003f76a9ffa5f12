"""The environment, read in one place: what differs per installation, and a clear word when it is missing."""

import os
import re
from dataclasses import dataclass
from urllib.parse import ParseResult, parse_qs, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

# Our pages fetch a case with its ten neighbours in one query. PostgreSQL tries every order of joining them, which took
# it 40 ms and more, against a few for the query itself (bench/pages.py); this limits the search.
PLANNER = "-c join_collapse_limit=4"

HOST = re.compile(r"[a-z0-9.-]+|[0-9a-f.:]+")  # a name, or an IPv6 address without its brackets


def text(name: str) -> str:
    """The value of `name`. Raises ImproperlyConfigured, with what to do, when it is missing or empty."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} ontbreekt; zie .env.example")
    return value


def secret(name: str, *, at_least: int = 50) -> str:
    """A secret of at least `at_least` characters. Raises ImproperlyConfigured."""
    value = text(name)
    if len(value) < at_least:
        raise ImproperlyConfigured(f"{name} is te kort: neem ten minste {at_least} tekens; zie .env.example")
    return value


def url(name: str, *, schemes: tuple[str, ...]) -> ParseResult:
    """The address in `name`, its scheme one of `schemes`. Raises ImproperlyConfigured."""
    try:
        parsed = urlparse(text(name))
    except ValueError as error:  # a bracket that is not closed
        raise ImproperlyConfigured(f"{name} is geen goed adres; zie .env.example") from error
    try:
        parsed.port  # noqa: B018 -- a port that is no number only shows when it is read
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: de poort is geen getal van 0 tot 65535; zie .env.example") from error
    if parsed.scheme not in schemes:
        raise ImproperlyConfigured(f"{name} moet beginnen met {_one_of(schemes)}; zie .env.example")
    return parsed


def _one_of(schemes: tuple[str, ...]) -> str:
    *first, last = [f"{scheme}://" for scheme in schemes]
    return f"{', '.join(first)} of {last}" if first else last


@dataclass(frozen=True)
class Site:
    """Where people find this installation: the only source of the links in messages."""

    address: str  # without a slash at the end
    host: str
    is_https: bool


def site(name: str = "SITE_URL") -> Site:
    """The site's address. Raises ImproperlyConfigured when it has a path, a user or a query, or no host."""
    parsed = url(name, schemes=("http", "https"))
    is_bare = parsed.path in ("", "/") and not (parsed.query or parsed.fragment or parsed.username)
    host = parsed.hostname or ""
    if not HOST.fullmatch(host) or not is_bare:
        raise ImproperlyConfigured(
            f"{name} is een adres zonder pad, zoals https://klushuur.voorbeeld.nl; zie .env.example"
        )
    return Site(f"{parsed.scheme}://{parsed.netloc}", host, parsed.scheme == "https")


def database(name: str) -> dict[str, object]:
    """Django's settings for the PostgreSQL in `name`. Raises ImproperlyConfigured for another engine or without a name."""
    parsed = url(name, schemes=("postgresql", "postgres"))
    database_name = unquote(parsed.path.lstrip("/"))
    if not database_name or not parsed.username:
        raise ImproperlyConfigured(f"{name} noemt geen database of geen gebruiker; zie .env.example")
    query = {key: values[-1] for key, values in parse_qs(parsed.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parsed.username),
        "PASSWORD": unquote(parsed.password or ""),
        "HOST": query.pop("host", parsed.hostname or ""),
        "PORT": str(parsed.port or ""),
        "OPTIONS": {"options": PLANNER, "connect_timeout": "5"} | query,
        "CONN_MAX_AGE": 600,
        # a connection that is kept may have been cut while nobody used it
        "CONN_HEALTH_CHECKS": True,
    }


def smtp(name: str = "EMAIL_URL") -> dict[str, object]:
    """Host, port, user, password and TLS kind of the mail server in `name` (smtp://, smtp+tls:// or smtps://).

    Raises ImproperlyConfigured.
    """
    parsed = url(name, schemes=("smtp", "smtp+tls", "smtps"))
    if not parsed.hostname:
        raise ImproperlyConfigured(f"{name} noemt geen mailserver; zie .env.example")
    return {
        "EMAIL_HOST": parsed.hostname,
        "EMAIL_PORT": parsed.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parsed.scheme],
        "EMAIL_HOST_USER": unquote(parsed.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parsed.password or ""),
        "EMAIL_USE_TLS": parsed.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parsed.scheme == "smtps",
    }


def folder(name: str) -> str:
    """The folder in a file:// address. Raises ImproperlyConfigured when it is not a whole path."""
    parsed = url(name, schemes=("file",))
    if parsed.netloc or not parsed.path.startswith("/") or parsed.path == "/":
        raise ImproperlyConfigured(f"{name} is een hele map, zoals file:///files; zie .env.example")
    return unquote(parsed.path)


def queue(name: str) -> str:
    """The address of Redis or Valkey. Raises ImproperlyConfigured."""
    parsed = url(name, schemes=("redis", "rediss", "unix"))
    has_place = parsed.path if parsed.scheme == "unix" else parsed.hostname
    if not has_place:
        raise ImproperlyConfigured(f"{name} noemt geen server; zie .env.example")
    if parsed.scheme != "unix" and not re.fullmatch(r"/?\d*", parsed.path):
        raise ImproperlyConfigured(f"{name}: het nummer achter de schuine streep is geen getal; zie .env.example")
    return text(name)
