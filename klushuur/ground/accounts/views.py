"""Where the library's own pages fall short: the way back after a code, and ends that lead nowhere."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.totp.views import activate_totp as activate
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klushuur.ground.accounts.models import User
from klushuur.ground.http import Request, access

WAY_BACK = "after_sign_in"
PAGE = ["GET", "HEAD", "POST"]


class ConfirmCodeView(ConfirmLoginCodeView):
    """An unknown address costs the same work here as a known one."""

    def get_form_kwargs(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_kwargs()
        state = self._process.state
        if self.stage.login.user is None:
            User.objects.filter(pk=0).first()  # what a known address costs
        return options | {"email": state["email"], "asked_at": state["at"]} if self._action == "verify" else options


@access("anyone")
@require_http_methods(PAGE)
def request_login_code(request: Request) -> HttpResponse:
    """Where the code is asked for. Who typed a wrong address forgets it here: as long as it waits for its code, the library leads back."""
    if request.method == "POST" and "other_address" in request.POST:
        if not request.user.is_authenticated:
            clear_login(request)
        return redirect("account_request_login_code")
    return _with_way_back(request, RequestLoginCodeView.as_view())


@access("anyone")
@require_http_methods(PAGE)
def confirm_login_code(request: Request) -> HttpResponse:
    answer = _with_way_back(request, ConfirmCodeView.as_view())
    if request.user.is_authenticated:
        request.session.pop(WAY_BACK, None)
    elif request.method == "POST" and answer.headers.get("Location") == reverse("account_request_login_code"):
        _say_why_again(request)
    return answer


def _say_why_again(request: Request) -> None:
    """In the place of the library's own words: it has some after the last wrong try, and none for an old code."""
    was_wrong = list(messages.get_messages(request))
    if was_wrong:
        words = _("U hebt te vaak een verkeerde code getypt. De code werkt nu niet meer. Vraag een nieuwe code.")
    else:
        words = _("Deze code is te oud of al gebruikt. Vraag een nieuwe code.")
    messages.error(request, words)


def _with_way_back(request: Request, view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The address says where somebody came from; the session keeps it for who opens the page afresh."""
    asked, kept = request.GET.get("next", ""), request.session.get(WAY_BACK, "")
    if asked and asked != kept and get_adapter().is_safe_url(asked):
        request.session[WAY_BACK] = asked
    elif kept and not asked and request.method != "POST":
        return redirect(f"{request.path}?{urlencode({'next': kept})}")
    return view(request)


@access("anyone")
@require_safe
def inactive(request: Request) -> HttpResponse:
    return render(request, "account/account_inactive.html")


@access("signed_in")
@require_http_methods(PAGE)
def activate_totp(request: Request) -> HttpResponse:
    """The library leads whoever is done already to a page for switching off, which is not here: the back button ends up so."""
    if is_mfa_enabled(request.user):
        return redirect("mfa_index")
    answer: HttpResponse = activate(request)
    return answer
