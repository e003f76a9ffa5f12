"""The corporation itself, and what every row of it shares."""

import hashlib
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# What a corporation may not be called: it would hide a page.
RESERVED_SLUGS = frozenset(
    {"accounts", "admin", "bestand", "controleren", "demo", "gezondheid", "static", "taal", "vera", "well-known"}
)
COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("Geef een kleur als #1f5f4a."), code="colour")
SLUG = RegexValidator(r"^[a-z][a-z0-9-]{2,39}$", _("Neem kleine letters, cijfers en streepjes."), code="slug")


def cents(**options: Any) -> Any:
    """An amount in euro, to the cent."""
    return models.DecimalField(max_digits=10, decimal_places=2, **options)


def rate(**options: Any) -> Any:
    """A share of one: 0.70 is seventy per cent."""
    inside = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))]
    return models.DecimalField(max_digits=5, decimal_places=4, validators=inside, **options)


class Corporation(models.Model):
    """A housing corporation: its public row, readable without a scope. No personal data, no policy."""

    slug = models.CharField(max_length=40, unique=True, validators=[SLUG])
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    phone = models.CharField(max_length=20)
    brand = models.CharField(max_length=7, default="#1f5f4a", validators=[COLOUR])
    accent = models.CharField(max_length=7, default="#b4541a", validators=[COLOUR])

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(slug__in=sorted(RESERVED_SLUGS)), name="corporation_slug_is_free"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def style_hash(self) -> str:
        """Names the house style's stylesheet, so that a browser may keep it for ever."""
        return hashlib.sha256(f"{self.brand}{self.accent}".encode()).hexdigest()[:12]


class Owned(models.Model):
    """A row of one corporation; the database shows it to no other."""

    corporation = models.ForeignKey(Corporation, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
