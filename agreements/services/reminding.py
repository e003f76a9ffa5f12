"""Reminders: rows written when their reason begins, decided on their local date, each once."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agreements.models import Agreement, Reminder, ReminderStatus, Status
from agreements.services import signing
from agreements.services.telling import tell_parties
from klushuur import clock, scope

log = logging.getLogger(__name__)

AGAIN_AFTER_DAYS = 7  # the first time is the policy's: remind_after_days


def plan(agreement: Agreement, kind: str, *, days: int) -> None:
    """A reminder of this kind, so many days after today. Planning it twice is planning it once."""
    Reminder.objects.get_or_create(
        corporation_id=agreement.corporation_id,
        agreement=agreement,
        kind=kind,
        due_on=clock.today() + timedelta(days=days),
    )


def remind() -> int:
    """Decide every due reminder of the current corporation. Returns how many were sent.

    Skipped when the thing was done, missed when it makes no sense any more.
    """
    due = Reminder.objects.due(clock.today()).filter(corporation_id=scope.here()).order_by("due_on", "pk")
    return sum(_decide_or_go_on(pk) for pk in list(due.values_list("pk", flat=True)))


def _decide_or_go_on(pk: int) -> bool:
    """One reminder that can't be decided keeps its day, is told in the log, and stops no other."""
    try:
        return _decide(pk)
    except Exception:  # in a worker: record it and go on
        log.exception("reminder %s", pk)
        return False


@transaction.atomic
def _decide(pk: int) -> bool:
    reminder = Reminder.objects.select_for_update(skip_locked=True).filter(pk=pk, status=ReminderStatus.WAITING).first()
    if reminder is None:
        return False
    agreement = Agreement.objects.with_case().get(pk=reminder.agreement_id)
    status = _verdict(agreement, reminder)
    Reminder.objects.filter(pk=pk).update(status=status, decided_at=timezone.now())
    if status == ReminderStatus.SENT:
        unsigned = signing.parties_to_sign(agreement)
        tell_parties(agreement, "reminder_sign", once=f"{agreement.pk}.{reminder.due_on}", only=unsigned)
    return status == ReminderStatus.SENT


def _verdict(agreement: Agreement, reminder: Reminder) -> ReminderStatus:
    """What to do with a reminder to sign. After days without a beat the last one that is due speaks for those before."""
    if agreement.status != Status.OFFERED or not signing.parties_to_sign(agreement):
        return ReminderStatus.SKIPPED
    if agreement.sign_before is None or agreement.sign_before < clock.today():
        return ReminderStatus.MISSED
    due = Reminder.objects.due(clock.today()).filter(agreement=agreement, kind=reminder.kind)
    is_overtaken = due.filter(due_on__gt=reminder.due_on).exists()
    return ReminderStatus.MISSED if is_overtaken else ReminderStatus.SENT
