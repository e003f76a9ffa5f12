"""How the money of one agreement stands: what holds, what lapsed when the lease ended, and what is missing of the reward."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypedDict, TypeVar, Unpack

from agreements.contract.models import Agreement, Payout, Reason, RentChange
from corporations.models import PayoutKind
from corporations.money.value import NOTHING
from klushuur.ground import clock

Money = RentChange | Payout
Row = TypeVar("Row", bound=Money)


class Correction(TypedDict, total=False):
    """What of a row becomes another: of a rent change its period and amount, of a payout its amount and day; in euro."""

    starts_on: date
    ends_on: date
    amount: Decimal
    due_on: date


class Given(Correction, total=False):
    """A correction with its Reason."""

    reason: str


@dataclass(frozen=True)
class Balance:
    """Every row of an agreement, in the order of their days; those that were replaced too."""

    agreement: Agreement
    changes: tuple[RentChange, ...]
    payouts: tuple[Payout, ...]

    @property
    def lower(self) -> list[RentChange]:
        """The rent changes that hold and were not withdrawn."""
        return [row for row in self.changes if row.replaced_at is None and row.months]

    @property
    def to_pay(self) -> list[Payout]:
        """The payouts that hold and were not withdrawn, paid or not."""
        return [row for row in self.payouts if row.replaced_at is None and row.amount]

    @property
    def booked(self) -> Decimal:
        """What holds, in euro."""
        return sum((row.total for row in self.lower), NOTHING) + sum((row.amount for row in self.to_pay), NOTHING)

    @property
    def lapsed(self) -> Decimal:
        """What the end of the lease took away, in euro; see `lapsed`."""
        return lapsed(self.changes, self.payouts)

    @property
    def missing(self) -> Decimal:
        """What of the reward is neither booked nor lapsed, in euro; below zero: too much is booked."""
        return self.agreement.reward - self.booked - self.lapsed

    @property
    def is_ended(self) -> bool:
        """Whether the end of the lease was recorded, and stands."""
        by_number: dict[int | None, Money] = {row.pk: row for row in self.changes if row.pk}
        return any(_ended(row, by_number) for row in self.changes if row.replaced_at is None)

    def instead(self, row: Money, **given: Unpack[Given]) -> "Balance":
        """As it would be with another row in the place of this one. Nothing is written."""
        same = {name: getattr(row, name) for name in ("corporation_id", "agreement_id", "kind", "amount")}
        days = ("starts_on", "ends_on") if isinstance(row, RentChange) else ("due_on", "to_party_id")
        same |= {name: getattr(row, name) for name in days}
        fields = {**same, "corrects_id": row.pk, **given}
        if isinstance(row, RentChange):
            return replace(self, changes=_with(self.changes, row, RentChange(**fields)))
        return replace(self, payouts=_with(self.payouts, row, Payout(**fields)))

    def new(self) -> list[tuple[Money | None, Money]]:
        """What would be written, each with the row that it takes the place of."""
        both: tuple[tuple[Money, ...], ...] = (self.changes, self.payouts)
        return [
            (next((old for old in rows if old.pk and old.pk == row.corrects_id), None), row)
            for rows in both
            for row in rows
            if not row.pk
        ]

    def also(self, *, kind: str, amount: Decimal, due_on: date, reason: str) -> "Balance":
        """As it would be with one more payout. Nothing is written."""
        more = Payout(agreement_id=self.agreement.pk, kind=kind, amount=amount, due_on=due_on, reason=reason)
        return replace(self, payouts=(*self.payouts, more))


def of(agreement: Agreement) -> Balance:
    """As the rows are now. Two queries."""
    changes = agreement.rent_changes.select_related("made_by").order_by("starts_on", "pk")
    payouts = agreement.payouts.select_related("made_by", "to_party").order_by("due_on", "pk")
    return Balance(agreement, tuple(changes), tuple(payouts))


def worth(row: Money) -> Decimal:
    """What a row comes to, in euro."""
    found: Decimal = row.total if isinstance(row, RentChange) else row.amount
    return found


def lapsed(changes: Iterable[RentChange], payouts: Iterable[Payout]) -> Decimal:
    """What the end of the lease took away, less what was bought off for it, in euro. All rows of one agreement."""
    total = NOTHING
    for rows in (tuple(changes), tuple(payouts)):  # apart: one of each may have the same number
        by_number: dict[int | None, Money] = {row.pk: row for row in rows if row.pk}
        for row in (row for row in rows if row.replaced_at is None):
            ended = _ended(row, by_number)
            if ended:
                total += worth(_before(ended, by_number)) - worth(ended)
            if row.kind == PayoutKind.BUY_OFF:
                total -= worth(row)
    return total


def _ended(row: Money, by_number: dict[int | None, Money]) -> Money | None:
    """The row by which the end of the lease cut this one, or one that it took the place of; None once that was undone."""
    found: Money | None = row
    # A row that was cut may be corrected again for another reason: as long as its end stays, it is still the lease's.
    while found and not (found.reason == Reason.LEASE_ENDED and found.corrects_id):
        found = by_number.get(found.corrects_id)
    return found if found and _end(found) == _end(row) else None


def _end(row: Money) -> date | Decimal:
    """What the end of a lease cuts: the period of a rent change, the amount of a payout."""
    return row.ends_on if isinstance(row, RentChange) else row.amount


def _before(row: Money, by_number: dict[int | None, Money]) -> Money:
    """The row as it was before the lease ended."""
    while row.reason == Reason.LEASE_ENDED and row.corrects_id:
        row = by_number[row.corrects_id]
    return row


def _with(rows: tuple[Row, ...], old: Row, new: Row) -> tuple[Row, ...]:
    """These rows with the old one replaced and the new one in its place. The row that was read stays as it is."""
    gone = type(old)(**{field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields})
    gone.replaced_at = gone.replaced_at or clock.now()
    kept = [row for row in rows if row.pk != old.pk]
    return tuple(sorted([*kept, gone, new], key=_day))


def _day(row: Money) -> date:
    return row.starts_on if isinstance(row, RentChange) else row.due_on
