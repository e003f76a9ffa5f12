import hashlib
import hmac
import secrets
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corporations.models import Complex, LeaseParty, Owned, StaffMember
from klushuur.ground.accounts.models import User
from klushuur.ground.files.models import File
from klushuur.ground.journal.actions import arrows
from klushuur.ground.journal.states import Machine
from klushuur.ground.typed import typed
from tenants import actions
from tenants.statuses import BatchStatus

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
CODE_LENGTH = 12  # 60 bits
CODE_DAYS = 60
STUCK = timedelta(hours=1)  # letters that are being made for longer will not come


def new_code() -> str:
    """A sign-up code as it stands in a letter, such as K7MQ-4XPD-9HTR."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def code_hash(code: str) -> str:
    """What is kept of a code: dashes, spaces and case do not count."""
    plain = typed.code(code, alphabet=ALPHABET)
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


class BatchReason(StrEnum):
    """Why a batch failed or its file went, for the journal. Codes of rows that stand: never change one."""

    STUCK = "stuck"
    NOBODY = "nobody"
    REFUSED = "refused"
    REPLACED = "replaced"
    POSTED = "posted"
    OLD = "old"


class LetterBatchQuerySet(models.QuerySet["LetterBatch"]):
    """Which batches: whose, and how far they are."""

    def visible_to(self, user: User) -> "LetterBatchQuerySet":
        """Staff see those of their corporation, nobody else any."""
        return self.filter(corporation=user.scope_id) if user.kind == "staff" else self.none()

    def being_made(self) -> "LetterBatchQuerySet":
        """A worker has them, or will."""
        return self.filter(status__in=actions.BEING_MADE)

    def ready(self) -> "LetterBatchQuerySet":
        """There is a file to print."""
        return self.filter(status=BatchStatus.READY)


class LetterBatch(Owned, Machine):
    """Letters with sign-up codes for a complex, or for one party, as one PDF to print. Of a complex one is made at a time."""

    ACTIONS: ClassVar = actions.ACTIONS
    TRANSITIONS: ClassVar = arrows(BatchStatus, actions.ACTIONS)

    complex = models.ForeignKey(Complex, models.PROTECT, related_name="+")
    party = models.ForeignKey(LeaseParty, models.PROTECT, null=True, related_name="+")  # only this one gets a letter
    officer = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")  # whom the letter names
    status = models.CharField(max_length=10, choices=BatchStatus, default=BatchStatus.QUEUED, editable=False)
    total = models.PositiveSmallIntegerField()
    done = models.PositiveSmallIntegerField(default=0)  # laid out so far
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = LetterBatchQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complex"], condition=Q(status__in=["queued", "working"]), name="letter_batch_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ready", "removed"]) | Q(file__isnull=False, ready_at__isnull=False),
                name="letter_batch_ready_has_file",
            ),
        ]

    def __str__(self) -> str:
        return f"partij brieven {self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether it comes to nothing more, and has no file that anybody needs."""
        return self.status in {BatchStatus.FAILED, BatchStatus.REMOVED}

    @property
    def is_being_made(self) -> bool:
        """Whether a worker has it, or will."""
        return self.status in actions.BEING_MADE

    @property
    def is_stuck(self) -> bool:
        """Whether it is being made for so long that it will not come."""
        return self.is_being_made and self.made_at < timezone.now() - STUCK


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which codes: whose, and which of them work."""

    def open_on(self, today: date) -> "InvitationQuerySet":
        """Not used, not revoked, not too old."""
        return self.filter(used_at=None, revoked_at=None, expires_on__gte=today)

    def visible_to(self, user: User) -> "InvitationQuerySet":
        """Staff see those of their corporation, nobody else any."""
        return self.filter(corporation=user.scope_id) if user.kind == "staff" else self.none()

    def with_home(self) -> "InvitationQuerySet":
        """Each with its party's home, and `is_replaced`: there is a newer one."""
        newer = Invitation.objects.filter(party=OuterRef("party"), pk__gt=OuterRef("pk"))
        return self.select_related("party__lease__dwelling").annotate(is_replaced=Exists(newer))

    def with_code(self, code: str) -> "InvitationQuerySet":
        """The invitation of a code as it was typed; used and old ones too."""
        return self.filter(code_sha256=code_hash(code))


class Invitation(Owned):
    """The sign-up code of a letter: only its hash, for one person, once."""

    party = models.ForeignKey(LeaseParty, models.PROTECT, related_name="invitations")
    batch = models.ForeignKey(LetterBatch, models.PROTECT, null=True, related_name="invitations")
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

    def state_on(self, today: date) -> str:
        """used, revoked, expired or open."""
        if self.used_at or self.revoked_at:
            return "used" if self.used_at else "revoked"
        return "expired" if self.expires_on < today else "open"

    @staticmethod
    def last_day(today: date) -> date:
        """The last day that a code of today works."""
        return today + timedelta(days=CODE_DAYS)
