"""Reminders: rows written when their reason begins, decided on their local date, each once."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agreements.models import Agreement, Reminder, ReminderStatus, Status
from agreements.services import signing
from agreements.services.telling import tell_parties
from klushuur import clock


def days_after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def plan(agreement: Agreement, kind: str, *, days: int) -> None:
    """A reminder of this kind, so many days after today. Planning it twice is planning it once."""
    Reminder.objects.get_or_create(
        corporation_id=agreement.corporation_id,
        agreement=agreement,
        kind=kind,
        due_on=days_after(clock.today(), days),
    )


def remind() -> int:
    """Decide every due reminder of the current corporation. Returns how many were sent.

    Skipped when the thing was done, missed when it makes no sense any more.
    """
    due = Reminder.objects.due(clock.today()).order_by("due_on", "pk").values_list("pk", flat=True)
    return sum(_decide(pk) for pk in list(due))


@transaction.atomic
def _decide(pk: int) -> bool:
    reminder = Reminder.objects.select_for_update(skip_locked=True).filter(pk=pk, status=ReminderStatus.WAITING).first()
    if reminder is None:
        return False
    agreement = Agreement.objects.with_case().get(pk=reminder.agreement_id)
    status = _verdict(agreement)
    Reminder.objects.filter(pk=pk).update(status=status, decided_at=timezone.now())
    if status == ReminderStatus.SENT:
        tell_parties(agreement, "reminder_sign", once=f"{agreement.pk}.{reminder.due_on}")
    return status == ReminderStatus.SENT


def _verdict(agreement: Agreement) -> ReminderStatus:
    """What to do with the reminder to sign."""
    if agreement.status != Status.OFFERED or not signing.parties_to_sign(agreement):
        return ReminderStatus.SKIPPED
    if agreement.sign_before is None or agreement.sign_before < clock.today():
        return ReminderStatus.MISSED
    return ReminderStatus.SENT
