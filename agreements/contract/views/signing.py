"""Reading and signing an agreement, by a party of the lease."""

from collections.abc import Iterable
from typing import TypedDict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.contract.actions import ACTIONS
from agreements.contract.forms.choosing import in_words
from agreements.contract.forms.signing import DeclineForm, SignForm, TypedSoFarForm
from agreements.contract.models import Agreement, Document, RentRequest
from agreements.contract.services import choosing, renewing, signing, withdrawing
from agreements.contract.services.finding import own_agreement
from agreements.contract.services.renewing import TextDifference
from agreements.contract.texts.forecast import FormForecast, forecasts
from corporations.models import LeaseParty, StaffMember
from jobs.applications.models import Application, ApplicationChoice
from jobs.applications.services.notices import contact_of
from jobs.applications.texts import offer_texts
from klushuur.ground.accounts import limits
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


class AgreementPage(TypedDict):
    """What each page about an agreement says: the case, and whom to ask."""

    agreement: Agreement
    application: Application
    contact: StaffMember


class ReadPage(AgreementPage):
    """`agreements/read.html`. form_in_words: empty, and forecasts too, before a form is chosen."""

    has_signed: bool
    may_sign: bool
    form_in_words: str
    requests: Iterable[RentRequest]
    forecasts: list[FormForecast]
    may_choose: bool
    difference: TextDifference | None


class SignPage(AgreementPage):
    """`agreements/sign.html`. chosen: part by part."""

    form: SignForm
    has_code: bool
    chosen: list[ApplicationChoice]
    reward_in_words: str


class SignedPage(AgreementPage):
    """`agreements/signed.html`. others: who must still sign; document: None until it is made."""

    others: list[LeaseParty]
    is_done: bool
    document: Document | None


class DeclinePage(AgreementPage):
    """`agreements/decline.html`."""

    form: DeclineForm


def about(agreement: Agreement) -> AgreementPage:
    """What each page about an agreement says."""
    application = agreement.application
    return {"agreement": agreement, "application": application, "contact": contact_of(application)}


@access("see_own_case")
@require_safe
def read(request: Request, pk: int) -> HttpResponse:
    agreement, party = own_agreement(request.user, pk)
    has_signed, is_open = signing.has_signed(agreement, party), signing.is_open(agreement)
    if is_open and not agreement.form:
        return redirect("agreement_reward", request.corporation.slug, pk)
    option = choosing.chosen(agreement)
    page: ReadPage = {
        **about(agreement),
        "has_signed": has_signed,
        "may_sign": is_open and not has_signed,
        "form_in_words": in_words(option) if option else "",
        "requests": RentRequest.objects.of(agreement),
        "forecasts": forecasts(agreement)[:1] if option else [],
        "may_choose": is_open and len(choosing.options(agreement)) > 1,
        "difference": renewing.difference(agreement) if agreement.text else None,
    }
    return render(request, "agreements/read.html", page)


@access(ACTIONS["sign"].ability)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, pk: int) -> HttpResponse:
    agreement, party = own_agreement(request.user, pk)
    if elsewhere := _not_here(request, agreement, party):
        return elsewhere
    # shown once: who comes back another day begins with an empty page
    kept = request.session.pop(_kept_key(agreement), None) if request.method == "GET" else None
    form = SignForm(request.POST if request.method == "POST" else None, agreement=agreement, kept=kept)
    # before the code is spent: it is of the text that was on the page
    if form.is_bound and form.is_of_another_text:
        return _read_again(request, agreement)
    if form.is_valid() and _signs(request, agreement, party, form):
        return redirect("agreement_signed", request.corporation.slug, pk)
    page: SignPage = {
        **about(agreement),
        "form": form,
        "has_code": form.is_bound or signing.has_live_code(agreement, request.user),
        "chosen": offer_texts.chosen(agreement.application),
        "reward_in_words": in_words(option) if (option := choosing.chosen(agreement)) else "",
    }
    return render(request, "agreements/sign.html", page)


def _not_here(request: Request, agreement: Agreement, party: LeaseParty) -> HttpResponse | None:
    """The page to be instead: signed already, no longer open, or no form chosen yet."""
    slug = request.corporation.slug
    if signing.has_signed(agreement, party):
        return redirect("agreement_signed", slug, agreement.pk)
    if not signing.is_open(agreement):
        messages.error(request, _("U kunt deze overeenkomst nu niet tekenen. Bel ons, dan kijken wij wat er nog kan."))
        return redirect("agreement_read", slug, agreement.pk)
    if not agreement.form:
        return redirect("agreement_reward", slug, agreement.pk)
    return None


def _read_again(request: Request, agreement: Agreement) -> HttpResponse:
    messages.warning(
        request, _("De tekst is intussen veranderd. Er is niets getekend. Lees de nieuwe tekst en teken daarna.")
    )
    return redirect("agreement_read", request.corporation.slug, agreement.pk)


def _signs(request: Request, agreement: Agreement, party: LeaseParty, form: SignForm) -> bool:
    """Spend the code and sign. False with the reason in the form."""
    if not limits.allowed(request, "signing_code_tried"):
        form.add_error("code", _("U hebt te vaak een code geprobeerd. Wacht een uur, of bel ons."))
        return False
    given = form.cleaned_data
    try:
        # not in one transaction with the signature: a try counts, also where signing is refused
        signing.use_code(agreement, user=request.user, code=given["code"])
        signing.sign_as_tenant(agreement, party=party, name=given["name"], text_sha256=given["text_sha256"])
    # a second click: what was asked for is so
    except signing.AlreadySigned:
        return True
    except signing.CodeRefused as refused:
        if signing.has_signed(agreement, party):  # two clicks at once
            return True
        form.add_error("code", _about_the_code(refused))
    except signing.TextChanged:
        form.add_error(
            None, _("De tekst is intussen veranderd. Er is niets getekend. Lees de nieuwe tekst en teken daarna.")
        )
    except signing.PartiesChanged:
        form.add_error(None, _("De huurders van deze woning zijn veranderd. Wij maken een nieuwe versie voor u."))
    except signing.TooLate:
        form.add_error(None, _("U kunt deze overeenkomst niet meer tekenen. Bel ons, dan kijken wij wat er nog kan."))
    return not form.errors


def _about_the_code(refused: signing.CodeRefused) -> str:
    if refused.is_spent:
        return _("Deze code werkt niet meer. Vraag hieronder een nieuwe code.")
    return ngettext(
        "Deze code is niet goed. Kijk nog eens in onze laatste mail. U kunt het nog %(left)d keer proberen.",
        "Deze code is niet goed. Kijk nog eens in onze laatste mail. U kunt het nog %(left)d keer proberen.",
        refused.tries_left,
    ) % {"left": refused.tries_left}


@access(ACTIONS["send_code"].ability)
@require_POST
def send_code(request: Request, pk: int) -> HttpResponse:
    agreement, party = own_agreement(request.user, pk)
    if elsewhere := _not_here(request, agreement, party):
        return elsewhere
    _keep(request, agreement)
    if not limits.allowed(request, "signing_code_sent"):
        messages.warning(
            request, _("U hebt net al een paar codes gevraagd. Kijk in uw mail, ook bij spam, of wacht een kwartier.")
        )
        return redirect("agreement_sign", request.corporation.slug, pk)
    try:
        signing.send_code(agreement, user=request.user)
    except (signing.TooLate, signing.TextChanged):
        return _not_here(request, agreement, party) or redirect("agreement_read", request.corporation.slug, pk)
    messages.success(request, _("Wij hebben een tekencode gemaild naar %(email)s.") % {"email": request.user.email})
    return redirect("agreement_sign", request.corporation.slug, pk)


def _kept_key(agreement: Agreement) -> str:
    return f"signing-{agreement.pk}"


def _keep(request: Request, agreement: Agreement) -> None:
    """What was typed, until the page is shown again."""
    form = TypedSoFarForm(request.POST)
    if form.is_valid() and any(form.cleaned_data.values()):
        request.session[_kept_key(agreement)] = form.cleaned_data


@access("see_own_case")
@require_safe
def signed(request: Request, pk: int) -> HttpResponse:
    agreement, party = own_agreement(request.user, pk)
    if not signing.has_signed(agreement, party):
        return redirect("agreement_read", request.corporation.slug, pk)
    page: SignedPage = {
        **about(agreement),
        "others": signing.parties_to_sign(agreement),
        "is_done": not agreement.can("sign"),
        "document": agreement.documents.filter(version=agreement.version).first(),
    }
    return render(request, "agreements/signed.html", page)


@access(ACTIONS["decline"].ability)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, pk: int) -> HttpResponse:
    agreement, _party = own_agreement(request.user, pk)
    application = agreement.application
    if not agreement.can("decline"):
        messages.info(request, _("Dit kan nu niet meer. Bel ons, dan kijken wij samen wat er kan."))
        return redirect("application", request.corporation.slug, application.pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        page: DeclinePage = {**about(agreement), "form": form}
        return render(request, "agreements/decline.html", page)
    try:
        withdrawing.decline(agreement, ground=form.cleaned_data["ground"], by=request.user)
    except (IllegalTransition, StaleStatus):
        messages.info(request, _("Er is net iets veranderd. Kijk hieronder hoe uw aanvraag ervoor staat."))
    else:
        messages.success(request, _("Wij weten nu dat u het niet wilt. U hoeft niets meer te doen."))
    return redirect("application", request.corporation.slug, application.pk)
