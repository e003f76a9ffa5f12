from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Entry(models.Model):
    """Who did what, when, from what to what. Append-only by a trigger; ids and codes, never personal data."""

    # numbers and no foreign keys: a row of the journal outlives what it is about
    corporation_id = models.IntegerField(null=True)
    at = models.DateTimeField(db_default=Now())
    actor_kind = models.CharField(max_length=10)  # tenant, staff, operator or system
    actor_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=60)  # app.model
    subject_id = models.BigIntegerField()
    action = models.CharField(max_length=40)
    old = models.CharField(max_length=80, blank=True)
    new = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    # given when sealed: the place in the corporation's chain, and the hash over this row and the one before
    place = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "subject_id"], name="journal_by_subject")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporation_id", "place"], name="journal_one_row_a_place"),
            models.CheckConstraint(
                condition=Q(place__isnull=True, sha256="") | (Q(place__isnull=False) & ~Q(sha256="")),
                name="journal_sealed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.action}"
