"""Reminders: decided on their local date, in the hours that people are awake, each once."""

from django.conf import settings
from django.utils import timezone

from agreements.contract import calendars
from agreements.contract.models import Agreement, Reminder, ReminderKind, ReminderStatus
from agreements.contract.reminders import KINDS
from agreements.contract.services import signing
from agreements.contract.services.notices import tell_parties
from corporations.models import LeaseParty
from klushuur.ground import clock, locks, sweeping
from klushuur.ground.scope import scope


def remind() -> int:
    """Decide every due reminder of the current corporation, within REMINDER_HOURS. Returns how many were sent.

    Skipped when what it asks for was done or is asked no more, missed when it makes no sense any more.
    """
    first, last = settings.REMINDER_HOURS
    if not first <= timezone.localtime(clock.now()).hour < last:
        return 0
    due = Reminder.objects.due(clock.today()).filter(corporation_id=scope.here()).order_by("due_on", "pk")
    return sweeping.each_here(due.values_list("pk", flat=True), _decide, what="reminder")


def _decide(pk: int) -> bool:
    """The decision and its messages are one transaction: a worker that dies leaves the row waiting, and nobody told."""
    reminder = locks.hold_if_free(Reminder.objects.waiting(), pk)  # None: somebody else decides it now, or has
    if reminder is None:
        return False
    agreement = Agreement.objects.with_case().get(pk=reminder.agreement_id)
    status = _verdict(agreement, reminder)
    Reminder.objects.filter(pk=pk).update(status=status, decided_at=clock.now())
    if status == ReminderStatus.SENT:
        _send(agreement, reminder)
    return status == ReminderStatus.SENT


def _verdict(agreement: Agreement, reminder: Reminder) -> ReminderStatus:
    """What to do with a reminder. After days without a beat the last one that is due speaks for those before."""
    kind, people = KINDS[reminder.kind], _whom(agreement, reminder)
    if agreement.status not in kind.asked_in or reminder.version != agreement.version or not people:
        return ReminderStatus.SKIPPED
    if kind.last_day(agreement) < clock.today() or not any(party.user_id for party in people):
        return ReminderStatus.MISSED
    due = Reminder.objects.due(clock.today()).filter(agreement=agreement, kind=reminder.kind)
    is_overtaken = due.filter(due_on__gt=reminder.due_on).exists()
    return ReminderStatus.MISSED if is_overtaken else ReminderStatus.SENT


def _whom(agreement: Agreement, reminder: Reminder) -> list[LeaseParty]:
    """Who has to do it: sign, each who has not; the work, all of them."""
    if reminder.kind == ReminderKind.SIGN:
        return signing.parties_to_sign(agreement)
    return list(agreement.application.lease.parties.all())


def _send(agreement: Agreement, reminder: Reminder) -> None:
    kind = KINDS[reminder.kind]
    tell_parties(
        agreement,
        kind.mail,
        occasion=f"{agreement.pk}.{reminder.due_on}",
        only=_whom(agreement, reminder),
        calendar=calendars.work_period if kind.has_calendar else None,
    )
