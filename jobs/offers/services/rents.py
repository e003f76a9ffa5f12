"""The rent without our discounts: what was decided of the annual increases, and what the policy assumes of the rest."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from corporations.models import AnnualIncrease, Lease, PolicyVersion
from corporations.money.forms import LONGEST_DISCOUNT
from corporations.money.shadow import JULY, first_increase, month_after, raised
from corporations.money.value import to_cent
from jobs.offers.rules.days import after_working_days
from klushuur.ground import clock


class Start(NamedTuple):
    """The day of an increase, the rent just before it in euro, and the rates from it on, as far as a freeze may last."""

    day: date
    rent: Decimal
    rates: list[Decimal]


def increases(
    *, policy: PolicyVersion, after: date, until: date, decided: Mapping[int, Decimal] | None = None
) -> dict[date, Decimal]:
    """The rate of every 1 July later than `after`, up to and including `until`: as decided, else as the policy assumes.

    decided: of `all_decided`, for who asks for many leases; without it one query.
    """
    years = [year for year in range(after.year, until.year + 1) if after < date(year, JULY, 1) <= until]
    decided = all_decided(policy.corporation_id) if decided is None else decided
    rates = policy.increase_rates
    # the last assumption holds for every year after it
    return {
        date(year, JULY, 1): decided.get(year, rates[min(number, len(rates) - 1)]) for number, year in enumerate(years)
    }


def shadow_rent(lease: Lease, *, policy: PolicyVersion, on: date) -> Decimal:
    """The rent of a lease on a day, in euro, without our discounts; each increase is rounded to the cent."""
    return raised(to_cent(lease.net_rent), increases(policy=policy, after=lease.rent_since, until=on).values())


def all_decided(corporation_id: int) -> dict[int, Decimal]:
    """The rate of every year that this corporation decided. One query."""
    return dict(AnnualIncrease.objects.filter(corporation_id=corporation_id).values_list("year", "rate"))


def expected_start(*, policy: PolicyVersion, rent: Decimal, works_until: date) -> Start:
    """The increase with which a skip or a freeze begins when the work is done and looked at in time. One query.

    rent: of today, without our discounts. works_until: the last day of the work.
    """
    # work that is late already is not accepted in the past
    accepted = max(after_working_days(works_until, policy.inspection_days), clock.today())
    first = first_increase(day=accepted, **policy.letters)
    found = increases(policy=policy, after=clock.today(), until=month_after(first, LONGEST_DISCOUNT - 1))
    before = raised(rent, [rate for day, rate in found.items() if day < first])
    return Start(first, before, [rate for day, rate in found.items() if day >= first])
