"""The annual increase of one year (huurronde): for which leases it is not charged, and which come back to the full rent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Max, Min

from agreements.contract.models import Agreement, RentChange
from agreements.contract.services import rent_room
from corporations.money.forms import at_an_increase
from corporations.money.shadow import JULY, month_after, raised
from corporations.money.value import NOTHING
from jobs.offers.services import rents
from klushuur.ground.scope import scope

Taken = Mapping[tuple[int, date], Decimal]  # off the rent, by lease and month


@dataclass(frozen=True)
class Line:
    """One lease on 1 July, in euro a month. until: the last day of the lower rent; is_catch_up: it is over, the full rent is back."""

    agreement: Agreement
    is_catch_up: bool
    until: date
    shadow_before: Decimal
    charged_before: Decimal
    rate: Decimal
    is_assumed: bool
    shadow_after: Decimal
    charged_after: Decimal

    @property
    def off(self) -> Decimal:
        """What goes off the rent from 1 July on."""
        return self.shadow_after - self.charged_after


def lines(year: int) -> list[Line]:
    """Every lease whose skip or freeze covers 1 July of the year, or ended since the 1 July before. Four queries."""
    july, before = date(year, JULY, 1), date(year - 1, JULY, 1)
    decided = rents.all_decided(scope.here())
    rows = RentChange.objects.current().filter(kind__in=at_an_increase(), corporation_id=scope.here())
    periods = rows.filter(starts_on__lt=F("ends_on")).order_by().values("agreement")
    periods = periods.annotate(first=Min("starts_on"), end=Max("ends_on")).filter(first__lte=july, end__gt=before)
    ends = dict(periods.values_list("agreement", "end"))
    cases = list(
        Agreement.objects.filter(pk__in=ends, corporation_id=scope.here()).with_case().order_by("application_id")
    )
    taken = _taken(cases, july)
    return [_line(case, july, end=ends[case.pk], taken=taken, decided=decided) for case in cases]


def _taken(cases: Iterable[Agreement], july: date) -> Taken:
    """What goes off the rent of these leases in June and in July, over all their agreements. One query."""
    june, found = month_after(july, -1), dict[tuple[int, date], Decimal]()
    rows = RentChange.objects.current().filter(
        agreement__application__lease__in={case.application.lease_id for case in cases}, corporation_id=scope.here()
    )
    running = rows.filter(starts_on__lte=july, ends_on__gt=june)
    for lease, starts_on, ends_on, amount in running.values_list(
        "agreement__application__lease", "starts_on", "ends_on", "amount"
    ):
        for month in (june, july):
            if starts_on <= month < ends_on:
                found[lease, month] = found.get((lease, month), NOTHING) + amount
    return found


def _line(case: Agreement, july: date, *, end: date, taken: Taken, decided: Mapping[int, Decimal]) -> Line:
    rates = rent_room.increases_of(case, until=july, decided=decided)
    before = rent_room.rent_before(case, july, rates)
    after, lease = raised(before, [rates[july]]), case.application.lease_id
    return Line(
        agreement=case,
        is_catch_up=end <= july,
        until=end - timedelta(days=1),
        shadow_before=before,
        charged_before=before - taken.get((lease, month_after(july, -1)), NOTHING),
        rate=rates[july],
        is_assumed=july.year not in decided,
        shadow_after=after,
        charged_after=after - taken.get((lease, july), NOTHING),
    )
