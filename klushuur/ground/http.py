"""What every answer carries, who a view is for, and log lines without personal data."""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from klushuur.ground.abilities import known

PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

QUERY = re.compile(r"(?<=[\w/])\?[^\s\"']+")

# What a page may ask instead of an ability: nothing, or an account.
ANYONE, SIGNED_IN = "anyone", "signed_in"

View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True)
class Actor:
    """Who asks: an account with the hats it wears in this corporation; `abilities.may` says what they give.

    member: the StaffMember of staff who showed the second factor, which the ground does not know.
    """

    kind: str = "anonymous"  # anonymous, tenant, staff or operator
    name: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    member: Any = None


class Request(HttpRequest):
    """A request that passed scope and access: for type checkers and readers."""

    corporation: Any  # a Corporation, which the ground does not know
    actor: Actor
    user: Any  # a User, or Django's AnonymousUser where anyone may come


def access(ability: str) -> Callable[[View], View]:
    """Declare what one must be able to do to open a view, or ANYONE or SIGNED_IN; `klushuur.access` enforces it.

    Raises UnknownAbility, at import.
    """
    needed = ability if ability in {ANYONE, SIGNED_IN} else known(ability)

    def declare(view: View) -> View:
        view.ability = needed  # type: ignore[attr-defined]
        return view

    return declare


def page_behind(request: HttpRequest) -> str:
    """The page to come back to: the one that is read, or the one that held the button; the start when that is not ours."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # half an address
        return "/"
    is_ours = (came_from.scheme, came_from.netloc) == (request.scheme, request.get_host())
    path = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return path if is_ours and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"


class SecurityHeadersMiddleware:
    """The headers of every answer that Django's own middleware does not set; personal pages are never kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, no_store=True, private=True)
        match = request.resolver_match
        if match and match.view_name == "account_logout" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'  # not "storage": it may hold work that was done offline
        return response


class JsonLines(logging.Formatter):
    """One JSON object a line, in UTC. Path, never query string; ids, never names."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": QUERY.sub("", record.getMessage()),
        }
        if record.exc_info and record.exc_info[0]:
            frames = record.exc_info[2]
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(frames)
        return json.dumps(line, ensure_ascii=False)


def _where(frames: TracebackType | None) -> list[str]:
    """File and line of each frame: an exception's text may hold what a person typed, its place does not."""
    places = []
    while frames is not None:
        places.append(f"{frames.tb_frame.f_code.co_filename.rpartition('/')[2]}:{frames.tb_lineno}")
        frames = frames.tb_next
    return places
