"""Signing up with the code from a letter: the code, an address, and yes, that is me."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klushuur.ground.accounts import limits
from klushuur.ground.http import Request, access
from klushuur.ground.refusals.door import RefusalsSaid
from klushuur.ground.refusals.refusals import Refusal
from tenants.forms import LONGEST, AddressForm, CodeForm
from tenants.models import Invitation
from tenants.services import profiles, signing_up
from tenants.services.refusals import SignUpCode

WAY_BACK = "after_sign_up"


@access("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: Request) -> HttpResponse:
    if request.method != "POST" and "code" in request.GET:
        return _from_letter(request)
    initial = {"code": request.session.get(_letter_key(request), "")}
    form = CodeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method != "POST":
        _keep_way_back(request)
    elif invitation := _invitation_of(request, form):
        request.session[_key(request)] = invitation.pk
        request.session.pop(_letter_key(request), None)
        is_in = request.user.is_authenticated and request.user.kind == "tenant"
        return redirect("sign_up_confirm" if is_in else "sign_up_address", request.corporation.slug)
    return render(request, "tenants/sign_up.html", {"form": form})


def _from_letter(request: Request) -> HttpResponse:
    """The QR code of a letter: its code goes from the address into the field, and nothing is done with it yet."""
    request.session[_letter_key(request)] = request.GET["code"][:LONGEST]
    return redirect("sign_up", request.corporation.slug)


def _letter_key(request: Request) -> str:
    return f"letter-code-{request.corporation.pk}"


def _invitation_of(request: Request, form: CodeForm) -> Invitation | None:
    """The open invitation of what was typed; None with the reason in the form. Counted before anything is hashed."""
    if not form.is_valid():
        return None
    with RefusalsSaid(request, form=form):
        _count(request, "sign_up_code")
        return signing_up.find_invitation(form.cleaned_data["code"])
    return None


def _count(request: Request, what: str) -> None:
    """One try more. Raises OFTEN."""
    if not limits.allowed(request, what):
        raise Refusal(SignUpCode.OFTEN)


def _key(request: Request) -> str:
    return f"invitation-{request.corporation.pk}"


def _keep_way_back(request: Request) -> None:
    """Where somebody came from: a page of ours, or nothing."""
    back = request.GET.get("next", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        request.session[WAY_BACK] = back


@access("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_address(request: Request) -> HttpResponse:
    slug = request.corporation.slug
    if _key(request) not in request.session:
        return _ask_the_code_again(request)
    if request.user.is_authenticated:
        return redirect("sign_up_confirm", slug)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with RefusalsSaid(request, form=form):
            _count(request, "sign_up_address")
    if not form.is_valid():
        return render(request, "tenants/sign_up_address.html", {"form": form})
    email = form.cleaned_data["email"]
    with transaction.atomic():  # one commit, for a new account and for a known one
        user = signing_up.account_for(email, language=get_language() or "nl")
        LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    onward = urlencode({"next": reverse("sign_up_confirm", args=[slug])})
    return redirect(f"{reverse('account_confirm_login_code')}?{onward}")


def _ask_the_code_again(request: Request) -> HttpResponse:
    messages.info(request, _("Typ eerst de code uit uw brief."))
    return redirect("sign_up", request.corporation.slug)


@access("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_confirm(request: Request) -> HttpResponse:
    if request.user.kind != "tenant":
        return redirect("sign_up", request.corporation.slug)
    invitation = signing_up.open_invitation(request.session.get(_key(request)))
    if invitation is None:
        return _nothing_to_confirm(request)
    if request.method != "POST":
        return render(
            request, "tenants/sign_up_confirm.html", {"party": invitation.party, "lease": invitation.party.lease}
        )
    with RefusalsSaid(request):
        tenant = signing_up.redeem(invitation.pk, by=request.user)
        messages.success(request, _("Welkom, %(name)s. U bent aangemeld.") % {"name": tenant.name})
        del request.session[_key(request)]
        return _onward(request)
    return redirect("sign_up_confirm", request.corporation.slug)


def _nothing_to_confirm(request: Request) -> HttpResponse:
    """A second click, or a page that was left too long."""
    if profiles.profile_of(request.user):
        return _onward(request)
    return _ask_the_code_again(request)


def _onward(request: Request) -> HttpResponse:
    return redirect(request.session.pop(WAY_BACK, None) or reverse("my_home", args=[request.corporation.slug]))
