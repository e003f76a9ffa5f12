"""Who works for a corporation, and what they may approve."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corporations.models.corporation import Owned, cents
from corporations.models.roles import Role


class StaffMember(Owned):
    """Somebody who works for one corporation, and the hats that this person wears."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=20)
    roles_held = ArrayField(models.CharField(max_length=10, choices=Role))
    # let by us: about this home the member decides nothing (docs/rules.md, hard rule 2)
    home = models.ForeignKey("Dwelling", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("medewerker")
        verbose_name_plural = _("medewerkers")

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> frozenset[str]:
        """The hats, by which `klushuur.ground.abilities.may` knows what this person may do."""
        return frozenset(self.roles_held)


class Mandate(Owned):
    """What a manager may approve, and from when to when."""

    holder = models.ForeignKey(StaffMember, models.PROTECT, related_name="mandates")
    up_to = cents()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("mandaat")
        verbose_name_plural = _("mandaten")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(up_to__gt=0), name="mandate_is_positive"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"mandaat {self.pk}"
