"""The annual increase, as finance records that it was decided; skips and freezes that run follow it."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from agreements.rewards.services import correcting
from agreements.rewards.services.refusals import RewardCode
from corporations.models import AnnualIncrease, Corporation, StaffMember
from corporations.money.shadow import JULY
from corporations.money.value import check_rate
from corporations.money.years import YEARS
from klushuur.ground import clock, locks
from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope

# In a year of which we do not know the highest: no law ever allowed more, and 41 was typed for 4,1.
UNLIKELY = Decimal("0.10")


def highest(year: int) -> Decimal | None:
    """The highest increase of social rents on 1 July of a year, as a rate; None where we do not know it."""
    return YEARS[year].highest_increase if year in YEARS else None


def limit(year: int) -> Decimal:
    """Above which rate no increase of a year is taken: the law's highest, also when that is nothing, else UNLIKELY."""
    by_law = highest(year)
    return UNLIKELY if by_law is None else by_law


def decided(year: int) -> AnnualIncrease | None:
    """The increase of a year in the current corporation, when somebody decided it."""
    rows = AnnualIncrease.objects.filter(corporation_id=scope.here(), year=year)
    return rows.select_related("decided_by").first()


def may_decide(year: int) -> bool:
    """Whether the increase of a year can be recorded: last year's to next year's, and once it has begun only when nobody did."""
    today = clock.today()
    is_near = abs(year - today.year) <= 1
    return is_near and (today < date(year, JULY, 1) or decided(year) is None)


@transaction.atomic
def decide(corporation: Corporation, *, year: int, rate: Decimal, by: StaffMember) -> int:
    """Record the increase of 1 July of a year, or another one while it has not begun; running skips and freezes follow.

    Returns how many of those are asked to. Raises INCREASE_NOT_NOW, INCREASE_TOO_HIGH, ValueError for a rate that is none.
    """
    check_rate("rate", rate)
    locks.hold(Corporation, corporation.pk)  # one decision at a time, and no booking
    if not may_decide(year):
        raise Refusal(RewardCode.INCREASE_NOT_NOW, year)
    if rate > limit(year):
        raise Refusal(RewardCode.INCREASE_TOO_HIGH, year)
    row, _is_new = AnnualIncrease.objects.update_or_create(
        corporation=corporation, year=year, defaults={"rate": rate, "decided_by": by, "decided_at": clock.now()}
    )
    journal.record(row, "decided", by=by.user, new=str(year))
    return correcting.follow_increases(occasion=f"{year}.{row.decided_at.isoformat()}", by=by)
