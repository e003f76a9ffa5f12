"""Who would like to do a job and is no tenant of an offer yet: an e-mail address, kept for a while."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from corporations.models import Owned
from jobs.offers.models import JobType
from klushuur.ground.accounts.models import User
from klushuur.ground.scope import scope

KEPT_DAYS = 90


def new_token() -> str:
    """What the link to be removed at once holds: 192 bits."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InterestQuerySet(models.QuerySet["Interest"]):
    """Which addresses: of whom, and how long they were kept."""

    def visible_to(self, user: User) -> "InterestQuerySet":
        """Staff see those of their corporation, nobody else any."""
        return self.filter(corporation=user.scope_id) if user.kind == "staff" else self.none()

    def with_token(self, token: str) -> "InterestQuerySet":
        """The row whose link holds this token, in the current corporation; none for a wrong one."""
        return self.filter(corporation_id=scope.here(), token_sha256=token_hash(token))

    def overdue_on(self, today: date) -> "InterestQuerySet":
        """What may be kept no longer."""
        return self.filter(corporation_id=scope.here(), keep_until__lt=today)


class Interest(Owned):
    """An address that wants to hear of a kind of job: one row an address, and of the link only its hash."""

    job_type = models.ForeignKey(JobType, models.PROTECT, related_name="+")
    email = models.EmailField()
    language = models.CharField(max_length=5)
    asked_on = models.DateField()
    keep_until = models.DateField()  # the last day
    token_sha256 = models.CharField(max_length=64, unique=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporation", "email"], name="interest_address_once"),
            models.CheckConstraint(condition=Q(keep_until__gte=F("asked_on")), name="interest_kept_after_asking"),
        ]

    def __str__(self) -> str:
        return f"belangstelling {self.pk}"

    def days_left(self, today: date) -> int:
        """So many days after this one it is kept."""
        return (self.keep_until - today).days

    @staticmethod
    def last_day(today: date) -> date:
        """The last day that an address of today may be kept."""
        return today + timedelta(days=KEPT_DAYS)
