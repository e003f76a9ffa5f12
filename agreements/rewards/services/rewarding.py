"""The reward of accepted work: finance records what was paid, or from which month the rent is lower.

Never before an accepted inspection (docs/rules.md, hard rule 3): the table has no such arrow, and a constraint keeps the days in order.
"""

from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from agreements.contract.models import (
    Agreement,
    AgreementStatus,
    Payout,
    PayoutQuerySet,
    RentChange,
)
from agreements.contract.services import rent_room
from agreements.contract.services.notices import tell_parties
from agreements.rewards.services import booking
from agreements.rewards.services.refusals import RewardCode
from agreements.work.services.inspecting import keep_apart
from corporations.models import PayoutKind, StaffMember
from corporations.money.shadow import month_after
from klushuur.ground import clock, locks, sweeping
from klushuur.ground.journal import journal
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope

LAST_MONTH = "last month"  # the journal's reason for the end of a lower rent
AFTERWARDS = (PayoutKind.REMAINDER, PayoutKind.BUY_OFF)  # paid after the last month


@transaction.atomic
def record_payment(agreement: Agreement, *, paid_on: date, by: StaffMember) -> None:
    """ACCEPTED -> FINISHED for a one-off, with its payout. Raises OUT_OF_TIME, LIVES_THERE, IllegalTransition, StaleStatus."""
    _must_be_able(agreement, "record_payment", lowers_the_rent=False)
    keep_apart(agreement, by)
    accepted = agreement.accepted_on
    assert accepted is not None  # a database constraint
    if not accepted <= paid_on <= clock.today():
        raise Refusal(RewardCode.OUT_OF_TIME, agreement.pk)
    agreement.move_to("record_payment", by=by.user, rewarded_on=paid_on)
    booking.add_whole(agreement, paid_on=paid_on, by=by)
    tell_parties(agreement, "agreement_rewarded", occasion=str(agreement.pk))


@transaction.atomic
def record_lower_rent(agreement: Agreement, *, by: StaffMember) -> None:
    """ACCEPTED -> REWARDING for a discount, a skip or a freeze, with its rent changes and the rest that is paid after them.

    Raises NO_ROOM, LIVES_THERE, IllegalTransition, StaleStatus.
    """
    _must_be_able(agreement, "record_lower_rent", lowers_the_rent=True)
    keep_apart(agreement, by)
    booking.hold(agreement)
    # the status first: of two clicks the second stops here, before a row is booked
    agreement.move_to("record_lower_rent", by=by.user, reward_from=rent_room.first_month(agreement))
    made = booking.book(agreement, by=by)
    tell_parties(agreement, "agreement_rewarded", occasion=str(agreement.pk), booking=made)


def rest_of(agreement: Agreement) -> Payout | None:
    """What is paid once after the last month, and was not paid yet: of a skip or a freeze, or because the lease ended."""
    found: Payout | None = agreement.payouts.unpaid().filter(kind__in=AFTERWARDS).first()
    return found


def rests_due() -> PayoutQuerySet:
    """The rests that can be paid now, in the current corporation: the last month is over. The oldest first."""
    rows = Payout.objects.unpaid().filter(kind__in=AFTERWARDS)
    due = rows.filter(due_on__lte=clock.today(), corporation_id=scope.here())
    return due.filter(agreement__status=AgreementStatus.REWARDING).with_case().order_by("due_on", "pk")


@transaction.atomic
def record_rest(agreement: Agreement, *, paid_on: date, by: StaffMember) -> None:
    """The rest of a skip or a freeze was paid: REWARDING -> FINISHED.

    Raises NOT_DUE before the last month is over, OUT_OF_TIME for a day before that or to come, LIVES_THERE, IllegalTransition,
    StaleStatus.
    """
    agreement.must_be_able("record_rest")
    keep_apart(agreement, by)
    locks.hold(Agreement, agreement.pk)  # no correction meanwhile
    rest = rest_of(agreement)
    if rest is None:
        raise StaleStatus(f"agreement {agreement.pk} has nothing to pay")
    if clock.today() < rest.due_on:
        raise Refusal(RewardCode.NOT_DUE, agreement.pk)
    if not rest.due_on <= paid_on <= clock.today():
        raise Refusal(RewardCode.OUT_OF_TIME, agreement.pk)
    # filled once: a trigger refuses a second day
    Payout.objects.filter(pk=rest.pk, paid_on=None).update(paid_on=paid_on)
    journal.record(rest, "paid", new=rest.kind, by=by.user)
    agreement.move_to("record_rest", by=by.user, reason=LAST_MONTH)
    tell_parties(agreement, "reward_rest_paid", occasion=str(rest.pk), amount=rest.amount, day=paid_on)


def last_day(agreement: Agreement) -> date | None:
    """The last day of the last month of a lower rent, by what is booked; None when there is none. One query."""
    if not agreement.reward_from or not agreement.months:
        return None
    rows = list(agreement.rent_changes.current().values_list("starts_on", "ends_on"))
    ends = [ends_on for starts_on, ends_on in rows if starts_on < ends_on]
    # When all was withdrawn it was over before it began.
    withdrawn = min(
        (starts_on for starts_on, _ends_on in rows), default=month_after(agreement.reward_from, agreement.months)
    )
    return max(ends, default=withdrawn) - timedelta(days=1)


def finish_overdue() -> int:
    """End every lower rent of the current corporation whose last month is over and of which nothing is still to be paid.

    Returns how many; twice is normal.
    """
    today = clock.today()
    running = Agreement.objects.filter(status=AgreementStatus.REWARDING, corporation_id=scope.here())
    runs_on = RentChange.objects.current().filter(ends_on__gt=today).exclude(ends_on=F("starts_on"))  # not withdrawn
    unpaid = Payout.objects.unpaid()
    over = running.exclude(pk__in=runs_on.values("agreement")).exclude(pk__in=unpaid.values("agreement"))
    numbers = over.order_by("pk").values_list("pk", flat=True)
    return sweeping.each_here(numbers, partial(finish, today=today), what="agreement with a lower rent")


@transaction.atomic
def finish(agreement_id: int, *, today: date) -> bool:
    """REWARDING -> FINISHED by the system, once, after the last month. False when there is nothing to end."""
    agreement = locks.hold(Agreement, agreement_id)  # no correction meanwhile
    last = last_day(agreement)
    is_over = agreement.can("finish") and last is not None and last < today
    if not is_over or agreement.payouts.unpaid().exists():
        return False
    agreement.move_to("finish", by=journal.SYSTEM, reason=LAST_MONTH)
    return True


def _must_be_able(agreement: Agreement, action: str, *, lowers_the_rent: bool) -> None:
    """The forms go two ways from ACCEPTED. Raises IllegalTransition."""
    agreement.must_be_able(action)
    if agreement.lowers_the_rent != lowers_the_rent:
        raise IllegalTransition(f"agreement {agreement.pk}: no {action} for {agreement.form}")
