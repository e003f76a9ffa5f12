"""The settings of an installation: what is missing stops the start in words, and an https address brings the strict forms."""

import json
import os
import re
import runpy
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.crypto import get_random_string

from corporations.money import years

ROOT = Path(__file__).parent.parent
COMPLETE = {
    "SITE_URL": "http://localhost:8000",
    "SECRET_KEY": get_random_string(64),
    "DATABASE_URL": "postgresql://klushuur_app:geheim@db.example:5433/klushuur?sslmode=require",
    "REDIS_URL": "redis://:geheim@redis.example:6379/0",
    "EMAIL_URL": "smtp://mail.example",
    "FILES_URL": "file:///srv/klushuur/files",
}
HTTPS = "https://klushuur.voorbeeld.nl"

# Every answer, on http. No report-to: nothing receives reports yet.
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "blob:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "manifest-src": {"'self'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'"},
    "object-src": {"'none'"},
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cache-Control": "no-store, private",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload"}
ABOUT_CONTENT = {"Content-Type", "Content-Length", "Content-Language", "Vary"}

ASK = """
import json, sys, django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # no collectstatic
django.setup()
from django.test import Client
answer = Client(headers={"host": "klushuur.voorbeeld.nl"}).get(sys.argv[1], secure=sys.argv[2] == "https")
print(json.dumps({"status": answer.status_code, "headers": dict(answer.headers),
                  "cookies": {name: morsel.OutputString() for name, morsel in answer.cookies.items()}}))
"""


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def load() -> dict[str, Any]:
    """The settings as a fresh start would read them."""
    return runpy.run_path(str(ROOT / "klushuur" / "settings.py"))


def outside(*argv: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, as an installation at the https address."""
    environ = os.environ | {"SITE_URL": HTTPS, "DJANGO_SETTINGS_MODULE": "klushuur.settings"}
    environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # a browser test in this process needs it, an installation does not
    return subprocess.run([sys.executable, *argv], cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def ask(path: str, scheme: str) -> dict[str, Any]:
    done = outside("-c", ASK, path, scheme)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def policy(headers: Any) -> dict[str, set[str]]:
    """The content security policy as a table, and out of the headers."""
    directives = headers.pop("Content-Security-Policy").split(";")
    return {words[0]: set(words[1:]) for words in (directive.split() for directive in directives)}


@pytest.mark.parametrize("name", COMPLETE)
def test_start_without_variable_stops_in_words(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} ontbreekt; zie \.env\.example$"):
        load()


@pytest.mark.parametrize("value", ["", "   ", "\t\n"])
@pytest.mark.parametrize("name", COMPLETE)
def test_start_with_an_empty_variable_stops_in_words(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    environment.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} ontbreekt; zie \.env\.example$"):
        load()


def test_migrate_without_owner_stops_in_words(environment: pytest.MonkeyPatch) -> None:
    from django.db import connection

    from klushuur.ground.scope.walls import as_owner

    environment.delenv("DATABASE_OWNER_URL")
    with (
        pytest.raises(ImproperlyConfigured, match=r"^DATABASE_OWNER_URL ontbreekt; zie \.env\.example$"),
        as_owner(connection),
    ):
        pass


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "kort" * 12, "SECRET_KEY is te kort: neem ten minste 50 tekens"),
        ("SECRET_KEY", "   ", "SECRET_KEY ontbreekt"),
        ("DATABASE_URL", "mysql://a:b@c/d", "DATABASE_URL moet beginnen met postgresql:// of postgres://"),
        ("DATABASE_URL", "postgresql://db.example/klushuur", "DATABASE_URL noemt geen database of geen gebruiker"),
        ("DATABASE_URL", "postgresql://app@db.example:vijf/klushuur", "DATABASE_URL: de poort is geen getal"),
        ("EMAIL_URL", "http://mail.example", "EMAIL_URL moet beginnen met smtp://"),
        ("FILES_URL", "/srv/files", "FILES_URL moet beginnen met file://"),
        ("SITE_URL", "ftp://klushuur.voorbeeld.nl", "SITE_URL moet beginnen met http:// of https://"),
        ("SITE_URL", "https://klushuur.voorbeeld.nl/pad", "SITE_URL is een adres zonder pad"),
        ("SITE_URL", "https://", "SITE_URL is een adres zonder pad"),
        ("SITE_URL", "klushuur.voorbeeld.nl", "SITE_URL moet beginnen met http:// of https://"),
        ("SITE_URL", "https://beheer@klushuur.voorbeeld.nl", "SITE_URL is een adres zonder pad"),
        ("SITE_URL", "https://klushuur.voorbeeld.nl?a=1", "SITE_URL is een adres zonder pad"),
        ("SITE_URL", "https://klus huur.nl", "SITE_URL is een adres zonder pad"),
        ("SITE_URL", "https://*.voorbeeld.nl", "SITE_URL is een adres zonder pad"),
        ("SITE_URL", "https://klushuur.voorbeeld.nl:web", "SITE_URL: de poort is geen getal"),
        ("SITE_URL", "https://klushuur.voorbeeld.nl:99999", "SITE_URL: de poort is geen getal"),
        ("SITE_URL", "https://[::1", "SITE_URL is geen goed adres"),
        ("DATABASE_URL", "postgresql://app@[db/klushuur", "DATABASE_URL is geen goed adres"),
        ("DATABASE_URL", "klushuur", "DATABASE_URL moet beginnen met postgresql:// of postgres://"),
        ("REDIS_URL", "redis.example:6379", "REDIS_URL moet beginnen met redis://, rediss:// of unix://"),
        ("REDIS_URL", "http://redis.example", "REDIS_URL moet beginnen met redis://, rediss:// of unix://"),
        ("REDIS_URL", "redis://", "REDIS_URL noemt geen server"),
        ("REDIS_URL", "redis://redis.example:zes/0", "REDIS_URL: de poort is geen getal"),
        ("REDIS_URL", "redis://redis.example/nul", "REDIS_URL: het nummer achter de schuine streep is geen getal"),
        ("EMAIL_URL", "smtp://", "EMAIL_URL noemt geen mailserver"),
        ("EMAIL_URL", "smtp://mail.example:post", "EMAIL_URL: de poort is geen getal"),
        ("EMAIL_URL", "mail.example", "EMAIL_URL moet beginnen met smtp://, smtp+tls:// of smtps://"),
        ("FILES_URL", "file://files", "FILES_URL is een hele map"),
        ("FILES_URL", "file://", "FILES_URL is een hele map"),
        ("FILES_URL", "file:///", "FILES_URL is een hele map"),
        ("FILES_URL", "s3://files", "FILES_URL moet beginnen met file://"),
    ],
)
def test_start_with_wrong_value_stops_in_words(
    environment: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    environment.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=r"; zie \.env\.example$") as stopped:
        load()
    assert str(stopped.value).startswith(words)


def test_start_reads_every_part_of_an_address(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("EMAIL_URL", "smtp+tls://naam:ge%40heim@mail.example")
    found = load()
    database = found["DATABASES"]["default"]
    names = ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")
    assert [database[name] for name in names] == [
        "klushuur_app", "geheim", "db.example", "5433", "klushuur",
        {"options": "-c join_collapse_limit=4", "connect_timeout": "5", "sslmode": "require"},
    ]  # fmt: skip
    mail = {name: value for name, value in found.items() if name.startswith("EMAIL_")}
    assert mail == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_TIMEOUT": 10,
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "naam",
        "EMAIL_HOST_PASSWORD": "ge@heim",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
    }
    assert found["STORAGES"]["default"]["OPTIONS"]["location"] == "/srv/klushuur/files"


def test_start_has_no_debug_and_one_host(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SITE_URL", HTTPS)
    environment.setenv("DEBUG", "1")
    found = load()
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["klushuur.voorbeeld.nl"]
    assert found["CSRF_TRUSTED_ORIGINS"] == [HTTPS]
    assert found["SILENCED_SYSTEM_CHECKS"] == []


@pytest.mark.parametrize(("address", "is_https"), [(HTTPS, True), ("http://localhost:8000", False)])
def test_cookies_follow_the_address(environment: pytest.MonkeyPatch, address: str, is_https: bool) -> None:
    environment.setenv("SITE_URL", address)
    found = load()
    names = [found[f"{cookie}_COOKIE_NAME"] for cookie in ("SESSION", "CSRF", "LANGUAGE", "DEVICE")]
    assert [name.startswith("__Host-") for name in names] == [is_https] * 4
    assert found["DEVICE_COOKIE_SECURE"] is is_https  # the rest of it: tests/ground/accounts/test_password_limits.py
    for cookie in ("SESSION", "CSRF", "LANGUAGE"):
        assert found[f"{cookie}_COOKIE_SECURE"] is is_https
        assert found[f"{cookie}_COOKIE_HTTPONLY"] is True
        assert found[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
        assert found.get(f"{cookie}_COOKIE_DOMAIN") is None  # __Host- takes none
        assert found.get(f"{cookie}_COOKIE_PATH", "/") == "/"


@pytest.mark.parametrize(("address", "proxies"), [(HTTPS, 1), ("http://localhost:8000", 0)])
def test_tries_are_counted_for_the_visitor_and_not_for_the_proxy(
    environment: pytest.MonkeyPatch, settings: Any, rf: RequestFactory, address: str, proxies: int
) -> None:
    environment.setenv("SITE_URL", address)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = load()["ALLAUTH_TRUSTED_PROXY_COUNT"]
    asked = rf.get("/", headers={"x-forwarded-for": "192.0.2.66, 192.0.2.7"}, REMOTE_ADDR="192.0.2.1")
    assert (settings.ALLAUTH_TRUSTED_PROXY_COUNT, get_client_ip(asked)) == (
        proxies,
        "192.0.2.7" if proxies else "192.0.2.1",
    )


@pytest.mark.django_db
def test_http_answer_has_exactly_these_headers(client: Client) -> None:
    answer = client.get("/gezondheid/")
    headers = {name: value for name, value in answer.headers.items() if name not in ABOUT_CONTENT}
    assert (answer.status_code, policy(headers), headers) == (200, POLICY, HEADERS)


@pytest.mark.django_db
def test_static_file_carries_them_too(settings: Any) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    answer = Client().get("/static/klushuur/tokens.css")
    answer.close()
    lasting = {"Cache-Control"}  # a file may be kept by the browser
    assert answer.status_code == 200
    assert policy(dict(answer.headers)) == POLICY
    assert {name: answer.headers.get(name) for name in HEADERS if name not in lasting} == {
        name: value for name, value in HEADERS.items() if name not in lasting
    }


def test_https_answer_has_exactly_these_headers() -> None:
    answer = ask("/gezondheid/", "https")
    headers = {name: value for name, value in answer["headers"].items() if name not in ABOUT_CONTENT}
    assert answer["status"] == 200
    assert policy(headers) == POLICY | {"upgrade-insecure-requests": set()}
    assert headers == HEADERS | HTTPS_ONLY


def test_https_site_sets_secure_cookies_and_sends_http_away() -> None:
    page = ask("/accounts/login/code/", "https")
    assert page["status"] == 200
    assert set(page["cookies"]) == {"__Host-csrftoken"}
    words = set(page["cookies"]["__Host-csrftoken"].split("; "))
    assert words >= {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    plain = ask("/accounts/login/code/", "http")
    assert (plain["status"], plain["headers"]["Location"]) == (301, f"{HTTPS}/accounts/login/code/")
    assert plain["cookies"] == {}


def test_check_deploy_on_https_warns_of_nothing_but_a_year_without_figures() -> None:
    done = outside("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    said = set(re.findall(r"\((\w+\.[WE]\d+)\)", done.stderr))
    assert said == ({"klushuur.W002"} if years.missing_on(timezone.localdate()) else set()), done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("today", [datetime(2027, 7, 1, 23, 59, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC)])
def test_security_txt_says_where_until_when(client: Client, today: datetime) -> None:
    with time_machine.travel(today, tick=False):
        _expires_within_a_year(client)


def _expires_within_a_year(client: Client) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert fields["Contact"].startswith("mailto:security@")
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
