"""A rent change or a payout: what it is and where it came from; and finance corrects it: a question, a check, done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict, TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from agreements.contract.actions import ACTIONS
from agreements.contract.models import Payout, Reason, RentChange
from agreements.rewards.forms.correcting import (
    AmountForm,
    CorrectForm,
    DueForm,
    LeaseEndedForm,
    PeriodForm,
    WithdrawForm,
)
from agreements.rewards.services import balance, booking, correcting, lease_end
from agreements.rewards.services.balance import Balance, Money
from agreements.rewards.services.lease_end import Ending
from agreements.work.services import inspecting
from corporations.models import StaffMember
from corporations.services.people import member_here
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus

METHODS = ["GET", "HEAD", "POST"]
Row = TypeVar("Row", RentChange, Payout)
REFUSALS: dict[type[Exception], Promise] = {
    correcting.MoreThanAgreed: gettext_lazy(
        "Zo geeft u meer dan is afgesproken. Maak het bedrag lager, of verbeter eerst een andere regel."
    ),
    correcting.Overlaps: gettext_lazy(
        "In een van deze maanden geldt al een andere regel van deze overeenkomst. Kies andere maanden, of verbeter die eerst."
    ),
    correcting.TooLong: gettext_lazy("Zo is de huur langer dan 36 maanden lager. Dat mag niet. Kies minder maanden."),
    booking.NoRoom: gettext_lazy(
        "Met wat er al van deze huur af gaat, zou de huur onder nul komen. Kies een lager bedrag of andere maanden."
    ),
    lease_end.AlreadyEnded: gettext_lazy("Dat de huur stopt, is al vastgelegd. Verbeter de regels één voor één."),
    lease_end.NothingEnds: gettext_lazy("Na deze maand komt er niets meer. Kies een eerdere maand."),
}
CLOSED: dict[type[Exception], Promise] = {
    StaleStatus: gettext_lazy("Deze regel is vervangen. Hieronder ziet u door welke."),
    correcting.AlreadyPaid: gettext_lazy(
        "Dit is al betaald. Klopt het bedrag niet? Betaal het verschil bij, of vraag het terug."
    ),
    IllegalTransition: gettext_lazy("De beloning loopt niet meer. Deze regel kan niet meer veranderen."),
    inspecting.LivesThere: gettext_lazy("Dit is uw eigen huis. Iemand anders moet dit doen."),
}


@dataclass(frozen=True)
class Way:
    """What can be wrong with a row: how the page before asks it, the question itself, and its form."""

    name: str  # in the address
    link: Promise
    title: Promise
    form: Callable[..., CorrectForm]


class About(TypedDict):
    """Which kind of row a page is about, and the names of the addresses of its list, of itself and of its questions."""

    is_change: bool
    list_name: str
    row_name: str
    correct_name: str
    row: Money


class BookedPage(About):
    """`agreements/booked.html`. history: the newest first; why_not: empty when it can be corrected."""

    history: list[Money]
    now: Balance
    why_not: str
    ways: tuple[Way, ...]


class CorrectPage(About):
    """`agreements/correct.html`."""

    way: Way
    form: CorrectForm


class CheckPage(About):
    """`agreements/correct_check.html`. changes: each new row with the one before it; ending: when it is the lease that ends."""

    form: CorrectForm
    changes: list[tuple[Money | None, Money]]
    wanted: Balance
    ending: Ending | None


OF_RENT_CHANGE = (
    Way("maanden", gettext_lazy("De maanden kloppen niet"), gettext_lazy("Welke maanden moeten het zijn?"), PeriodForm),
    Way("bedrag", gettext_lazy("Het bedrag klopt niet"), gettext_lazy("Hoeveel gaat er per maand af?"), AmountForm),
    Way("huur-gestopt", gettext_lazy("De huur is gestopt"), gettext_lazy("Wanneer stopt de huur?"), LeaseEndedForm),
    Way("intrekken", gettext_lazy("Deze regel moet weg"), gettext_lazy("Moet deze regel weg?"), WithdrawForm),
)
OF_PAYOUT = (
    Way("bedrag", gettext_lazy("Het bedrag klopt niet"), gettext_lazy("Hoeveel betaalt u?"), AmountForm),
    Way("dag", gettext_lazy("De dag klopt niet"), gettext_lazy("Wanneer betaalt u het?"), DueForm),
    Way("intrekken", gettext_lazy("Deze regel moet weg"), gettext_lazy("Moet deze regel weg?"), WithdrawForm),
)


def _find(request: Request, model: type[Row], pk: int) -> Row:
    rows = model.objects.visible_to(request.user).with_case().select_related("made_by", "agreement__quote__policy")
    return get_object_or_404(rows, pk=pk)


def _ways(row: Money) -> tuple[Way, ...]:
    return OF_RENT_CHANGE if isinstance(row, RentChange) else OF_PAYOUT


def _why_not(row: Money, by: StaffMember) -> str:
    """Why this row can't be corrected, in words; empty when it can."""
    try:
        correcting.check_open(row.agreement, row, by=by)
    except tuple(CLOSED) as closed:
        return str(CLOSED[type(closed)])
    return ""


# --- what it is ---


@access("see_money")
@require_safe
def rent_change(request: Request, pk: int) -> HttpResponse:
    return _show(request, _find(request, RentChange, pk))


@access("see_money")
@require_safe
def payout(request: Request, pk: int) -> HttpResponse:
    return _show(request, _find(request, Payout, pk))


def _show(request: Request, row: Money) -> HttpResponse:
    now = balance.of(row.agreement)
    why_not = _why_not(row, member_here(request.actor))
    page: BookedPage = {
        **_about(row),
        "history": _history(row, now),
        "now": now,
        "why_not": why_not,
        "ways": _ways_now(row, now),
    }
    return render(request, "agreements/booked.html", page)


def _ways_now(row: Money, now: Balance) -> tuple[Way, ...]:
    """What can be wrong with it as it stands. What was withdrawn comes back by the first question."""
    if not balance.worth(row):
        return _ways(row)[:1]
    return tuple(way for way in _ways(row) if not (now.is_ended and way.form is LeaseEndedForm))


def _about(row: Money) -> About:
    is_change = isinstance(row, RentChange)
    names = (
        ("rent_changes", "rent_change", "rent_change_correct") if is_change else ("payouts", "payout", "payout_correct")
    )
    return {"is_change": is_change, "list_name": names[0], "row_name": names[1], "correct_name": names[2], "row": row}


def _history(row: Money, now: Balance) -> list[Money]:
    """The row, with those before it and those in its place, the newest first."""
    rows: tuple[Money, ...] = now.changes if isinstance(row, RentChange) else now.payouts
    by_number, after = {one.pk: one for one in rows}, {one.corrects_id: one for one in rows if one.corrects_id}
    newest = by_number[row.pk]
    while newest.pk in after:
        newest = after[newest.pk]
    found = [newest]
    while found[-1].corrects_id:
        found.append(by_number[found[-1].corrects_id])
    return found


# --- what is wrong ---


@access(ACTIONS["correct_rent_change"].ability)
@require_http_methods(METHODS)
def correct_rent_change(request: Request, pk: int, what: str) -> HttpResponse:
    return _correct(request, _find(request, RentChange, pk), what)


@access(ACTIONS["correct_payout"].ability)
@require_http_methods(METHODS)
def correct_payout(request: Request, pk: int, what: str) -> HttpResponse:
    return _correct(request, _find(request, Payout, pk), what)


def _correct(request: Request, row: Money, what: str) -> HttpResponse:
    """The question; with an answer in the address what would change; by POST it is done, and the new row is shown."""
    way = next((way for way in _ways(row) if way.name == what), None)
    if way is None:
        raise Http404("what")
    member = member_here(request.actor)
    form = way.form(_asked(request, way), row=row)
    try:
        correcting.check_open(row.agreement, row, by=member)
        if form.is_valid():
            return _done(request, row, form, member) if request.method == "POST" else _check(request, row, form)
    except tuple(CLOSED) as closed:
        messages.info(request, str(CLOSED[type(closed)]))
        return redirect(_about(row)["row_name"], request.corporation.slug, row.pk)
    except tuple(REFUSALS) as refused:
        form.add_error(None, str(REFUSALS[type(refused)]))
    page: CorrectPage = {**_about(row), "way": way, "form": form}
    return render(request, "agreements/correct.html", page)


def _done(request: Request, row: Money, form: CorrectForm, by: StaffMember) -> HttpResponse:
    made = _verb(row, form, by)
    messages.success(request, _("Verbeterd. De huurders krijgen bericht."))
    return redirect(_about(row)["row_name"], request.corporation.slug, made.pk)


def _asked(request: Request, way: Way) -> QueryDict | None:
    """What was answered, in the address or by POST; None while the question is still to be asked."""
    if request.method == "POST":
        return request.POST
    return request.GET if request.GET or way.form is WithdrawForm else None


def _check(request: Request, row: Money, form: CorrectForm) -> HttpResponse:
    """What would become of the rows and of the sum. Raises as the verb."""
    agreement = row.agreement
    ending = None
    if isinstance(form, LeaseEndedForm):
        ending = lease_end.ending(agreement, ends_on=form.given["ends_on"])
        wanted = ending.wanted
    else:
        wanted = balance.of(agreement).instead(row, **form.given, reason=Reason.MISTAKE)
        correcting.check(wanted)
    page: CheckPage = {
        **_about(row),
        "form": form,
        "changes": wanted.new(),
        "wanted": wanted,
        "ending": ending,
    }
    return render(request, "agreements/correct_check.html", page)


def _verb(row: Money, form: CorrectForm, by: StaffMember) -> Money:
    if isinstance(form, LeaseEndedForm):
        assert isinstance(row, RentChange)
        return lease_end.end_lease(row, ends_on=form.given["ends_on"], by=by)
    given = form.given
    amount = given.get("amount", row.amount)
    if isinstance(row, RentChange):
        starts_on, ends_on = given.get("starts_on", row.starts_on), given.get("ends_on", row.ends_on)
        return correcting.correct_rent_change(
            row, starts_on=starts_on, ends_on=ends_on, amount=amount, reason=Reason.MISTAKE, by=by
        )
    due_on = given.get("due_on", row.due_on)
    return correcting.correct_payout(row, amount=amount, due_on=due_on, reason=Reason.MISTAKE, by=by)
