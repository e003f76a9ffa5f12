"""Finance records a reward: paid, a lower rent, and the rest after it."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from agreements.contract.actions import ACTIONS
from agreements.contract.models import Agreement
from agreements.contract.services.finding import agreement_here
from agreements.rewards.forms.payment import PaymentForm
from agreements.rewards.services import booking, rewarding
from agreements.rewards.services.booking import Booking
from agreements.work.views.confirm import Page, ask
from corporations.money.forms import Span, form_of, spans
from corporations.money.shadow import month_after
from corporations.services.people import member_here
from klushuur.ground.amounts.amounts import euro
from klushuur.ground.http import Request, access

METHODS = ["GET", "HEAD", "POST"]
REFUSALS = {
    rewarding.OutOfTime: gettext_lazy("Betalen kan niet vóór de goedkeuring, en niet in de toekomst."),
    rewarding.NotDue: gettext_lazy("Dit kan pas na de laatste maand: tot dan kan het bedrag nog veranderen."),
    booking.NoRoom: gettext_lazy(
        "Voor deze woning loopt al een lagere huur. Samen zou de huur onder nul komen. Overleg met de woonconsulent."
    ),
}


def _inbox(request: Request) -> str:
    return reverse("inbox", args=[request.corporation.slug])


@access(ACTIONS["record_payment"].ability)
@require_http_methods(METHODS)
def payment(request: Request, pk: int) -> HttpResponse:
    agreement = agreement_here(request.user, pk)
    page = Page(
        action="record_payment",
        title=_("Is de beloning betaald?"),
        lines=(
            _("Het gaat om %(amount)s, één keer.") % {"amount": euro(agreement.reward)},
            _("De huurder krijgt bericht. U kunt dit niet terugnemen."),
        ),
        button=_("Leg de betaling vast"),
        done=_("De betaling is vastgelegd. De klus is afgerond."),
        back=_inbox(request),
        refusals=REFUSALS,
    )
    if agreement.can("record_lower_rent") and agreement.lowers_the_rent:
        return redirect("work_lower_rent", request.corporation.slug, pk)
    # no reward before an accepted inspection (docs/rules.md, hard rule 3)
    form = partial(PaymentForm, not_before=agreement.accepted_on)
    return ask(
        request, agreement, page, form=form, verb=partial(rewarding.record_payment, by=member_here(request.actor))
    )


@access(ACTIONS["record_lower_rent"].ability)
@require_http_methods(METHODS)
def lower_rent(request: Request, pk: int) -> HttpResponse:
    agreement = agreement_here(request.user, pk)
    is_lower = agreement.lowers_the_rent
    if agreement.can("record_payment") and not is_lower:
        return redirect("work_payment", request.corporation.slug, pk)
    made = booking.booking_of(agreement) if is_lower and agreement.accepted_on else None
    page = Page(
        action="record_lower_rent",
        title=str(form_of(agreement.form).to_record) if is_lower else "",
        lines=(*_lines(agreement, made), _("De huurder krijgt bericht. U kunt dit niet terugnemen.")),
        button=_("Leg de lagere huur vast"),
        done=_("De lagere huur is vastgelegd. De huurmutaties staan klaar."),
        back=_inbox(request),
        refusals=REFUSALS,
    )
    return ask(request, agreement, page, verb=partial(rewarding.record_lower_rent, by=member_here(request.actor)))


def _lines(agreement: Agreement, made: Booking | None) -> Iterable[str]:
    """What is booked: the sum, each amount with its months, and the rest."""
    if made is None:
        return ()
    months = ngettext("%(months)d maand", "%(months)d maanden", len(made.monthly)) % {"months": len(made.monthly)}
    lines = [_("Het gaat samen om %(amount)s, over %(months)s.") % {"amount": euro(agreement.reward), "months": months}]
    lines += [_row(made.starts_on, span) for span in spans(made.monthly)]
    if form_of(agreement.form).at_an_increase:
        lines.insert(
            1,
            _("De verhoging van %(day)s is de eerste waarvan de brieven nog niet weg waren.")
            % _days(day=made.starts_on),
        )
    if made.once:
        lines.append(
            _("De rest, %(amount)s, betaalt u vanaf %(day)s. Dan staat het op uw lijst.")
            % ({"amount": euro(made.once)} | _days(day=made.ends_on))
        )
    return lines


def _row(start: date, span: Span) -> str:
    first, last = (date_format(month_after(start, number - 1), "F Y") for number in (span.first, span.last))
    told = {"first": first, "last": last, "amount": euro(span.amount)}
    if span.months == 1:
        return _("In %(first)s gaat er %(amount)s van de huur af.") % told
    return _("Van %(first)s tot en met %(last)s gaat er %(amount)s per maand van de huur af.") % told


def _days(**days: date) -> dict[str, str]:
    return {name: date_format(day, "j F Y") for name, day in days.items()}


@access(ACTIONS["record_rest"].ability)
@require_http_methods(METHODS)
def rest(request: Request, pk: int) -> HttpResponse:
    agreement = agreement_here(request.user, pk)
    found = rewarding.rest_of(agreement)
    page = Page(
        action="record_rest",
        title=_("Is de rest van de beloning betaald?"),
        lines=(
            _("Het gaat om %(amount)s, één keer.") % {"amount": euro(found.amount if found else None)},
            _("De huurder krijgt bericht. U kunt dit niet terugnemen."),
        ),
        button=_("Leg de betaling vast"),
        done=_("De betaling is vastgelegd. De klus is afgerond."),
        back=_inbox(request),
        refusals=REFUSALS,
    )
    why_not = "" if found else _("Hier is niets meer te betalen.")
    form = partial(PaymentForm, not_before=found.due_on if found else None)
    verb = partial(rewarding.record_rest, by=member_here(request.actor))
    return ask(request, agreement, page, form=form, verb=verb, why_not=why_not)
