"""What is kept beside it: inspections, documents and reminders."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement, is_party
from corporations.models import Owned, StaffMember
from klushuur import files, scope


class InspectionResult(models.TextChoices):
    PASSED = "passed", _("Het werk is goed")
    REPAIR = "repair", _("Er moet nog iets hersteld worden")


class Inspection(Owned):
    """What the inspector saw after the work (keuring). Written once; a trigger lets nobody change or remove it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="inspections")
    round = models.PositiveSmallIntegerField()  # 1 after the work, 2 after the first repair, ...
    inspector = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    visited_on = models.DateField()
    result = models.CharField(max_length=8, choices=InspectionResult)
    note = models.CharField(max_length=1000, blank=True)  # what must be mended
    repair_before = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["round"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "round"], name="inspection_round_once"),
            models.CheckConstraint(
                condition=Q(result="passed", repair_before=None)
                | (Q(result="repair", repair_before__gt=F("visited_on")) & ~Q(note="")),
                name="inspection_repair_with_a_term_and_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"keuring {self.pk}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        if user.kind == "staff":
            return self.filter(corporation_id=user.scope_id)
        if user.kind == "tenant":
            return self.filter(is_party(user, "agreement__application__lease"), corporation_id=scope.here())
        return self.none()


class Document(Owned):
    """A file that was made once and is kept: one per agreement, version and kind."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="documents")
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    file = models.FileField(max_length=200)
    rendered_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "version", "kind"], name="document_once"),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"

    def content(self) -> bytes:
        """The file as it was made. Raises files.Damaged."""
        return files.read(str(self.file.name), sha256=self.rendered_sha256)


class ReminderKind(models.TextChoices):
    """What a reminder asks for; `agreements.reminders` says when."""

    SIGN = "sign", _("Tekenen")
    START = "start", _("Beginnen met de klus")
    FINISH = "finish", _("Op tijd klaar zijn")


class ReminderStatus(models.TextChoices):
    WAITING = "waiting", _("komt nog")
    SENT = "sent", _("verstuurd")
    SKIPPED = "skipped", _("niet meer nodig")
    MISSED = "missed", _("niet verstuurd: het was te laat")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def waiting(self) -> "ReminderQuerySet":
        return self.filter(status=ReminderStatus.WAITING)

    def due(self, today: date) -> "ReminderQuerySet":
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
