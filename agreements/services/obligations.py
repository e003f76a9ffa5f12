"""What the corporation still owes on a day: months of a lower rent that are to come, what is not paid, what is not recorded yet.

Rows as they held on that day; for a day to come as they hold now. A month that has begun is given.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, Payout, RentChange, Status
from corporations.models import PostingKind
from jobs.rules.shadow import month_after, months_between
from klushuur import scope

NOTHING = Decimal("0.00")
REWARDED = (Status.ACCEPTED, Status.REWARDING, Status.FINISHED)
UNRECORDED = "unrecorded"


@dataclass(frozen=True)
class Obligation:
    """One agreement's, of one kind, in euro. kind: a PostingKind, or `unrecorded`; months: that are to come; until: the last day."""

    agreement: Agreement
    kind: str
    amount: Decimal
    months: int = 0
    until: date | None = None
    by_year: Mapping[int, Decimal] = field(default_factory=dict)  # when it falls; empty while nobody knows

    @property
    def label(self) -> str:
        return label_of(self.kind)


def label_of(kind: str) -> str:
    """What is owed, in words."""
    return _("Goedgekeurd, nog niet vastgelegd") if kind == UNRECORDED else str(PostingKind(kind).label)


def open_on(day: date) -> list[Obligation]:
    """All of the current corporation, by case. Three queries."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    lower: dict[tuple[Any, str], list[RentChange]] = defaultdict(list)
    for change in _held(RentChange.objects, end).filter(ends_on__gt=month_after(day)):
        lower[change.agreement, change.kind].append(change)
    found = [_to_come(agreement, kind, rows, day) for (agreement, kind), rows in lower.items()]
    unpaid = _held(Payout.objects, end).filter(Q(paid_on=None) | Q(paid_on__gt=day), amount__gt=0)
    found += [
        Obligation(row.agreement, row.kind, row.amount, until=row.due_on, by_year={row.due_on.year: row.amount})
        for row in unpaid
    ]
    found += [Obligation(one, UNRECORDED, one.reward) for one in _unrecorded(day, end)]
    return sorted(found, key=lambda one: (one.agreement.application_id, one.kind))


def totals(found: Iterable[Obligation]) -> dict[str, Decimal]:
    """The sum of each kind, in euro, those that there are."""
    sums: dict[str, Decimal] = {}
    for one in found:
        sums[one.kind] = sums.get(one.kind, NOTHING) + one.amount
    return sums


def by_year(found: Iterable[Obligation]) -> dict[int, Decimal]:
    """What falls in each year, in euro, the first year first; without what is not recorded yet."""
    sums: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    for one in found:
        for year, amount in one.by_year.items():
            sums[year] += amount
    return dict(sorted(sums.items()))


def _held(rows: Any, end: datetime) -> Any:
    """The rows that held at this moment, each with its case."""
    held = rows.filter(made_at__lt=end, corporation_id=scope.here())
    return held.filter(Q(replaced_at=None) | Q(replaced_at__gte=end)).with_case().order_by("pk")


def _to_come(agreement: Agreement, kind: str, rows: Iterable[RentChange], day: date) -> Obligation:
    """The months of these rows that begin after the day."""
    following, months, until = month_after(day), 0, date.min
    years: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    for row in rows:
        first = max(row.starts_on, following)
        months += months_between(first, row.ends_on)
        until = max(until, row.last_day)
        for year in range(first.year, row.last_day.year + 1):
            within = months_between(max(first, date(year, 1, 1)), min(row.ends_on, date(year + 1, 1, 1)))
            years[year] += row.amount * within
    return Obligation(agreement, kind, sum(years.values(), NOTHING), months=months, until=until, by_year=years)


def _unrecorded(day: date, end: datetime) -> Any:
    """Accepted on the day, and nothing recorded by then; a payment that was made by then and recorded later is no debt."""
    known = RentChange.objects.filter(made_at__lt=end).values("agreement")
    paid = Payout.objects.filter(Q(made_at__lt=end) | Q(paid_on__lte=day)).values("agreement")
    rows = Agreement.objects.filter(status__in=REWARDED, accepted_on__lte=day, corporation_id=scope.here())
    return rows.exclude(pk__in=known).exclude(pk__in=paid).with_case().order_by("pk")
