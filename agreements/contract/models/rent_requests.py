"""The written request for a lower rent, which the law asks of the tenant (artikel 7:252b BW)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from agreements.contract.models.agreements import Agreement
from corporations.models import LeaseParty, Owned
from corporations.money.forms import form_choices


class RentRequestQuerySet(models.QuerySet["RentRequest"]):
    """Which requests: those that count for an agreement as it is now."""

    def of(self, agreement: Agreement) -> "RentRequestQuerySet":
        """Those for the form that stands, in the present version; the first one first."""
        asked = {"version": agreement.version, "form": agreement.form, "months": agreement.months}
        return self.filter(agreement=agreement, **asked).select_related("party")


class RentRequest(Owned):
    """The tenant's own written request for a lower rent for a while. Written once; a trigger lets nobody change or remove it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="rent_requests")
    version = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=12, choices=form_choices)
    months = models.PositiveSmallIntegerField()
    party = models.ForeignKey(LeaseParty, models.PROTECT, related_name="+")
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects = RentRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(months__gte=1), name="request_lowers_the_rent"),
            models.UniqueConstraint(fields=["agreement", "text_sha256"], name="request_text_once"),
        ]

    def __str__(self) -> str:
        return f"verzoek {self.pk}"
