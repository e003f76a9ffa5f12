import hashlib
import hmac
import secrets
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from corporations.models import LeaseParty, Owned

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
CODE_LENGTH = 12  # 60 bits
CODE_DAYS = 60


def new_code() -> str:
    """A sign-up code as it stands in a letter, such as K7MQ-4XPD-9HTR."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def code_hash(code: str) -> str:
    """What is kept of a code: dashes, spaces and case do not count."""
    plain = "".join(character for character in code.upper() if character in ALPHABET)
    return hmac.new(settings.SECRET_KEY.encode(), f"invitation:{plain}".encode(), hashlib.sha256).hexdigest()


class Tenant(Owned):
    """The profile of a person who rents from this corporation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["corporation", "user"], name="tenant_one_profile")]

    def __str__(self) -> str:
        return f"huurder {self.pk}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_on(self, today: date) -> "InvitationQuerySet":
        """Not used, not revoked, not too old."""
        return self.filter(used_at=None, revoked_at=None, expires_on__gte=today)

    def with_code(self, code: str) -> "InvitationQuerySet":
        return self.filter(code_sha256=code_hash(code))


class Invitation(Owned):
    """The sign-up code of a letter: only its hash, for one person, once."""

    party = models.ForeignKey(LeaseParty, models.PROTECT, related_name="invitations")
    code_sha256 = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(used_at=None, revoked_at=None), name="invitation_one_open_a_party"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None) | (Q(used_at__isnull=False) & Q(used_by__isnull=False)),
                name="invitation_used_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"uitnodiging {self.pk}"

    @staticmethod
    def last_day(today: date) -> date:
        return today + timedelta(days=CODE_DAYS)
