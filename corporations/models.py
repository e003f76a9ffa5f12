import hashlib
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corporations.rules import LONGEST_DISCOUNT

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


def _usual_months() -> list[int]:
    return [12, 24, 36]


class PolicyVersion(Owned):
    """The corporation's choices, from a date on. A case keeps the version it began with."""

    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    share = rate(default=Decimal("0.70"))  # of the net saving, to the tenant
    risk_rate = rate(default=Decimal("0.10"))  # of the avoided cost
    handling_cost = cents(default=Decimal("300.00"))
    cooling_off_days = models.PositiveSmallIntegerField(default=14)
    offer_valid_days = models.PositiveSmallIntegerField(default=14)
    amber_days = models.PositiveSmallIntegerField(default=28)  # the promise to answer
    red_days = models.PositiveSmallIntegerField(default=56)  # the court route opens (8 weeks)
    place_days = models.PositiveSmallIntegerField(default=7)  # to say yes to a place that came free
    remind_after_days = models.PositiveSmallIntegerField(default=3)
    inspection_days = models.PositiveSmallIntegerField(
        default=10
    )  # working days, after the tenant says that it is ready
    repair_days = models.PositiveSmallIntegerField(default=30)  # to mend what was not good
    repair_rounds = models.PositiveSmallIntegerField(default=2)  # so often; after that we finish the work ourselves
    ladder_height_m = models.DecimalField(max_digits=3, decimal_places=1, default=Decimal("5.0"))
    # over how many months a tenant may spread a discount; none: no discount
    discount_months = ArrayField(models.PositiveSmallIntegerField(), default=_usual_months, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporation", "number"], name="policy_number_once"),
            models.UniqueConstraint(fields=["corporation", "starts_on"], name="policy_one_a_day"),
            models.CheckConstraint(
                condition=Q(discount_months__contained_by=list(range(1, LONGEST_DISCOUNT + 1))),
                name="policy_discount_is_temporary",
            ),
        ]

    def __str__(self) -> str:
        return f"beleid {self.number}"


class Role(models.TextChoices):
    OFFICER = "officer", _("woonconsulent")
    INSPECTOR = "inspector", _("opzichter")
    MANAGER = "manager", _("manager")
    FINANCE = "finance", _("financiën")


class StaffMember(Owned):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=20)
    roles_held = ArrayField(models.CharField(max_length=10, choices=Role))
    home = models.ForeignKey("Dwelling", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("medewerker")
        verbose_name_plural = _("medewerkers")

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> frozenset[str]:
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


class AsbestosSurvey(models.TextChoices):
    NONE = "none", _("geen onderzoek")
    PASSED = "passed", _("onderzocht: geen asbest")
    FOUND = "found", _("onderzocht: asbest gevonden")


class HouseType(models.TextChoices):
    BRICK_1938 = "1938", _("rijwoning 1938")
    ROW_1968 = "1968", _("rijwoning 1968")
    FLAT_1985 = "1985", _("portiekflat 1985")


class Complex(Owned):
    name = models.CharField(max_length=80)
    built_year = models.PositiveSmallIntegerField()
    house_type = models.CharField(max_length=8, choices=HouseType)
    storeys = models.PositiveSmallIntegerField(default=2)
    asbestos_survey = models.CharField(max_length=8, choices=AsbestosSurvey, default=AsbestosSurvey.NONE)
    is_protected = models.BooleanField(default=False)  # listed, or in a protected view: same colour only
    maintenance_year = models.PositiveSmallIntegerField(null=True, blank=True)  # planned major maintenance

    class Meta:
        verbose_name_plural = "complexes"

    def __str__(self) -> str:
        return self.name


class Dwelling(Owned):
    """A home that is let (verhuureenheid)."""

    complex = models.ForeignKey(Complex, models.PROTECT, related_name="dwellings")
    number = models.CharField(max_length=20)  # VHE number
    street = models.CharField(max_length=80)
    house_number = models.CharField(max_length=12)
    postcode = models.CharField(max_length=6)
    city = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["corporation", "number"], name="dwelling_number_once")]

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        return f"{self.street} {self.house_number}"

    @property
    def postal_line(self) -> str:
        return f"{self.postcode[:4]} {self.postcode[4:]}  {self.city}"


class LeaseQuerySet(models.QuerySet["Lease"]):
    def running(self, today: date) -> "LeaseQuerySet":
        return self.filter(starts_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def of_user(self, user: Any) -> "LeaseQuerySet":
        return self.filter(parties__user=user)


class Lease(Owned):
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="leases")
    number = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    net_rent = cents()

    objects = LeaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporation", "number"], name="lease_number_once"),
            models.CheckConstraint(condition=Q(net_rent__gt=0), name="lease_rent_is_positive"),
        ]

    def __str__(self) -> str:
        return self.number


class LeaseParty(Owned):
    """A tenant or co-tenant of a lease: signs, and may be linked to an account."""

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="parties")
    name = models.CharField(max_length=100)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["lease", "user"], name="party_account_once")]

    def __str__(self) -> str:
        return f"partij {self.pk}"
