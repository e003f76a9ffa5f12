"""Which form the reward takes: one question, asked of every party of the lease until all have signed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agreements.contract import documents
from agreements.contract.actions import ACTIONS
from agreements.contract.forms.choosing import ChoiceForm
from agreements.contract.forms.explaining import FormRows, rows_of_forms
from agreements.contract.models import Agreement
from agreements.contract.services import choosing, signing
from agreements.contract.services.choosing import Option
from agreements.contract.services.finding import own_agreement
from agreements.contract.texts.forecast import FormForecast, forecasts_of
from agreements.contract.views.signing import AgreementPage, about
from corporations.figures.value_table import Line
from corporations.models import LeaseParty
from corporations.money.forms import form_of
from jobs.offers.forms.ladder import LadderForm
from jobs.offers.services.rents import Start
from jobs.offers.texts.ladder import Rungs, side_by_side
from klushuur.ground.http import Request, access


class RewardPage(AgreementPage):
    """`agreements/reward.html`. increase: where a form begins with one; warning: what another form would undo."""

    form: ChoiceForm
    ladder: Rungs
    forecasts: list[FormForecast]
    increase: documents.Increase | None
    has_discount: bool
    rows: list[Line]
    form_rows: list[FormRows]
    warning: str
    is_shared: bool


@access(ACTIONS["choose_form"].ability)
@require_http_methods(["GET", "HEAD", "POST"])
def reward(request: Request, pk: int) -> HttpResponse:
    agreement, party = own_agreement(request.user, pk)
    options, now = choosing.options(agreement), choosing.chosen(agreement)
    if not signing.is_open(agreement) or len(options) == 1:
        return redirect("agreement_read", request.corporation.slug, pk)
    data = request.POST if request.method == "POST" else None
    form = ChoiceForm(data, options=options, now=now, text_sha256=agreement.text_sha256)
    if form.is_valid() and (answer := _chooses(request, agreement, form)):
        return answer
    page: RewardPage = {
        **about(agreement),
        "form": form,
        "ladder": _ladder(request, agreement),
        "forecasts": forecasts_of(agreement, options),
        "increase": documents.increase_of(agreement)
        if any(form_of(one.form).at_an_increase for one in options)
        else None,
        "has_discount": any(form_of(one.form).has_terms for one in options),
        "rows": documents.rows_of(agreement),
        "form_rows": rows_of_forms(agreement.quote),
        "warning": _about_signatures(agreement, party),
        "is_shared": len(agreement.parties) > 1,
    }
    return render(request, "agreements/reward.html", page)


def _ladder(request: Request, agreement: Agreement) -> Rungs:
    """Gross and net of what was approved: by the rent of the quote, and a skip and a freeze by the rent before they begin.

    The answer is in the address, and nowhere kept.
    """
    quote = agreement.quote
    return side_by_side(
        LadderForm(request.GET, asks_rent=False),
        reward=quote.reward,
        forms=agreement.forms_allowed,
        terms=agreement.months_allowed,
        rent=quote.rent,
        start=Start(quote.start_on, quote.start_rent, quote.start_rates),
    )


def _about_signatures(agreement: Agreement, party: LeaseParty) -> str:
    """What another form would undo; empty when nobody has signed."""
    missing = {one.pk for one in signing.parties_to_sign(agreement)}
    names = [name for pk, name in agreement.parties if pk not in missing and pk != party.pk]
    if names:
        return ngettext(
            "%(names)s heeft al getekend. Kiest u een andere vorm? Dan tekent iedereen opnieuw.",
            "%(names)s hebben al getekend. Kiest u een andere vorm? Dan tekent iedereen opnieuw.",
            len(names),
        ) % {"names": ", ".join(names)}
    if party.pk not in missing:
        return _("U hebt al getekend. Kiest u een andere vorm? Dan tekent u opnieuw.")
    return ""


def _chooses(request: Request, agreement: Agreement, form: ChoiceForm) -> HttpResponse | None:
    """To the text that follows; None with the reason in the form."""
    option: Option = form.cleaned_data["choice"]
    try:
        choosing.choose_form(
            agreement,
            form=option.form,
            months=option.months,
            by=request.user,
            text_sha256=form.cleaned_data["text_sha256"],
        )
    except choosing.AboveRent:
        form.add_error(
            "choice",
            _("Zo komt uw huur onder € 0, ook door wat er al van uw huur afgaat. Kies meer maanden, of één keer geld."),
        )
        return None
    except signing.TextChanged:
        messages.warning(request, _("Uw medehuurder koos net een vorm. Kijk of u het daarmee eens bent."))
    except signing.PartiesChanged:
        messages.error(request, _("De huurders van deze woning zijn veranderd. Wij maken een nieuwe versie voor u."))
    except (signing.TooLate, choosing.NotAllowed):
        messages.error(request, _("Kiezen kan nu niet meer. Bel ons, dan kijken wij wat er nog kan."))
    else:
        messages.success(request, _("Uw keuze is bewaard. Lees nu de overeenkomst en teken."))
    return redirect("agreement_read", request.corporation.slug, agreement.pk)
