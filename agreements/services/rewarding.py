"""The reward, in its simplest form: finance records when it was paid, or from which month the rent is lower.

Never before an accepted inspection (DESIGN, hard rule 3): the table has no such arrow, and a constraint keeps the days in order.
"""

from datetime import date, timedelta

from django.db import transaction

from agreements.models import Agreement, Form, Status
from agreements.services.inspecting import keep_apart
from agreements.services.telling import tell_parties
from corporations.models import StaffMember
from jobs.rules.shadow import month_after
from klushuur import clock, journal, scope
from klushuur.journal.states import IllegalTransition


class OutOfTime(Exception):
    """Paid before the work was accepted, or on a day that is still to come."""


@transaction.atomic
def record_payment(agreement: Agreement, *, paid_on: date, by: StaffMember) -> None:
    """ACCEPTED -> FINISHED for a one-off. Raises OutOfTime, LivesThere, IllegalTransition, StaleStatus."""
    _must_have(agreement, Form.ONE_OFF)
    keep_apart(agreement, by)
    assert agreement.accepted_on is not None  # a database constraint
    if not agreement.accepted_on <= paid_on <= clock.today():
        raise OutOfTime(agreement.pk)
    agreement.move_to(Status.FINISHED, by=by.user, rewarded_on=paid_on)
    tell_parties(agreement, "agreement_rewarded", once=str(agreement.pk))


@transaction.atomic
def record_discount(agreement: Agreement, *, by: StaffMember) -> None:
    """ACCEPTED -> REWARDING for a discount, from the first day of the month after acceptance (clause 13).

    Raises LivesThere, IllegalTransition, StaleStatus.
    """
    _must_have(agreement, Form.DISCOUNT)
    keep_apart(agreement, by)
    agreement.move_to(Status.REWARDING, by=by.user, reward_from=first_month(agreement))
    tell_parties(agreement, "agreement_rewarded", once=str(agreement.pk))


def first_month(agreement: Agreement) -> date | None:
    """From when the rent is lower; None before the work was accepted."""
    return month_after(agreement.accepted_on) if agreement.accepted_on else None


def last_day(agreement: Agreement) -> date | None:
    """The last day of the last month of a discount; None when there is none."""
    if not agreement.reward_from or not agreement.months:
        return None
    return month_after(agreement.reward_from, agreement.months) - timedelta(days=1)


def finish_overdue() -> int:
    """End every discount of the current corporation whose last month is over. Returns how many; twice is normal."""
    today = clock.today()
    running = Agreement.objects.filter(status=Status.REWARDING, corporation_id=scope.here()).order_by("pk")
    found = [row.pk for row in running.only("reward_from", "months") if _is_over(row, today)]
    return sum(finish(pk, today=today) for pk in found)


def _is_over(agreement: Agreement, today: date) -> bool:
    last = last_day(agreement)
    return last is not None and last < today


@transaction.atomic
def finish(agreement_id: int, *, today: date) -> bool:
    """REWARDING -> FINISHED by the system, once, after the last month. False when there is nothing to end."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    if agreement.status != Status.REWARDING or not _is_over(agreement, today):
        return False
    agreement.move_to(Status.FINISHED, by=journal.SYSTEM, reason="last month")
    return True


def _must_have(agreement: Agreement, form: Form) -> None:
    """The two forms go two ways from ACCEPTED. Raises IllegalTransition."""
    if agreement.status != Status.ACCEPTED or agreement.form != form:
        raise IllegalTransition(f"agreement {agreement.pk} is {agreement.status}, {agreement.form}")
