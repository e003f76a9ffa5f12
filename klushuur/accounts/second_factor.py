"""Whether staff showed a second factor in this session, and where to go when not."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


def was_shown(request: HttpRequest) -> bool:
    """True when this session has a record of a second factor (or of the demo, which does it for you and says so)."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def page_to_show_it(request: HttpRequest) -> str:
    """The name of the page to set one up, or to use the one that is there."""
    return "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"
