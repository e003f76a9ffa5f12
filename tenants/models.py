import hashlib
import hmac
import secrets
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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


class WeekPart(models.TextChoices):
    """When somebody can be called or visited."""

    DAY = "day", _("Doordeweeks overdag")
    EVENING = "evening", _("Doordeweeks 's avonds")
    SATURDAY = "saturday", _("Zaterdag")
    SUNDAY = "sunday", _("Zondag")


def week_parts() -> Any:
    """Any number of WeekPart codes; empty: not asked yet."""
    return ArrayField(models.CharField(max_length=10, choices=WeekPart), default=list, blank=True)


class Tenant(Owned):
    """The profile of a person who rents from this corporation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=20, blank=True)
    available = week_parts()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["corporation", "user"], name="tenant_one_profile")]

    def __str__(self) -> str:
        return f"huurder {self.pk}"


class SkillType(Owned):
    """Something that a job can need, and the question about it in plain words."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    question = models.CharField(max_length=120)
    question_en = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["corporation", "code"], name="skill_type_code_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return self.name if _reads_dutch() else self.name_en

    @property
    def asks(self) -> str:
        """The question in the reader's language."""
        return self.question if _reads_dutch() else self.question_en


def _reads_dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


class Level(models.TextChoices):
    """How well somebody can do it, by own account."""

    NEVER = "never", _("Nooit gedaan")
    SOME = "some", _("Een paar keer gedaan")
    OFTEN = "often", _("Vaak gedaan")
    TRADE = "trade", _("Het is mijn vak")


class Skill(Owned):
    """What a tenant said about a skill, the last time it was asked."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="skills")
    skill_type = models.ForeignKey(SkillType, models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level)
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "skill_type"], name="skill_once_a_tenant")]

    def __str__(self) -> str:
        return f"vaardigheid {self.pk}"


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
