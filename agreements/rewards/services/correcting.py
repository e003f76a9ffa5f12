"""Rows of money that were not right are replaced, never changed: first the old row says since when, then the new one names it.

The sum of what holds is never more than the reward, and the tenants are told.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from django.db import transaction
from django.db.models import QuerySet

from agreements.contract.models import (
    BY_HAND,
    Agreement,
    AgreementStatus,
    Payout,
    Reason,
    RentChange,
)
from agreements.contract.services import rent_room
from agreements.contract.services.notices import tell_parties
from agreements.rewards.services import balance, booking
from agreements.rewards.services.balance import Balance
from agreements.rewards.services.booking import Booking
from agreements.rewards.services.refusals import RewardCode
from agreements.work.services.inspecting import keep_apart
from corporations.models import Lease, PayoutKind, StaffMember
from corporations.money.forms import LONGEST_DISCOUNT, at_an_increase, spans
from corporations.money.shadow import month_after, months_between
from corporations.money.value import NOTHING
from klushuur.ground import clock, locks
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.outbox import outbox
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope

FOLLOW = "agreements.follow_increase"
Period = tuple[date, date]


@transaction.atomic
def correct_rent_change(
    row: RentChange, *, starts_on: date, ends_on: date, amount: Decimal, reason: str, by: StaffMember
) -> RentChange:
    """Another period or amount in its place; the same day twice: withdrawn. Half-open, first days of months.

    reason: of Reason. Raises StaleStatus for a row that was replaced already, MORE_THAN_AGREED, OVERLAPS, TOO_LONG, NO_ROOM,
    LIVES_THERE, IllegalTransition once the reward is complete, ValueError.
    """
    agreement, period = held(row, by=by), (starts_on, ends_on)
    if not starts_on <= ends_on or {day.day for day in period} != {1}:
        raise ValueError("period: first days of months, in order")
    if amount <= 0:
        raise ValueError("amount: above 0")
    now = balance.of(agreement)
    check(now.instead(row, starts_on=starts_on, ends_on=ends_on, amount=amount, reason=Reason(reason)))
    made = replace_rent_change(agreement, row, period, amount=amount, reason=reason, by=by)
    tell(agreement, reason=reason)
    return made


@transaction.atomic
def correct_payout(row: Payout, *, amount: Decimal, due_on: date, reason: str, by: StaffMember) -> Payout:
    """Another amount or day in its place; 0: withdrawn.

    reason: of Reason. Raises ALREADY_PAID, StaleStatus for a row that was replaced already, MORE_THAN_AGREED, LIVES_THERE,
    IllegalTransition once the reward is complete, ValueError.
    """
    agreement = held(row, by=by)
    check(balance.of(agreement).instead(row, amount=amount, due_on=due_on, reason=Reason(reason)))
    made = replace_payout(agreement, row, amount=amount, due_on=due_on, reason=reason, by=by)
    tell(agreement, reason=reason)
    return made


def check_open(agreement: Agreement, row: RentChange | Payout, *, by: StaffMember) -> None:
    """Whether a row may be corrected. Raises StaleStatus, ALREADY_PAID, LIVES_THERE, IllegalTransition."""
    model = type(row)
    if not model.objects.filter(pk=row.pk, replaced_at=None).exists():
        raise StaleStatus(f"{model._meta.label} {row.pk} was replaced", code=RewardCode.REPLACED)
    if isinstance(row, Payout) and Payout.objects.filter(pk=row.pk, paid_on__isnull=False).exists():
        raise Refusal(RewardCode.ALREADY_PAID, row.pk)
    action = "correct_payout" if isinstance(row, Payout) else "correct_rent_change"
    agreement.must_be_able(action, code=RewardCode.NOT_RUNNING)
    keep_apart(agreement, by)


def check(wanted: Balance) -> None:
    """Whether rows may stand so. Raises MORE_THAN_AGREED, OVERLAPS, TOO_LONG, NO_ROOM."""
    agreement, lower, until = wanted.agreement, wanted.lower, date.min
    for row in lower:  # in the order of their days, so the one before is enough to look at
        if row.starts_on < until:
            raise Refusal(RewardCode.OVERLAPS, agreement.pk)
        until = row.ends_on
    # all rows together: the law looks at how long the rent is lower, not at how we book it
    if sum(row.months for row in lower) > LONGEST_DISCOUNT:
        raise Refusal(RewardCode.TOO_LONG, agreement.pk)
    # more is refused (docs/rules.md, hard rule 3); less may be a step on the way, and `reconciling` names it
    if wanted.missing < 0:
        raise Refusal(RewardCode.MORE_THAN_AGREED, agreement.pk)
    policy, lease = agreement.quote.policy, agreement.application.lease
    # What is new only: what holds already had its room when it was booked.
    for row in (row for row in lower if not row.pk):
        start, months = row.starts_on, row.months
        room = rent_room.room_under_rent(
            lease, policy=policy, start=start, months=months, other_than=agreement, is_promised=False
        )
        if row.amount > min(room):
            raise Refusal(RewardCode.NO_ROOM, agreement.pk)


def held(row: RentChange | Payout, *, by: StaffMember) -> Agreement:
    """The agreement of a row that may be corrected, with its lease, until the transaction ends. Raises as `check_open`."""
    locks.hold(Lease, row.agreement.application.lease_id)  # no other job is booked
    agreement = _held(row.agreement_id)
    check_open(agreement, row, by=by)
    return agreement


def tell(agreement: Agreement, *, reason: str) -> None:
    """Write the parties how the reward stands after a correction."""
    now = balance.of(agreement)
    # rows only come and never go, so how many there are names this correction
    occasion = f"{agreement.pk}.{len(now.changes)}.{len(now.payouts)}"
    tell_parties(agreement, "reward_corrected", occasion=occasion, balance=now, is_ended=reason == Reason.LEASE_ENDED)


def follow_increases(*, occasion: str, by: StaffMember) -> int:
    """Ask for every skip and freeze that runs here to be booked anew, one by one, after this transaction. Returns how many.

    occasion: names the decision that they follow.
    """
    running = Agreement.objects.filter(
        status=AgreementStatus.REWARDING, form__in=at_an_increase(), corporation_id=scope.here()
    )
    numbers = list(running.order_by("pk").values_list("pk", flat=True))
    for pk in numbers:
        outbox.add(FOLLOW, occasion=f"{pk}.{occasion}", agreement_id=pk, member_id=by.pk)
    return len(numbers)


def to_follow() -> int:
    """How many skips and freezes of the current corporation are still to be booked anew."""
    return _asked_to_follow().count()


def waiting() -> frozenset[int]:
    """Which agreements of the current corporation those are."""
    return frozenset(_asked_to_follow().values_list("arguments__agreement_id", flat=True))


def _asked_to_follow() -> QuerySet[WorkRow]:
    """The work that still waits or is being done: its rows are not right until then."""
    return WorkRow.objects.filter(kind=FOLLOW, scope_id=scope.here(), status__in=["queued", "leased"])


@transaction.atomic
def follow_increase(agreement_id: int, *, by: StaffMember) -> bool:
    """One skip or freeze, with the increases as they are decided now: months that have begun stay, later ones and the rest follow; the sum stays the reward.

    Fewer months where the reward buys no more. The tenants are told. What somebody corrected by hand stays as that person left it.
    False when nothing changed; twice is once.
    """
    agreement = _held(agreement_id)
    rows: list[RentChange] = list(agreement.rent_changes.current().order_by("starts_on", "pk"))
    rest: Payout | None = agreement.payouts.current().filter(kind=PayoutKind.REMAINDER).first()
    is_by_hand = any(row.reason in BY_HAND for row in [*rows, *([rest] if rest else [])])
    if not agreement.can("correct_rent_change") or is_by_hand or (rest is not None and rest.paid_on):
        return False
    made = booking.booking_of(agreement)
    monthly = affordable(_with_begun(made, rows), agreement.reward)
    now = Booking(made.starts_on, monthly, agreement.reward - sum(monthly, NOTHING))
    is_changed = _rebook(agreement, rows, now, by=by)
    is_changed |= _rebook_rest(agreement, rest, now, by=by)
    if is_changed:
        occasion = f"{agreement.pk}.{agreement.rent_changes.count()}.{agreement.payouts.count()}"
        tell_parties(agreement, "reward_changed", occasion=occasion, booking=now)
    return is_changed


def _with_begun(made: Booking, rows: Iterable[RentChange]) -> list[Decimal]:
    """The months by what is known now, with those that have begun as they were booked."""
    begun: dict[int, Decimal] = {}
    for row in rows:
        for month in row.every_month:
            if month <= clock.today():
                begun[months_between(made.starts_on, month)] = row.amount
    has_begun = months_between(made.starts_on, month_after(clock.today()))  # so many of them, below 0: none
    monthly = [NOTHING if number < has_begun else amount for number, amount in enumerate(made.monthly)]
    monthly += [NOTHING] * (max(begun, default=-1) + 1 - len(monthly))
    return [begun.get(number, amount) for number, amount in enumerate(monthly)]


def affordable(monthly: list[Decimal], reward: Decimal) -> list[Decimal]:
    """As many of these months as the reward buys."""
    total = NOTHING
    for number, amount in enumerate(monthly):
        total += amount
        if total > reward:
            return monthly[:number]
    return monthly


def _rebook_rest(agreement: Agreement, rest: Payout | None, now: Booking, *, by: StaffMember) -> bool:
    """The rest after these months in the place of the one that is there, if any. Returns whether it became another."""
    if rest is not None and (rest.amount, rest.due_on) != (now.once, now.ends_on):
        replace_payout(agreement, rest, amount=now.once, due_on=now.ends_on, reason=Reason.RATE, by=by)
        return True
    if rest is None and now.once:
        kind, due_on = PayoutKind.REMAINDER, now.ends_on
        booking.add_payout(agreement, kind=kind, amount=now.once, due_on=due_on, by=by, reason=Reason.RATE)
        return True
    return False


def _rebook(agreement: Agreement, rows: list[RentChange], now: Booking, *, by: StaffMember) -> bool:
    """Replace what differs; a row that has no new one in its place is withdrawn. Returns whether anything did."""
    wanted = {
        (month_after(now.starts_on, span.first - 1), month_after(now.starts_on, span.last)): span.amount
        for span in spans(now.monthly)
        if span.amount
    }
    old = [row for row in rows if row.months and wanted.get((row.starts_on, row.ends_on)) != row.amount]
    kept = {(row.starts_on, row.ends_on) for row in rows if row.months and row not in old}
    new = [(period, amount) for period, amount in wanted.items() if period not in kept]
    # The old rows go first: a month has one row that holds at most (an exclusion constraint).
    RentChange.objects.filter(pk__in=[row.pk for row in old]).update(replaced_at=clock.now())
    # in pairs, so that each new row names the one in whose place it came
    for row, given in zip_longest(old, new):
        period, amount = given or ((row.starts_on, row.starts_on), row.amount)  # the same day twice: withdrawn
        booking.add_rent_change(agreement, period=period, amount=amount, by=by, reason=Reason.RATE, corrects=row)
    return bool(old or new)


def replace_rent_change(
    agreement: Agreement, row: RentChange, period: Period, *, amount: Decimal, reason: str, by: StaffMember
) -> RentChange:
    """A new row in the place of one, of an agreement that is held. Raises StaleStatus."""
    _replaced(RentChange, row)
    return booking.add_rent_change(agreement, period=period, amount=amount, by=by, reason=reason, corrects=row)


def replace_payout(
    agreement: Agreement, row: Payout, *, amount: Decimal, due_on: date, reason: str, by: StaffMember
) -> Payout:
    """A new row in the place of one, of an agreement that is held. Raises StaleStatus, ValueError."""
    if amount < 0:
        raise ValueError("amount: 0 or more")
    _replaced(Payout, row)
    kind = row.kind
    return booking.add_payout(agreement, kind=kind, amount=amount, due_on=due_on, by=by, reason=reason, corrects=row)


def _replaced(model: type[RentChange] | type[Payout], row: RentChange | Payout) -> None:
    """Mark a row as replaced, once. Raises StaleStatus when another row holds in its place already."""
    if not model.objects.filter(pk=row.pk, replaced_at=None).update(replaced_at=clock.now()):
        raise StaleStatus(f"{model._meta.label} {row.pk} was replaced", code=RewardCode.REPLACED)


def _held(agreement_id: int) -> Agreement:
    """One correction of an agreement at a time."""
    return locks.hold(Agreement.objects.with_case(), agreement_id)
