"""What the corporation still owes on a day: months of a lower rent that are to come, what is not paid, what is not recorded yet.

Rows as they held on that day; for a day to come as they hold now. A month that has begun is given.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from django.db.models import CharField, F, Model, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.contract.models import (
    Agreement,
    AgreementStatus,
    Booked,
    MoneyQuerySet,
    Payout,
    RentChange,
)
from corporations.models import posting_kinds
from corporations.money.shadow import month_after, months_between
from corporations.money.value import NOTHING
from klushuur.ground.scope import scope

REWARDED = (AgreementStatus.ACCEPTED, AgreementStatus.REWARDING, AgreementStatus.FINISHED)
UNRECORDED = "unrecorded"
Row = TypeVar("Row", bound=Model)
Money = TypeVar("Money", bound=Booked)


class Key(NamedTuple):
    """One line of the list: a case, its agreement and a kind."""

    case: int
    of: int
    what: str


@dataclass(frozen=True)
class Summary:
    """In euro: the sum of each kind, those that there are; and what falls in each year, without what is not recorded yet."""

    kinds: dict[str, Decimal]
    years: dict[int, Decimal]

    @property
    def total(self) -> Decimal:
        """Of all kinds, in euro."""
        return sum(self.kinds.values(), NOTHING)


@dataclass(frozen=True)
class Obligation:
    """One agreement's, of one kind, in euro. kind: of `posting_kinds`, or `unrecorded`; months: that are to come; until: the last day."""

    agreement: Agreement
    kind: str
    amount: Decimal
    months: int = 0
    until: date | None = None

    @property
    def label(self) -> str:
        """The kind in words."""
        return label_of(self.kind)


def label_of(kind: str) -> str:
    """What is owed, in words."""
    return _("Goedgekeurd, nog niet vastgelegd") if kind == UNRECORDED else str(posting_kinds()[kind])


def summary(day: date) -> Summary:
    """The sums of all obligations of the current corporation; the database adds up. Three queries."""
    end, following = _end_of(day), month_after(day)
    kinds: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    years: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    # Periods that are alike are added up by the database. No order: the model's own would split the groups.
    alike = _lower(day, end).values_list("kind", "starts_on", "ends_on").annotate(Sum("amount")).order_by()
    for kind, starts_on, ends_on, amount in alike:
        # a month that has begun is given, so only those after it are owed
        first = max(starts_on, following)
        for year in range(first.year, (ends_on - timedelta(days=1)).year + 1):
            within = months_between(max(first, date(year, 1, 1)), min(ends_on, date(year + 1, 1, 1)))
            years[year] += amount * within
            kinds[kind] += amount * within
    for kind, year, amount in _unpaid(day, end).values_list("kind", "due_on__year").annotate(Sum("amount")).order_by():
        years[year] += amount
        kinds[kind] += amount
    unrecorded = _unrecorded(day, end).aggregate(total=Sum("quote__reward"))["total"]
    if unrecorded:
        kinds[UNRECORDED] += unrecorded
    return Summary(dict(sorted(kinds.items())), dict(sorted(years.items())))


def keys(day: date) -> Any:
    """A Key of every obligation, by case, to be cut in pages. One query each time that it is asked."""
    end = _end_of(day)
    booked = [rows.order_by() for rows in (_lower(day, end), _unpaid(day, end))]
    both = [
        rows.annotate(case=F("agreement__application_id"), of=F("agreement_id"), what=Cast("kind", CharField()))
        for rows in booked
    ]
    unrecorded = _unrecorded(day, end).order_by()
    rest = unrecorded.annotate(case=F("application_id"), of=F("pk"), what=Value(UNRECORDED, CharField()))
    # in one order: a union puts columns together by their place, and not by their name
    first, *others = [rows.values_list("case", "of", "what") for rows in (*both, rest)]
    return first.union(*others).order_by("case", "what")


def open_on(day: date, *, only: Collection[Key] | None = None) -> list[Obligation]:
    """All of the current corporation, or only these, by case. Four queries: the cases once, however many rows they have."""
    end, agreements = _end_of(day), None if only is None else {key.of for key in only}
    lower: dict[tuple[int, str], list[RentChange]] = defaultdict(list)
    for change in _of(_lower(day, end), "agreement", agreements):
        lower[change.agreement_id, change.kind].append(change)
    unpaid = list(_of(_unpaid(day, end), "agreement", agreements))
    unrecorded = list(_of(_unrecorded(day, end), "pk", agreements).values_list("pk", flat=True))
    numbers = {pk for pk, _kind in lower} | {row.agreement_id for row in unpaid} | set(unrecorded)
    cases = Agreement.objects.with_case().in_bulk(numbers)
    found = [_to_come(cases[pk], kind, rows, day) for (pk, kind), rows in lower.items()]
    found += [Obligation(cases[row.agreement_id], row.kind, row.amount, until=row.due_on) for row in unpaid]
    found += [Obligation(cases[pk], UNRECORDED, cases[pk].reward) for pk in unrecorded]
    wanted = None if only is None else {(key.of, key.what) for key in only}
    kept = (one for one in found if wanted is None or (one.agreement.pk, one.kind) in wanted)
    return sorted(kept, key=lambda one: (one.agreement.application_id, one.kind))


def _end_of(day: date) -> datetime:
    """The moment at which the day is over here: rows are told by moments."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _of(rows: QuerySet[Row], field: str, agreements: Collection[int] | None) -> QuerySet[Row]:
    """The rows of these agreements only, when some were asked."""
    return rows if agreements is None else rows.filter(**{f"{field}__in": agreements})


def _lower(day: date, end: datetime) -> QuerySet[RentChange]:
    """The rent changes with a month to come."""
    return _held(RentChange.objects.all(), end).filter(ends_on__gt=month_after(day)).exclude(ends_on=F("starts_on"))


def _unpaid(day: date, end: datetime) -> QuerySet[Payout]:
    """The payouts that were still to be paid at the end of the day."""
    return _held(Payout.objects.all(), end).filter(Q(paid_on=None) | Q(paid_on__gt=day), amount__gt=0)


def _held(rows: MoneyQuerySet[Money], end: datetime) -> MoneyQuerySet[Money]:
    """The rows that held at this moment."""
    held = rows.filter(made_at__lt=end, corporation_id=scope.here())
    return held.filter(Q(replaced_at=None) | Q(replaced_at__gte=end)).order_by("pk")


def _to_come(agreement: Agreement, kind: str, rows: Iterable[RentChange], day: date) -> Obligation:
    """The months of these rows that begin after the day."""
    following, months, until, total = month_after(day), 0, date.min, NOTHING
    for row in rows:
        within = months_between(max(row.starts_on, following), row.ends_on)
        months += within
        total += row.amount * within
        until = max(until, row.last_day)
    return Obligation(agreement, kind, total, months=months, until=until)


def _unrecorded(day: date, end: datetime) -> QuerySet[Agreement]:
    """Accepted on the day, and nothing recorded by then; a payment that was made by then and recorded later is no debt."""
    known = RentChange.objects.filter(made_at__lt=end).values("agreement")
    paid = Payout.objects.filter(Q(made_at__lt=end) | Q(paid_on__lte=day)).values("agreement")
    rows = Agreement.objects.filter(status__in=REWARDED, accepted_on__lte=day, corporation_id=scope.here())
    return rows.exclude(pk__in=known).exclude(pk__in=paid).order_by("pk")
