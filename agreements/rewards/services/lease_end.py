"""The lease ends while a lower rent runs: what is still to come stops, and the policy says what becomes of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from agreements.contract.models import Agreement, Payout, Reason, RentChange
from agreements.rewards.services import balance, booking, correcting
from agreements.rewards.services.balance import Balance, worth
from agreements.rewards.services.refusals import RewardCode
from corporations.models import ExitOption, PayoutKind, StaffMember
from corporations.money.value import NOTHING
from klushuur.ground.refusals.refusals import Refusal


@dataclass(frozen=True)
class Ending:
    """What stops, and what of it is paid at once. option: of the policy; left: what was still to come, in euro."""

    option: str
    left: Decimal
    cut: tuple[RentChange, ...]
    rest: Payout | None
    wanted: Balance

    @property
    def paid(self) -> Decimal:
        """What the tenant gets at once for what was still to come, in euro; 0 where the policy buys nothing off."""
        return self.left if self.option == ExitOption.BOUGHT_OFF else NOTHING


def ending(agreement: Agreement, *, ends_on: date) -> Ending:
    """What it comes to when the lower rent ends on this first day of a month. Two queries. Raises LEASE_ENDED, NOTHING_ENDS."""
    now = balance.of(agreement)
    if now.is_ended:
        raise Refusal(RewardCode.LEASE_ENDED, agreement.pk)
    cut = tuple(row for row in now.lower if row.ends_on > ends_on)
    if not cut:
        raise Refusal(RewardCode.NOTHING_ENDS, agreement.pk)
    rest = next((row for row in now.to_pay if row.kind == PayoutKind.REMAINDER and row.paid_on is None), None)
    wanted = now
    for row in cut:  # one that had still to begin ends on its first day: withdrawn
        wanted = wanted.instead(row, ends_on=max(row.starts_on, ends_on), reason=Reason.LEASE_ENDED)
    if rest:
        wanted = wanted.instead(rest, amount=NOTHING, reason=Reason.LEASE_ENDED)
    left = sum((worth(row) for row in now.lower), NOTHING) - sum((worth(row) for row in wanted.lower), NOTHING)
    left += rest.amount if rest else NOTHING
    # of the policy of the quote: what the corporation chose later changes no agreement
    option = agreement.quote.policy.exit_option
    if option == ExitOption.BOUGHT_OFF:
        wanted = wanted.also(kind=PayoutKind.BUY_OFF, amount=left, due_on=ends_on, reason=Reason.LEASE_ENDED)
    return Ending(option, left, cut, rest, wanted)


@transaction.atomic
def end_lease(row: RentChange, *, ends_on: date, by: StaffMember) -> RentChange:
    """Stop what comes after the last month with a lower rent: every rent change, and the rest; bought off where the policy says so.

    row: one that holds, of the agreement. ends_on: the first day after that month. Returns what stands in its place, or the
    row itself when it was over by then. Raises LEASE_ENDED, NOTHING_ENDS, StaleStatus, LIVES_THERE, IllegalTransition.
    """
    agreement, reason = correcting.held(row, by=by), Reason.LEASE_ENDED
    found = ending(agreement, ends_on=ends_on)
    made = row
    for old in found.cut:
        period = old.starts_on, max(old.starts_on, ends_on)
        new = correcting.replace_rent_change(agreement, old, period, amount=old.amount, reason=reason, by=by)
        made = new if old.pk == row.pk else made
    if found.rest:
        due_on = found.rest.due_on
        correcting.replace_payout(agreement, found.rest, amount=NOTHING, due_on=due_on, reason=reason, by=by)
    if found.paid:
        _buy_off(agreement, found, ends_on=ends_on, by=by)
    correcting.tell(agreement, reason=reason)
    return made


def _buy_off(agreement: Agreement, found: Ending, *, ends_on: date, by: StaffMember) -> None:
    """One payment for all that was to come; in the place of one that was withdrawn, if any."""
    kind, amount, reason = PayoutKind.BUY_OFF, found.paid, Reason.LEASE_ENDED
    old = agreement.payouts.current().filter(kind=kind).first()
    if old:
        correcting.replace_payout(agreement, old, amount=amount, due_on=ends_on, reason=reason, by=by)
    else:
        booking.add_payout(agreement, kind=kind, amount=amount, due_on=ends_on, reason=reason, by=by)
