"""The reminders of an agreement: one table of kinds, and the rows that a reason writes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from agreements.contract.models import (
    Agreement,
    AgreementStatus,
    Reminder,
    ReminderKind,
    ReminderStatus,
)
from klushuur.ground import clock

AGAIN_AFTER_DAYS = 7  # to sign: the first time is the policy's remind_after_days
START_DAYS = 7
FINISH_DAYS = 14


@dataclass(frozen=True)
class ReminderRule:
    """When a reminder is due, in which statuses what it asks for is still to be done, and until when it makes sense."""

    due_on: Callable[[Agreement], list[date]]
    asked_in: frozenset[AgreementStatus]
    last_day: Callable[[Agreement], date]
    mail: str
    has_calendar: bool = False


def _to_sign(agreement: Agreement) -> list[date]:
    assert agreement.offered_on is not None  # by then it was offered
    days = (agreement.quote.policy.remind_after_days, AGAIN_AFTER_DAYS)
    return [agreement.offered_on + timedelta(days=number) for number in days]


def _to_start(agreement: Agreement) -> list[date]:
    """Perhaps gone by already when the corporation signs late: then it is due at once."""
    return [agreement.works_from - timedelta(days=START_DAYS)]


def _to_finish(agreement: Agreement) -> list[date]:
    """Never before the first day of work, however short the period."""
    return [max(agreement.works_from, agreement.works_until - timedelta(days=FINISH_DAYS))]


KINDS: dict[str, ReminderRule] = {
    ReminderKind.SIGN: ReminderRule(
        _to_sign,
        frozenset({AgreementStatus.OFFERED}),
        lambda agreement: agreement.sign_before or date.min,
        "reminder_sign",
    ),
    ReminderKind.START: ReminderRule(
        _to_start,
        frozenset({AgreementStatus.SIGNED}),
        lambda agreement: agreement.works_from,
        "reminder_start",
        has_calendar=True,
    ),
    ReminderKind.FINISH: ReminderRule(
        _to_finish,
        frozenset({AgreementStatus.SIGNED, AgreementStatus.IN_PROGRESS, AgreementStatus.SUSPENDED}),
        lambda agreement: agreement.works_until,
        "reminder_finish",
    ),
}


def plan(agreement: Agreement, *kinds: ReminderKind) -> None:
    """Write the reminders of these kinds, within the transaction of their reason; planning twice is planning once.

    A reminder that waits for another day or version is skipped, so call it again when a date or the version changes.
    """
    for kind in kinds:
        days = KINDS[kind].due_on(agreement)
        rows = Reminder.objects.filter(agreement=agreement, kind=kind)
        wanted = rows.filter(version=agreement.version, due_on__in=days)
        rows.waiting().exclude(pk__in=wanted.values("pk")).update(status=ReminderStatus.SKIPPED, decided_at=clock.now())
        # A date that changed and changed back: its day has not come, so nobody decided about it.
        wanted.filter(status=ReminderStatus.SKIPPED, due_on__gt=clock.today()).update(
            status=ReminderStatus.WAITING, decided_at=None
        )
        # once for each version, kind and day (a constraint): a row that is there keeps what was decided
        Reminder.objects.bulk_create((_row(agreement, kind, day) for day in days), ignore_conflicts=True)


def _row(agreement: Agreement, kind: ReminderKind, day: date) -> Reminder:
    return Reminder(
        corporation_id=agreement.corporation_id, agreement=agreement, version=agreement.version, kind=kind, due_on=day
    )
