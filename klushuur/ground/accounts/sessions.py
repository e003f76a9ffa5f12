"""How long somebody stays signed in: a while without a sign of life, and never longer than a working day."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

BEGAN, SEEN = "began_at", "seen_at"
AT_MOST_EVERY = 60  # seconds between two writes of the same session


class SessionLimits:
    """Signs out who was away too long, says why, and lets the page decide what a visitor may see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            why = _over(request, *settings.SESSION_LIMITS[user.kind])
            if why:
                logout(request)
                messages.warning(request, why)
            else:
                _sign_of_life(request)
        return self.get_response(request)


def _over(request: HttpRequest, idle_minutes: int, most_hours: int) -> str:
    """Why this session ends now, or nothing."""
    now, session = time.time(), request.session
    if now - session.get(SEEN, now) > idle_minutes * 60:
        return ngettext(
            "U deed langer dan %(minutes)d minuut niets. Daarom hebben wij u uitgelogd. Log opnieuw in, dan gaat u verder.",
            "U deed langer dan %(minutes)d minuten niets. Daarom hebben wij u uitgelogd. Log opnieuw in, dan gaat u verder.",
            idle_minutes,
        ) % {"minutes": idle_minutes}
    if now - session.get(BEGAN, now) > most_hours * 3600:
        return _("U was %(hours)d uur ingelogd. Daarna loggen wij iedereen uit. Log opnieuw in, dan gaat u verder.") % {
            "hours": most_hours
        }
    return ""


def _sign_of_life(request: HttpRequest) -> None:
    now, session = int(time.time()), request.session
    # kept from the first page on, so that no sign of life makes a session last longer
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) >= AT_MOST_EVERY:
        session[SEEN] = now
