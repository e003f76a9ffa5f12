from typing import ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from klushuur.ground.accounts.models import User
from klushuur.ground.files.media import EXTENSIONS


class Audience(models.TextChoices):
    """Who may have a file: of whom sees its owner, all of them or staff alone."""

    STAFF = "staff"
    EVERYBODY = "everybody"


class FileQuerySet(models.QuerySet["File"]):
    """Which files: whose they are, and which are there."""

    def visible_to(self, user: User) -> "FileQuerySet":
        """Who sees the owner sees its files; what is for staff, staff alone. Owners are the models of FILE_OWNERS."""
        owned = Q(pk=None)
        for label in settings.FILE_OWNERS:
            seen = apps.get_model(label)._default_manager.visible_to(user)
            owned |= Q(owner=label, owner_id__in=seen.values("pk"))
        mine = self.filter(owned)
        return mine if user.kind == "staff" else mine.filter(audience=Audience.EVERYBODY)

    def kept(self) -> "FileQuerySet":
        """Those that were not thrown away."""
        return self.filter(removed_at=None)

    def of(self, owner: models.Model) -> "FileQuerySet":
        """Those of one row."""
        return self.filter(owner=owner._meta.label, owner_id=owner.pk)


class File(models.Model):
    """A file that was made here or sent to us. Its row never changes (a trigger), but for the day that it was thrown away."""

    # numbers and no foreign keys: the ground knows no corporation, and a row outlives what it is about
    corporation_id = models.IntegerField()
    owner = models.CharField(max_length=60)  # app.Model
    owner_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)  # what it is of its owner: `agreement`, `letters`
    audience = models.CharField(max_length=10, choices=Audience)
    name = models.CharField(max_length=120)  # as which it is saved by who gets it
    path = models.CharField(max_length=200)  # in the storage; tells nothing about anybody
    media_type = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    is_sent = models.BooleanField()  # by people; else it was made here
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)  # the account that sent it; None: the system
    removed_at = models.DateTimeField(null=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "owner_id"], name="file_by_owner")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["path"], condition=Q(removed_at=None), name="file_path_once"),
            models.CheckConstraint(condition=Q(media_type__in=list(EXTENSIONS)), name="file_of_a_known_type"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_has_a_hash"),
            models.CheckConstraint(condition=Q(is_sent=False) | Q(made_by__isnull=False), name="file_sent_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"
