"""Whether staff showed a second factor in this session, and where to go when not."""

import time
from collections.abc import Iterator
from typing import TypedDict

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

LATELY_SECONDS = 300


class Record(TypedDict, total=False):
    """How somebody showed who he is, as allauth keeps it in the session. at: seconds, as of time.time()."""

    method: str
    type: str
    at: float


def was_shown(request: HttpRequest) -> bool:
    """True when this session has a record of a second factor (or of the demo, which does it for you and says so)."""
    return any(_records(request))


def was_shown_lately(request: HttpRequest) -> bool:
    """True when that was within five minutes, for what binds the corporation. The demo has none to show again."""
    since = time.time() - LATELY_SECONDS
    # the time of the session, which no clock of the domain moves
    return any(record.get("type") == "demo" or record.get("at", 0) >= since for record in _records(request))


def _records(request: HttpRequest) -> Iterator[Record]:
    records = get_authentication_records(request, request.user)
    return (record for record in records if record.get("method") == "mfa")


def page_to_show_it(request: HttpRequest) -> str:
    """The name of the page to set one up, or to use the one that is there."""
    return "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"


def ask_again(request: HttpRequest) -> HttpResponse:
    """To the page to show it; what was pressed is kept, and done when it was shown."""
    answer: HttpResponse = suspend_request(request, reverse(page_to_show_it(request)))
    return answer
