from collections.abc import Mapping, Sequence
from typing import TypedDict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.contract.actions import ACTIONS
from agreements.contract.forms.quoting import QuoteForm
from agreements.contract.models import Agreement
from agreements.contract.services import approving, calculating, quoting
from corporations.figures.value_table import Line, table
from corporations.models import StaffMember
from corporations.money.amounts import Amounts
from corporations.services.people import member_here
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.applications.services.finding import application_here
from jobs.applications.services.notices import contact_of
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


class QuotePage(TypedDict):
    """`agreements/work_quote.html`, and `agreements/work_version.html`. rows: None while an amount is missing."""

    application: Application
    agreement: Agreement | None
    form: QuoteForm
    rows: Sequence[Mapping[str, object]] | None
    contact: StaffMember


@access(ACTIONS["quote"].ability)
@require_http_methods(["GET", "POST"])
def work_quote(request: Request, pk: int) -> HttpResponse:
    application = application_here(request.user, pk)
    agreement = quoting.agreement_of(application)
    if not quoting.may_be_quoted(application, agreement):
        messages.warning(request, _("Bij deze aanvraag kunt u nu geen voorstel maken. Hieronder ziet u hoe het staat."))
        return redirect("work_case", request.corporation.slug, pk)
    form = QuoteForm(request.POST or None, application=application, initial=known(application, agreement))
    only_sum = "sum" in request.POST
    # the button that only reckons hands nothing in
    if form.is_bound and form.is_valid() and not only_sum:
        answer = _hand_in(request, application, form)
        if answer is not None:
            return answer
    page: QuotePage = {
        "application": application,
        "agreement": agreement,
        "form": form,
        "rows": sums(application, form.amounts()),
        "contact": contact_of(application),
    }
    return render(request, "agreements/work_quote.html", page)


def known(application: Application, agreement: Agreement | None) -> dict[str, object]:
    """What the fields hold at first: amounts and forms of the last calculation, else the offer's and every form of the policy."""
    last = agreement.quote if agreement else application.offer
    found: dict[str, object] = {**last.amounts.keywords}
    if agreement:
        found |= {"forms_allowed": agreement.forms_allowed, "bought": agreement.quote.bought or None}
    return found


def sums(application: Application, amounts: Amounts | None) -> list[Line] | None:
    """The calculation by these amounts, for `parts/money_rows.html`; None while one of them is missing."""
    if amounts is None:
        return None
    share, source = application.offer.share, str(application.policy)
    return table(amounts.explain(share=share, source=source, surplus=application.surplus))


def _hand_in(request: Request, application: Application, form: QuoteForm) -> HttpResponse | None:
    """To the case page; None, with an error in the form, when there is nothing to gain or no form to pay it in."""
    member = member_here(request.actor)
    try:
        quoting.hand_in(application, by=member, **form.answers())
    except calculating.NothingToGain:
        form.refuse_nothing()
        return None
    except calculating.NotInFavour:
        form.refuse_unfavourable()
        return None
    except quoting.NoForm:
        form.refuse_lower_rent()
        return None
    except applications.NoPlace:
        messages.error(request, _("Alle plekken van dit aanbod zijn bezet. Zet deze huurder op de wachtlijst."))
    except applications.Stopped as stopped:
        messages.error(
            request, _("De opname stopt deze klus: %(ground)s Wijs de aanvraag af.") % {"ground": stopped.ground.label}
        )
    except (quoting.AlreadyQuoted, IllegalTransition, StaleStatus):
        messages.warning(
            request, _("Dit kan niet meer: de aanvraag is intussen verder. Hieronder ziet u hoe het nu staat.")
        )
    else:
        messages.success(request, _("Het voorstel ligt bij de manager. U krijgt het hier terug als er een vraag is."))
    return redirect("work_case", request.corporation.slug, application.pk)


@access(ACTIONS["hand_in_again"].ability)
@require_POST
def work_hand_in_again(request: Request, pk: int) -> HttpResponse:
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    member = member_here(request.actor)
    try:
        approving.hand_in_again(agreement, by=member)
    except (IllegalTransition, StaleStatus):
        messages.warning(request, _("Dit voorstel ligt al bij de manager, of is al beoordeeld."))
    else:
        messages.success(request, _("Het voorstel ligt weer bij de manager."))
    return redirect("work_case", request.corporation.slug, agreement.application_id)
