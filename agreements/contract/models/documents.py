"""The files that are made of an agreement and kept."""

from typing import ClassVar

from django.db import models

from agreements.contract.models.agreements import Agreement
from corporations.models import Owned, is_party
from klushuur.ground.accounts.models import User
from klushuur.ground.files.models import File
from klushuur.ground.scope import scope


class DocumentQuerySet(models.QuerySet["Document"]):
    """Which documents a person may open."""

    def visible_to(self, user: User) -> "DocumentQuerySet":
        """Staff open their corporation's; a tenant those of the own lease."""
        if user.kind == "staff":
            assert user.scope_id is not None  # a database constraint
            return self.filter(corporation_id=user.scope_id)
        if user.kind == "tenant":
            return self.filter(is_party(user, "agreement__application__lease"), corporation_id=scope.here())
        return self.none()


class Document(Owned):
    """A file of an agreement that was made once and is kept: one per agreement, version and kind."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="documents")
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "version", "kind"], name="document_once"),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"
