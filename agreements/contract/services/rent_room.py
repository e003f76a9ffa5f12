"""How much of a month's rent is left for a new lower rent: the shadow rent less what other jobs of the home take off it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from agreements.contract.models import (
    BOOKED,
    Agreement,
    AgreementStatus,
    RentChange,
)
from corporations.models import Lease, PolicyVersion
from corporations.money.forms import form_of, lowering
from corporations.money.shadow import first_increase, month_after, raised
from corporations.money.value import NOTHING, to_cent
from jobs.offers.services import rents


def first_month(agreement: Agreement) -> date | None:
    """From when the rent is lower: the month after acceptance, or the first increase whose letters had not gone out then.

    None before the work was accepted, and for a one-off.
    """
    if agreement.accepted_on is None or not agreement.lowers_the_rent:
        return None
    if not form_of(agreement.form).at_an_increase:
        return month_after(agreement.accepted_on)
    policy = agreement.quote.policy
    return first_increase(day=agreement.accepted_on, **policy.letters)


def increases_of(agreement: Agreement, *, until: date, decided: Mapping[int, Decimal]) -> dict[date, Decimal]:
    """The rate of every 1 July since the rent of the lease or the quote: as decided, else as was assumed when it was quoted."""
    policy, quoted = agreement.quote.policy, localdate(agreement.quote.made_at)
    since = min(agreement.application.lease.rent_since, quoted)  # an import may know only a later rent than the quote's
    before_it = rents.increases(policy=policy, after=since, until=quoted, decided=decided)
    return before_it | rents.increases(policy=policy, after=quoted, until=until, decided=decided)


def rent_before(agreement: Agreement, day: date, increases: Mapping[date, Decimal]) -> Decimal:
    """The shadow rent just before a day: from the lease, or from the quote where the lease knows only a later rent (an import)."""
    lease, quote = agreement.application.lease, agreement.quote
    since: date = lease.rent_since
    rent: Decimal = lease.net_rent
    if since >= day:
        since, rent = localdate(quote.made_at), quote.rent
    return raised(rent, [rate for start, rate in increases.items() if since < start < day])


def booked_per_month(lease: Lease, *, other_than: Agreement | None = None) -> dict[date, Decimal]:
    """What is booked off the rent of a lease, by the first day of the month, over all its agreements. One query."""
    rows = RentChange.objects.current().filter(agreement__application__lease=lease)
    found: dict[date, Decimal] = {}
    for row in rows.exclude(agreement=other_than) if other_than else rows:
        for month in row.every_month:
            found[month] = found.get(month, NOTHING) + row.amount
    return found


def promised_per_month(lease: Lease, *, other_than: Agreement | None = None) -> Decimal:
    """What other agreements of a lease may still take off a month's rent: the highest month of each, for when is not known."""
    rows = Agreement.objects.running().filter(application__lease=lease, form__in=lowering())
    # What is booked counts by its rows, and work that we took over gives no reward.
    rows = rows.exclude(status__in=[*BOOKED, AgreementStatus.TAKEN_OVER]).select_related("quote")
    others = rows.exclude(pk=other_than.pk) if other_than else rows
    return sum((max(agreement.schedule, default=NOTHING) for agreement in others), NOTHING)


def room_under_rent(
    lease: Lease,
    *,
    policy: PolicyVersion,
    start: date,
    months: int,
    other_than: Agreement | None = None,
    is_promised: bool = True,
) -> list[Decimal]:
    """What a new lower rent may take off in each month from `start` on (the first of a month), in euro, 0 at least.

    That is the shadow rent less what other agreements of the lease have booked, and less what they may still book.
    other_than: the agreement that asks. is_promised: count what is not booked yet.
    Where the start is not known, ask all the months in which it can be and take the least.
    """
    booked = booked_per_month(lease, other_than=other_than)
    promised = promised_per_month(lease, other_than=other_than) if is_promised else NOTHING
    in_order = [month_after(start, number) for number in range(months)]
    found = rents.increases(policy=policy, after=lease.rent_since, until=in_order[-1])
    room, rent = [], to_cent(lease.net_rent)
    days = sorted(found)
    for month in in_order:
        # more than one may lie before the first month
        while days and days[0] <= month:
            rent = raised(rent, [found[days.pop(0)]])
        room.append(max(NOTHING, rent - booked.get(month, NOTHING) - promised))
    return room
