"""The reminders of a case, each on its day."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.contract.models.agreements import Agreement
from corporations.models import Owned


class ReminderKind(models.TextChoices):
    """What a reminder asks for; `agreements.contract.reminders` says when."""

    SIGN = "sign", _("Tekenen")
    START = "start", _("Beginnen met de klus")
    FINISH = "finish", _("Op tijd klaar zijn")


class ReminderStatus(models.TextChoices):
    """What became of a reminder; a skipped one waits again when its day is put back."""

    WAITING = "waiting", _("komt nog")
    SENT = "sent", _("verstuurd")
    SKIPPED = "skipped", _("niet meer nodig")
    MISSED = "missed", _("niet verstuurd: het was te laat")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Which reminders: those that are still to be decided about."""

    def waiting(self) -> "ReminderQuerySet":
        """Nobody decided about it yet."""
        return self.filter(status=ReminderStatus.WAITING)

    def due(self, today: date) -> "ReminderQuerySet":
        """Waiting, and its day has come; also after days on which nobody asked."""
        return self.waiting().filter(due_on__lte=today)


class Reminder(Owned):
    """A reminder on its day: written when its reason begins, decided on the local date, once. Rows are kept: a ledger."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reminders")
    version = models.PositiveSmallIntegerField(default=1)  # of the agreement
    kind = models.CharField(max_length=20, choices=ReminderKind)
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=ReminderStatus, default=ReminderStatus.WAITING)
    decided_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "version", "kind", "due_on"], name="reminder_once"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at=None) | (~Q(status="waiting") & Q(decided_at__isnull=False)),
                name="reminder_decided_or_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"herinnering {self.pk}"
