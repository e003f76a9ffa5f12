"""What is booked of an accepted agreement: so much off the rent per month, and what is paid once. Together: the reward.

The rows are never changed (docs/adr/0010-money-that-is-booked.md); `correcting` replaces them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypedDict

from agreements.contract.documents import Rules
from agreements.contract.models import (
    Agreement,
    Payout,
    Reason,
    RentChange,
)
from agreements.contract.services.rent_room import (
    first_month,
    increases_of,
    rent_before,
    room_under_rent,
)
from agreements.rewards.services.refusals import RewardCode
from corporations.models import Corporation, Lease, LeaseParty, PayoutKind, PolicyPosting, StaffMember
from corporations.money.forms import LONGEST_DISCOUNT, form_of, spans
from corporations.money.shadow import month_after
from corporations.money.value import NOTHING
from jobs.offers.services import rents
from klushuur.ground import clock, locks
from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Refusal


@dataclass(frozen=True)
class Booking:
    """A lower rent by what is known now: so much off each month from `starts_on` on, and so much paid once, in euro."""

    starts_on: date
    monthly: list[Decimal]
    once: Decimal

    @property
    def ends_on(self) -> date:
        """The first day after the last month."""
        return month_after(self.starts_on, len(self.monthly))

    @property
    def last_day(self) -> date:
        """Of the last month with a lower rent."""
        return self.ends_on - timedelta(days=1)


class Shared(TypedDict):
    """What both kinds of rows have. ledger_account, cost_centre, vat_code: empty where the policy does not say."""

    corporation_id: int
    agreement: Agreement
    kind: str
    reason: str
    ledger_account: str
    cost_centre: str
    vat_code: str
    made_at: datetime
    made_by: StaffMember | None


def booking_of(agreement: Agreement, *, decided: Mapping[int, Decimal] | None = None) -> Booking:
    """What an accepted lower rent comes to with the increases as they are decided now, else assumed. At most one query.

    decided: of `rents.all_decided`, for who asks for many agreements; without it one query.

    A skip or a freeze lasts the months that were agreed, or as many as the reward then buys; the sum stays the reward.
    """
    start = first_month(agreement)
    assert start is not None, "for an accepted agreement that lowers the rent"
    form = form_of(agreement.form)
    if not form.at_an_increase:
        whole = form.plan(reward=agreement.reward, months=agreement.months, rent=agreement.quote.rent, rates=())
        return Booking(start, whole.monthly, whole.once)
    rent, rates = _rent_and_rates(agreement, start, decided)
    monthly = form.plan(reward=agreement.reward, months=None, rent=rent, rates=rates).monthly[: agreement.months]
    # what is left over, and not what the plan calls the rest: fewer months may have been agreed than it has
    return Booking(start, monthly, agreement.reward - sum(monthly, NOTHING))


def _rent_and_rates(
    agreement: Agreement, start: date, decided: Mapping[int, Decimal] | None
) -> tuple[Decimal, list[Decimal]]:
    """The shadow rent just before `start`, and the rates of the increases from then on."""
    decided = rents.all_decided(agreement.corporation_id) if decided is None else decided
    found = increases_of(agreement, until=month_after(start, LONGEST_DISCOUNT - 1), decided=decided)
    return rent_before(agreement, start, found), [rate for day, rate in found.items() if day >= start]


# --- rows ---


def hold(agreement: Agreement) -> None:
    """Before its status is written: no increase is decided meanwhile, and no other job of the home is booked."""
    locks.hold(Corporation, agreement.corporation_id)
    locks.hold(Lease, agreement.application.lease_id)
    locks.hold(Agreement, agreement.pk)


def book(agreement: Agreement, *, by: StaffMember) -> Booking:
    """Write the rows of a lower rent of an agreement that is held (`hold`). Raises NO_ROOM."""
    lease = Lease.objects.get(pk=agreement.application.lease_id)
    made = booking_of(agreement)
    policy, months = agreement.quote.policy, len(made.monthly)
    if months:
        room = room_under_rent(
            lease, policy=policy, start=made.starts_on, months=months, other_than=agreement, is_promised=False
        )
        # asked once more: when the form was chosen nobody knew in which month it would begin
        if any(off > left for off, left in zip(made.monthly, room, strict=True)):
            raise Refusal(RewardCode.NO_ROOM, agreement.pk)
    add_months(agreement, starts_on=made.starts_on, monthly=made.monthly, by=by)
    if made.once:
        add_payout(agreement, kind=PayoutKind.REMAINDER, amount=made.once, due_on=made.ends_on, by=by)
    return made


def add_months(agreement: Agreement, *, starts_on: date, monthly: list[Decimal], by: StaffMember | None) -> None:
    """A row for every stretch of months with one amount. by: None for the system."""
    for span in spans(monthly):
        if span.amount:  # months of nothing have no row (a constraint)
            period = month_after(starts_on, span.first - 1), month_after(starts_on, span.last)
            add_rent_change(agreement, period=period, amount=span.amount, by=by)


def add_whole(agreement: Agreement, *, paid_on: date | None, by: StaffMember | None) -> None:
    """The whole reward as one payment, due within the days that the text names. by: None for the system."""
    accepted = agreement.accepted_on
    assert accepted is not None, "a database constraint"
    due_on = accepted + timedelta(days=Rules.payment_days)
    add_payout(agreement, kind=agreement.form, amount=agreement.reward, due_on=due_on, paid_on=paid_on, by=by)


def add_rent_change(
    agreement: Agreement,
    *,
    period: tuple[date, date],
    amount: Decimal,
    by: StaffMember | None,
    reason: str = Reason.AGREED,
    corrects: RentChange | None = None,
) -> RentChange:
    """One row of a half-open period. Hold the agreement: rows are numbered. by: None for the system."""
    starts_on, ends_on = period
    kind = corrects.kind if corrects else agreement.form
    shared = _shared(agreement, kind, by=by, reason=reason)
    number = agreement.rent_changes.count() + 1
    row = RentChange.objects.create(
        **shared, number=number, amount=amount, starts_on=starts_on, ends_on=ends_on, corrects=corrects
    )
    journal.record(row, "booked", new=row.kind, reason=reason, by=by.user if by else journal.SYSTEM)
    return row


def add_payout(
    agreement: Agreement,
    *,
    kind: str,
    amount: Decimal,
    due_on: date,
    by: StaffMember | None,
    paid_on: date | None = None,
    reason: str = Reason.AGREED,
    corrects: Payout | None = None,
) -> Payout:
    """One amount that is paid once, to who applied. Hold the agreement: rows are numbered. by: None for the system."""
    shared = _shared(agreement, kind, by=by, reason=reason)
    number, party = agreement.payouts.count() + 1, payee(agreement)
    row = Payout.objects.create(
        **shared, number=number, amount=amount, due_on=due_on, paid_on=paid_on, to_party=party, corrects=corrects
    )
    journal.record(row, "booked", new=row.kind, reason=reason, by=by.user if by else journal.SYSTEM)
    return row


def payee(agreement: Agreement) -> LeaseParty:
    """Who gets what is paid: the party of the lease who applied; the first one when that is a party no more."""
    parties = LeaseParty.objects.filter(lease=agreement.application.lease_id).order_by("pk")
    return parties.filter(user=agreement.application.tenant.user_id).first() or parties[0]


def _shared(agreement: Agreement, kind: str, *, by: StaffMember | None, reason: str) -> Shared:
    """With where the policy of the case books this kind."""
    # copied into the row: a later policy changes nothing that was booked
    posting = PolicyPosting.objects.filter(policy=agreement.quote.policy_id, kind=kind).first()
    return {
        "corporation_id": agreement.corporation_id,
        "agreement": agreement,
        "kind": kind,
        "reason": reason,
        "ledger_account": posting.ledger_account if posting else "",
        "cost_centre": posting.cost_centre if posting else "",
        "vat_code": posting.vat_code if posting else "",
        "made_at": clock.now(),
        "made_by": by,
    }
