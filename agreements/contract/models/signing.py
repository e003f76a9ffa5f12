"""On the way to a signature: approvals, the texts that were offered, and codes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agreements.contract.models.agreements import Agreement
from corporations.models import Owned, StaffMember, cents
from corporations.money.forms import form_choices


class Approval(Owned):
    """A manager's yes to exactly these terms."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="approvals")
    approver = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    terms_sha256 = models.CharField(max_length=64)
    amount = cents()
    mandate = cents()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "approver", "terms_sha256"], name="approval_once"),
            models.CheckConstraint(condition=Q(amount__lte=F("mandate")), name="approval_within_the_mandate"),
        ]

    def __str__(self) -> str:
        return f"goedkeuring {self.pk}"


class OfferedText(Owned):
    """A text that tenants could sign, as it was. Kept for ever: a trigger lets nobody change or remove it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="offered_texts")
    number = models.PositiveSmallIntegerField()  # from 1, over all versions; it stands in the text, so no two are alike
    version = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=12, choices=form_choices)
    months = models.PositiveSmallIntegerField(null=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="offered_text_number_once"),
            models.UniqueConstraint(fields=["agreement", "text_sha256"], name="offered_text_once"),
        ]

    def __str__(self) -> str:
        return f"tekst {self.pk}"


class SigningCode(Owned):
    """A one-time code to sign with: bound to a person and to the exact text; only its hash is kept."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"tekencode {self.pk}"
