"""What an inspector saw of the work."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.contract.models.agreements import Agreement
from corporations.models import Owned, StaffMember


class InspectionResult(models.TextChoices):
    """What an inspector decides: accepted, or back to the tenant."""

    PASSED = "passed", _("Het werk is goed")
    REPAIR = "repair", _("Er moet nog iets hersteld worden")


class WorkReason(StrEnum):
    """Why work goes on, for the journal: two arrows lead to IN_PROGRESS. Codes of rows that stand: never change one."""

    STARTED = "started"
    RESUMED = "resumed"


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
