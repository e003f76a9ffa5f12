"""Finance's lists: rent changes, payouts, what is still owed, the payments of a year and the annual increase; each as a file too."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypedDict, TypeVar

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agreements.contract.models import Payout, PayoutQuerySet, RentChange, RentChangeQuerySet
from agreements.rewards.forms.finance import DayForm, IncreaseForm
from agreements.rewards.services import correcting, increases, obligations, rent_round
from agreements.rewards.services.obligations import Key, Obligation
from agreements.rewards.services.rent_round import Line
from agreements.rewards.texts import sheets
from corporations.models import AnnualIncrease
from corporations.money.shadow import JULY
from corporations.money.value import NOTHING
from corporations.services.people import member_here
from klushuur.ground import clock
from klushuur.ground.http import Request, access
from klushuur.ground.journal import journal
from klushuur.ground.sheets import handed_out

PAGE = 50
YEARS_BACK, YEARS_AHEAD = 7, 2  # the tax office asks for seven years
Row = TypeVar("Row")


class Years(TypedDict):
    """The years to turn to from this one; None at an end."""

    before: int | None
    after: int | None


class OwedPage(TypedDict):
    """`agreements/obligations.html`, when the day is right. years: as of `_bars`."""

    form: DayForm
    day: date
    page: Page[Key]
    rows: list[Obligation]
    kinds: list[tuple[str, Decimal]]
    total: Decimal
    years: list[tuple[int, Decimal, int]]


class PaidPage(TypedDict):
    """`agreements/paid.html`. total: of the whole year, in euro."""

    year: int
    page: Page[Payout]
    rows: list[Payout]
    total: Decimal
    without_birth_date: int
    years: Years


class RoundPage(TypedDict):
    """`agreements/rent_round.html`. highest: as a rate, None where we do not know it; to_follow: still to be booked anew."""

    year: int
    july: date
    page: Page[Line]
    skips: int
    catch_ups: int
    decided: AnnualIncrease | None
    highest: Decimal | None
    form: IncreaseForm
    may_decide: bool
    to_follow: int
    years: Years


def _file(request: Request, what: str, content: bytes, amounts: Iterable[Decimal]) -> HttpResponse:
    """The file, and a line in the journal that it was taken."""
    journal.record(request.corporation, "downloaded", new=what, by=request.user)
    return handed_out(content, name=sheets.named(what, request.corporation.slug, clock.today(), amounts))


def _page(request: Request, pages: "Paginator[Row]") -> Page[Row]:
    return pages.get_page(request.GET.get("pagina"))


def _year(year: int) -> int:
    """Raises Http404 for a year that nobody asks for."""
    if not -YEARS_BACK <= year - clock.today().year <= YEARS_AHEAD:
        raise Http404("year")
    return year


# --- rent changes and payouts ---


def _rent_changes(request: Request) -> RentChangeQuerySet:
    rows = RentChange.objects.visible_to(request.user).current().with_case().order_by("-pk")
    return rows.select_related("agreement__quote__policy", "corrects", "made_by")


@access("see_money")
@require_safe
def rent_changes(request: Request) -> HttpResponse:
    page = _page(request, Paginator(_rent_changes(request), PAGE))
    return render(request, "agreements/rent_changes.html", {"page": page, "rows": list(page)})


@access("see_money")
@require_safe
def rent_changes_file(request: Request) -> HttpResponse:
    rows = list(_rent_changes(request).order_by("pk"))
    return _file(request, "huurmutaties", sheets.rent_changes(rows), (row.amount for row in rows))


def _payouts(request: Request) -> PayoutQuerySet:
    rows = Payout.objects.visible_to(request.user).current().with_case().order_by("-pk")
    return rows.select_related("to_party", "corrects", "made_by")


@access("see_money")
@require_safe
def payouts(request: Request) -> HttpResponse:
    page = _page(request, Paginator(_payouts(request), PAGE))
    return render(request, "agreements/payouts.html", {"page": page, "rows": list(page), "year": clock.today().year})


@access("see_money")
@require_safe
def payouts_file(request: Request) -> HttpResponse:
    rows = list(_payouts(request).order_by("pk"))
    return _file(request, "betalingen", sheets.payouts(rows), (row.amount for row in rows))


# --- what is still owed ---


@access("see_money")
@require_safe
def owed(request: Request) -> HttpResponse:
    form = DayForm(request.GET)
    if not form.is_valid():
        return render(request, "agreements/obligations.html", {"form": form})
    day = form.cleaned_data["op"]
    page, found = _page(request, Paginator(obligations.keys(day), PAGE)), obligations.summary(day)
    context: OwedPage = {
        "form": form,
        "day": day,
        "page": page,
        "rows": obligations.open_on(day, only=[Key(*key) for key in page]),
        "kinds": [(obligations.label_of(kind), amount) for kind, amount in found.kinds.items()],
        "total": found.total,
        "years": _bars(found.years),
    }
    return render(request, "agreements/obligations.html", context)


def _bars(amounts: dict[int, Decimal]) -> list[tuple[int, Decimal, int]]:
    """Each year with its amount, and how long its bar is: the highest is 100."""
    highest = max(amounts.values(), default=NOTHING)
    return [(year, amount, int(100 * amount / highest) if highest else 0) for year, amount in amounts.items()]


@access("see_money")
@require_safe
def owed_file(request: Request) -> HttpResponse:
    form = DayForm(request.GET)
    if not form.is_valid():
        return render(request, "agreements/obligations.html", {"form": form})
    day = form.cleaned_data["op"]
    found = obligations.open_on(day)
    name = f"verplichtingen-{day.isoformat()}"
    return _file(request, name, sheets.obligations(found), (row.amount for row in found))


# --- the payments of a year ---


def _paid(request: Request, year: int) -> PayoutQuerySet:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    rows = Payout.objects.visible_to(request.user).current().filter(paid_on__gte=first, paid_on__lt=after, amount__gt=0)
    return rows.with_case().select_related("to_party").order_by("to_party__name", "to_party", "paid_on", "pk")


@access("see_money")
@require_safe
def paid_in(request: Request, year: int) -> HttpResponse:
    rows = _paid(request, _year(year))
    page = _page(request, Paginator(rows, PAGE))
    context: PaidPage = {
        "year": year,
        "page": page,
        "rows": list(page),
        "total": rows.aggregate(total=Sum("amount"))["total"] or NOTHING,
        "without_birth_date": rows.filter(to_party__born_on=None).count(),
        "years": _around(year, last=clock.today().year),
    }
    return render(request, "agreements/paid.html", context)


@access("see_money")
@require_safe
def paid_in_file(request: Request, year: int) -> HttpResponse:
    rows = list(_paid(request, _year(year)))
    return _file(request, f"jaarlijst-{year}", sheets.paid(rows), (row.amount for row in rows))


def _around(year: int, *, last: int) -> Years:
    first = clock.today().year - YEARS_BACK
    return {"before": year - 1 if year > first else None, "after": year + 1 if year < last else None}


# --- the annual increase ---


@access("see_money")
@require_safe
def next_rent_round(request: Request) -> HttpResponse:
    today = clock.today()
    # up to 1 July this year is the round to prepare, and from then on the next
    year = today.year if today <= date(today.year, JULY, 1) else today.year + 1
    return redirect("rent_round", request.corporation.slug, year)


@access("see_money")
@require_safe
def round_of(request: Request, year: int) -> HttpResponse:
    return _round(request, _year(year))


def _round(request: Request, year: int, form: IncreaseForm | None = None) -> HttpResponse:
    found = rent_round.lines(year)
    decided = increases.decided(year)
    context: RoundPage = {
        "year": year,
        "july": date(year, JULY, 1),
        "page": _page(request, Paginator(found, PAGE)),
        "skips": sum(not line.is_catch_up for line in found),
        "catch_ups": sum(line.is_catch_up for line in found),
        "decided": decided,
        "highest": increases.highest(year),
        "form": form or (IncreaseForm(year=year, rate=decided.rate if decided else None)),
        "may_decide": increases.may_decide(year),
        "to_follow": correcting.to_follow(),
        "years": _around(year, last=clock.today().year + YEARS_AHEAD),
    }
    return render(request, "agreements/rent_round.html", context)


@access("see_money")
@require_safe
def rent_round_file(request: Request, year: int) -> HttpResponse:
    found = rent_round.lines(_year(year))
    return _file(request, f"huurronde-{year}", sheets.rent_round(found), (line.off for line in found))


@access("decide_increase")
@require_POST
def decide_increase(request: Request, year: int) -> HttpResponse:
    form = IncreaseForm(request.POST, year=_year(year))
    if not form.is_valid():
        return _round(request, year, form)
    try:
        number = increases.decide(
            request.corporation, year=year, rate=form.cleaned_data["rate"], by=member_here(request.actor)
        )
    except increases.NotNow:
        messages.warning(request, _("Deze huurverhoging kunt u nu niet vaststellen, of niet meer veranderen."))
        return redirect("rent_round", request.corporation.slug, year)
    done = ngettext(
        "De huurverhoging is vastgesteld. De bedragen van %(number)d huurder worden nagerekend.",
        "De huurverhoging is vastgesteld. De bedragen van %(number)d huurders worden nagerekend.",
        number,
    )
    messages.success(request, done % {"number": number})
    return redirect("rent_round", request.corporation.slug, year)
