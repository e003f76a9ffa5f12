"""Pages of the installation itself: health, security.txt, and what is shown when something is wrong."""

import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from redis import RedisError

from klushuur.ground.http import access, page_behind
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.refusals.sentences import say

log = logging.getLogger(__name__)

SECURITY_TXT_DAYS = 180


@access("anyone")
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when database and cache answer, 503 when one does not; says no more than that."""
    answers = {"database": _answers(_ask_database), "cache": _answers(_ask_cache)}
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def _answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:  # noqa: BLE001 -- whatever it is: this part does not answer
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.set("health", 1, 5)


@access("anyone")
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a leak (RFC 9116); the end date moves along, always under a year ahead."""
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=SECURITY_TXT_DAYS)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE.address}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@access("anyone")
@require_safe
def how_to_sign_up(request: HttpRequest) -> HttpResponse:
    return render(request, "account/how_to_sign_up.html")


@access("anyone")
@require_safe
def how_to_reset(request: HttpRequest) -> HttpResponse:
    return render(request, "account/how_to_reset.html")


class ErrorPages:
    """Words where a library has none: an address that is only for a button, and tries that nobody can count now.

    The last door for a refusal too, when the page that asked says nothing of it: its sentence and a way back, and no fault of ours.
    Without the counter of `klushuur.ground.accounts.limits` nobody signs in or tries a code; pages to read need no counter.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return _refused(request, exception)
        if not isinstance(exception, RedisError):
            return None
        log.error("the cache does not answer: %s", type(exception).__name__)
        return _later(request)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """409, and back to the page with the button; to the start from a page that can't be shown itself."""
    log.warning("refused where no page says why: %s", refusal)
    corporation = getattr(request, "corporation", None)
    start = f"/{corporation.slug}/" if corporation else "/"
    back = page_behind(request) if request.method == "POST" else start
    return render(request, "409.html", {"sentence": say(refusal, request), "back": back}, status=409)


def _later(request: HttpRequest) -> HttpResponse:
    page = render(request, "503.html", {"back": page_behind(request)}, status=503)
    page.headers["Retry-After"] = "60"
    return page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"is_expired": True, "back": page_behind(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the error is being handled. A database that is away comes back: such a page needs no repair of ours."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        page = render_to_string("out_of_reach.html")  # asks the database nothing
        return HttpResponse(page, status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("500.html"), status=500)
