from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now
from django.utils import timezone

from klushuur.ground import locks


class WorkStatus(models.TextChoices):
    """LEASED: a worker has it, until its lease runs out."""

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


class WorkRowQuerySet(models.QuerySet["WorkRow"]):
    """Which work may be taken, and taking it."""

    def claimable(self) -> "WorkRowQuerySet":
        """Rows that may be taken now: due ones, and those whose worker has not been heard of within its lease."""
        now = timezone.now()
        return self.filter(
            Q(status=WorkStatus.QUEUED, not_before__lte=now) | Q(status=WorkStatus.LEASED, lease_until__lt=now)
        )

    def claim(self, pk: int) -> "WorkRow | None":
        """Take one row, or None when another has it. A lease that ran out counts as a crash."""
        # One statement: of two workers with the same row, the database lets one update it.
        taken = (
            self.claimable()
            .filter(pk=pk)
            .update(
                # of the row as it was: whoever still had it was not heard of again
                crashes=F("crashes") + Case(When(status=WorkStatus.LEASED, then=1), default=0),
                status=WorkStatus.LEASED,
                lease_until=timezone.now() + timedelta(seconds=settings.WORK_LEASE_SECONDS),
                attempts=F("attempts") + 1,
            )
        )
        return self.get(pk=pk) if taken else None

    @transaction.atomic
    def claim_many(self, kind: str, *, at_most: int, lease: timedelta) -> "list[WorkRow]":
        """Take the rows of a kind that wait longest, and pass over those that another takes. Four statements, however many.

        A row whose worker was not heard of again comes alone, and last: of many rows that were taken together nobody knows
        which one took the worker down, and the others may not suffer with it time and again.
        """
        mine = self.claimable().filter(kind=kind).order_by("not_before", "pk")
        whole = mine.filter(status=WorkStatus.QUEUED, crashes=0)
        rows = locks.hold_free(whole, at_most=at_most) or locks.hold_free(mine, at_most=1)
        until = timezone.now() + lease
        for row in rows:
            row.crashes += row.status == WorkStatus.LEASED
            row.attempts += 1
            row.status, row.lease_until = WorkStatus.LEASED, until
        self.bulk_update(rows, ["crashes", "attempts", "status", "lease_until"])
        return rows

    def give_back(self, rows: "list[WorkRow]") -> bool:
        """Put claimed rows back as they were: nobody tried them. Returns whether there were any."""
        if not rows:
            return False
        held = self.filter(pk__in=[row.pk for row in rows], status=WorkStatus.LEASED, lease_until=rows[0].lease_until)
        return bool(held.update(status=WorkStatus.QUEUED, attempts=F("attempts") - 1))

    def no_longer_away(self) -> int:
        """What these rows waited for answers again: none need sit out its wait. Returns how many."""
        now = timezone.now()
        waiting = self.filter(status=WorkStatus.QUEUED, not_before__gt=now, error__startswith=WorkRow.AWAY)
        return waiting.update(not_before=now)


class WorkRow(models.Model):
    """Something that must happen after a commit. Ids only; carries the scope's number, so it has no wall of its own."""

    AWAY = "away: "  # begins the error of a row that waits for a server, and not for anything of its own

    kind = models.CharField(max_length=60)
    scope_id = models.IntegerField(null=True)
    arguments = models.JSONField(default=dict)
    # unique: whatever asks for the same work twice asks for it once
    occasion = models.CharField(db_column="once", max_length=120, unique=True)
    status = models.CharField(max_length=10, choices=WorkStatus, default=WorkStatus.QUEUED)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    crashes = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    objects = WorkRowQuerySet.as_manager()

    class Meta:
        db_table = "work_row"
        indexes: ClassVar = [
            # only of what is open: rows that are done are many, and nobody looks for them
            models.Index(fields=["not_before"], condition=Q(status__in=["queued", "leased"]), name="work_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
