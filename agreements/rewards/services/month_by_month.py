"""What every month of a lower rent must be by the plan of its agreement: two errors that cancel each other show here.

What somebody corrected by hand is explained by its own reason, and is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from agreements.contract.models import (
    BY_HAND,
    Agreement,
    Payout,
    RentChange,
)
from agreements.rewards.services import booking, correcting
from corporations.models import AnnualIncrease
from corporations.money.forms import form_of
from corporations.money.shadow import JULY, month_after
from corporations.money.value import NOTHING
from klushuur.ground.scope import scope


@dataclass(frozen=True)
class Wrong:
    """The first month of a stretch in which another amount is booked than was planned, in euro per month."""

    month: date
    expected: Decimal
    found: Decimal


@dataclass(frozen=True)
class Known:
    """Of the current corporation: the increases that were decided, the months that had begun by then, and who waits to follow."""

    decided: dict[int, Decimal]
    late: frozenset[date]
    waiting: frozenset[int]

    @classmethod
    def now(cls) -> "Known":
        """Two queries."""
        rows = list(AnnualIncrease.objects.filter(corporation_id=scope.here()))
        late = {month for row in rows for month in _begun(date(row.year, JULY, 1), localdate(row.decided_at))}
        return cls({row.year: row.rate for row in rows}, frozenset(late), correcting.waiting())


def wrong(
    agreement: Agreement, changes: Iterable[RentChange], payouts: Iterable[Payout], known: Known
) -> Iterator[Wrong]:
    """Where what is booked is not what was planned. changes, payouts: all rows of the agreement. No query."""
    rows = list(changes)
    current = [row for row in rows if row.replaced_at is None]
    is_by_hand = any(row.replaced_at is None and row.reason in BY_HAND for row in (*rows, *payouts))
    if not current or not _is_comparable(agreement, current, known, is_by_hand=is_by_hand):
        return
    found = {month: row.amount for row in current for month in row.every_month}
    # A month that had begun when its increase was decided stays as it was booked, whatever the plan says by now.
    explained = _by_hand(rows) | (known.late & set(found) if form_of(agreement.form).at_an_increase else frozenset())
    planned = _planned(agreement, known, {month: found[month] for month in known.late & set(found)})
    last = None
    for month in sorted({*planned, *found} - explained):
        amounts = planned.get(month, NOTHING), found.get(month, NOTHING)
        if amounts[0] != amounts[1] and amounts != last:  # once for a stretch, not for each of its months
            yield Wrong(month, *amounts)
        last = amounts


def _planned(agreement: Agreement, known: Known, kept: dict[date, Decimal]) -> dict[date, Decimal]:
    """What goes off in each month. kept: months of a skip or a freeze that had begun when their increase was decided."""
    made = booking.booking_of(agreement, decided=known.decided)
    monthly = made.monthly
    if form_of(agreement.form).at_an_increase and kept:
        monthly = [kept.get(month_after(made.starts_on, number), amount) for number, amount in enumerate(monthly)]
        monthly = correcting.affordable(monthly, agreement.reward)
    return {month_after(made.starts_on, number): amount for number, amount in enumerate(monthly)}


def _is_comparable(agreement: Agreement, current: Iterable[RentChange], known: Known, *, is_by_hand: bool) -> bool:
    """Whether the plan can be made again: not while it waits to follow an increase, or when we learned the rent later.

    A skip or a freeze that somebody corrected follows no increase any more, so that its plan is what that person made of it.
    """
    if agreement.pk in known.waiting or not agreement.lowers_the_rent:
        return False
    booked_on = max(localdate(row.made_at) for row in current)
    is_known: bool = agreement.application.lease.rent_since <= booked_on
    return not form_of(agreement.form).at_an_increase or (is_known and not is_by_hand)


def _by_hand(rows: Iterable[RentChange]) -> frozenset[date]:
    """The months that somebody corrected, before and after."""
    by_number = {row.pk: row for row in rows}
    hand = [row for row in by_number.values() if row.reason in BY_HAND]
    both = [*hand, *(by_number[row.corrects_id] for row in hand if row.corrects_id)]
    return frozenset(month for row in both for month in row.every_month)


def _begun(start: date, day: date) -> Iterator[date]:
    """The months from `start` on that had begun on a day."""
    while start <= day:
        yield start
        start = month_after(start)
