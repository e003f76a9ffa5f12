"""Today and now of the domain. Never for leases, sessions, codes or the journal: those live in real time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


def _offset() -> timedelta:
    """How far the clock was moved: only where settings name a source, which the settings of an installation do not."""
    path: str | None = getattr(settings, "CLOCK_OFFSET", None)
    if path is None:
        return timedelta()
    source: Callable[[], timedelta] = import_string(path)
    return source()


def now() -> datetime:
    """This moment, with its zone."""
    return timezone.now() + _offset()


def today() -> date:
    """The local date (Europe/Amsterdam)."""
    return timezone.localdate(now())
