"""Who may see which page: enforced for every view, refused for a view that does not say.

Our own views declare their audiences with `klushuur.ground.http.access`; the pages of the libraries are named here.
"""

from collections.abc import Callable
from typing import TypedDict
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from corporations.models import Corporation
from corporations.services import people as corporations
from klushuur.ground.accounts import second_factor
from klushuur.ground.http import STAFF, Actor, page_behind
from tenants.services import profiles

ANYONE = frozenset({"anyone"})
SIGNED_IN = frozenset({"signed_in"})
LIBRARY_PAGES = {
    "set_language": ANYONE,
    "account_login": ANYONE,
    "account_logout": ANYONE,
    "account_reauthenticate": SIGNED_IN,
    "mfa_authenticate": ANYONE,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_index": SIGNED_IN,
}
ADMIN = frozenset({"manager"})


def audiences_of(view_name: str, view: object) -> frozenset[str] | None:
    """Whom a page is for, or None when nobody declared it."""
    declared: frozenset[str] | None = getattr(view, "audiences", None)
    if declared is not None:
        return declared
    return ADMIN if view_name.startswith("admin:") else LIBRARY_PAGES.get(view_name)


def actor_of(request: HttpRequest) -> Actor:
    """The hats of this user in this corporation; staff put them on by showing the second factor."""
    user = request.user
    if not user.is_authenticated:
        return Actor()
    if user.kind == "staff":
        member = corporations.member_of(user)
        if member is None:
            return Actor("staff")
        if not second_factor.was_shown(request):
            return Actor("staff", member.name)
        return Actor("staff", member.name, member.roles, member)
    if user.kind == "tenant" and request.corporation:  # type: ignore[attr-defined]
        tenant = profiles.profile_of(user)
        return Actor("tenant", tenant.name, frozenset({"tenant"})) if tenant else Actor("tenant")
    return Actor(user.kind, "", frozenset({"operator"} if user.kind == "operator" else ()))


class AccessMiddleware:
    """Default is no: an undeclared page is not there, a page for others is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = Actor()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        allowed = audiences_of(match.view_name if match else "", view)
        if allowed is None:
            raise Http404("undeclared")
        request.actor = actor = actor_of(request)  # type: ignore[attr-defined]
        if "anyone" in allowed:
            return None
        if actor.kind == "anonymous":
            return _to_sign_in(request, allowed)
        if "signed_in" in allowed:
            return None
        if actor.kind == "staff" and not second_factor.was_shown(request):
            return _to(second_factor.page_to_show_it(request), request)
        if not allowed & actor.roles:
            raise PermissionDenied
        return None


def _to_sign_in(request: HttpRequest, allowed: frozenset[str]) -> HttpResponse:
    return _to("account_login" if allowed & set(STAFF) else "account_request_login_code", request)


def _to(name: str, request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': page_behind(request)})}")


class EveryPage(TypedDict):
    """corporation: None on the pages of the installation itself."""

    corporation: Corporation | None
    actor: Actor


def page(request: HttpRequest) -> EveryPage:
    """What every page shows: the corporation and who is signed in."""
    return {"corporation": getattr(request, "corporation", None), "actor": getattr(request, "actor", Actor())}
