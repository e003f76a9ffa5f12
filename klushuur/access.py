"""Who may see which page: enforced for every view, refused for a view that does not say.

Our own views declare the ability that they need with `klushuur.ground.http.access`, the lists of the admin with their
`ability`; the pages of the libraries are named here. Which role gives an ability, `corporations.models.roles` says.
"""

from collections.abc import Callable
from typing import TypedDict
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from corporations.models import Corporation
from corporations.services import people as corporations
from klushuur.ground.abilities import may_all, roles_with
from klushuur.ground.accounts import second_factor
from klushuur.ground.accounts.models import UserKind
from klushuur.ground.http import ANYONE, SIGNED_IN, Actor, page_behind
from tenants.services import profiles

ADMIN = "use_admin"
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
    # of the admin as a whole: they show no row
    "admin:": ADMIN,  # an address that leads nowhere
    "admin:index": ADMIN,
    "admin:app_list": ADMIN,
    "admin:login": ADMIN,
    "admin:logout": ADMIN,
    "admin:password_change": ADMIN,
    "admin:password_change_done": ADMIN,
    "admin:autocomplete": ADMIN,
    "admin:jsi18n": ADMIN,
    "admin:view_on_site": ADMIN,
}


def needed_for(view_name: str, view: object) -> frozenset[str]:
    """All that one must be able to do to open a page, or ANYONE or SIGNED_IN alone; empty when nobody declared it."""
    of_a_list = getattr(view, "model_admin", None)  # whose stock pages Django makes
    own = getattr(view, "ability", None) or getattr(of_a_list, "ability", None) or LIBRARY_PAGES.get(view_name)
    if own is None:
        return frozenset()
    return frozenset({own, ADMIN} if view_name.startswith("admin:") else {own})


def actor_of(request: HttpRequest) -> Actor:
    """The hats of this user in this corporation; staff put them on by showing the second factor."""
    user = request.user
    if not user.is_authenticated:
        return Actor()
    if user.kind == UserKind.STAFF:
        member = corporations.member_of(user)
        if member is None:
            return Actor("staff")
        if not second_factor.was_shown(request):
            return Actor("staff", member.name)
        return Actor("staff", member.name, member.roles, member)
    if user.kind == UserKind.TENANT and request.corporation:  # type: ignore[attr-defined]
        tenant = profiles.profile_of(user)
        return Actor("tenant", tenant.name, frozenset({UserKind.TENANT})) if tenant else Actor("tenant")
    return Actor(user.kind, "", frozenset({user.kind} if user.kind == UserKind.OPERATOR else ()))


class AccessMiddleware:
    """Default is no: an undeclared page is not there, a page for others is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = Actor()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        needed = needed_for(":".join([*match.namespaces, match.url_name or ""]) if match else "", view)
        if not needed:
            raise Http404("undeclared")
        request.actor = actor = actor_of(request)  # type: ignore[attr-defined]
        if ANYONE in needed:
            return None
        if actor.kind == "anonymous":
            return _to_sign_in(request, needed)
        if SIGNED_IN in needed:
            return None
        if actor.kind == "staff" and not second_factor.was_shown(request):
            return _to(second_factor.page_to_show_it(request), request)
        if not may_all(actor, needed):
            raise PermissionDenied
        return None


def _to_sign_in(request: HttpRequest, needed: frozenset[str]) -> HttpResponse:
    """By a code for what is a tenant's alone and for what is everybody's who has an account, else by password."""
    is_of_staff = SIGNED_IN not in needed and any(roles_with(ability) != {UserKind.TENANT} for ability in needed)
    return _to("account_login" if is_of_staff else "account_request_login_code", request)


def _to(name: str, request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': page_behind(request)})}")


class EveryPage(TypedDict):
    """corporation: None on the pages of the installation itself."""

    corporation: Corporation | None
    actor: Actor


def page(request: HttpRequest) -> EveryPage:
    """What every page shows: the corporation and who is signed in."""
    return {"corporation": getattr(request, "corporation", None), "actor": getattr(request, "actor", Actor())}
