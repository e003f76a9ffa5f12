"""Complexes, homes, leases and their parties."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from corporations.models.corporation import Owned, cents
from corporations.money.shadow import JULY
from klushuur.ground import clock
from klushuur.ground.accounts.models import User


class AsbestosSurvey(models.TextChoices):
    """What is known of asbestos in a complex that was built before the ban."""

    NONE = "none", _("geen onderzoek")
    PASSED = "passed", _("onderzocht: geen asbest")
    FOUND = "found", _("onderzocht: asbest gevonden")


class HouseType(models.TextChoices):
    """How a home is drawn, and what a tenant compares the own home with."""

    BRICK_1938 = "1938", _("rijwoning 1938")
    ROW_1968 = "1968", _("rijwoning 1968")
    FLAT_1985 = "1985", _("portiekflat 1985")


class Complex(Owned):
    """Homes of one kind in one place: what is offered, is offered to all of them."""

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
    is_self_contained = models.BooleanField(default=True)  # zelfstandig: only then may the rent go down for a while
    points = models.PositiveSmallIntegerField(null=True, blank=True)  # of the valuation system (WWS)
    label = models.CharField(max_length=5, blank=True)  # energy label, A++++ to G
    worktop_mm = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["corporation", "number"], name="dwelling_number_once")]

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        """Street and number, as on the door."""
        return f"{self.street} {self.house_number}"

    @property
    def postal_line(self) -> str:
        """`1234 AB  Plaats`: the last line on an envelope, with two spaces (PostNL)."""
        return f"{self.postcode[:4]} {self.postcode[4:]}  {self.city}"


def last_july() -> date:
    """The last 1 July: then rents went up."""
    today = clock.today()
    return date(today.year if today.month >= JULY else today.year - 1, JULY, 1)


class LeaseQuerySet(models.QuerySet["Lease"]):
    """Which leases count, and whose they are."""

    def running(self, today: date) -> "LeaseQuerySet":
        """Begun, and not ended before this day; the last day still counts."""
        return self.filter(starts_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def of_user(self, user: User) -> "LeaseQuerySet":
        """Of which this account is a party; one account may be so of several."""
        return self.filter(parties__user=user)


class Lease(Owned):
    """The letting of a home, and its rent in euro a month as it would be without our discounts."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="leases")
    number = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    net_rent = cents()  # kale huur, without our discounts: the shadow rent
    rent_since = models.DateField(default=last_july)  # from this day on it holds

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
    born_on = models.DateField(null=True, blank=True)  # for the yearly list of payments; no BSN in the portal
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["lease", "user"], name="party_account_once")]

    def __str__(self) -> str:
        return f"partij {self.pk}"


def parties_of(lease_id: int) -> list[list[int | str]]:
    """Who rents by this lease: the number and the name of each, as the terms hold them."""
    return [  # lists and no tuples: JSON gives lists back, and the two are compared
        [pk, name] for pk, name in LeaseParty.objects.filter(lease=lease_id).order_by("pk").values_list("pk", "name")
    ]


def is_party(user: User, lease: str) -> Exists:
    """Whether this account is a party of the lease; asked apart, for a join would have to be made distinct.

    lease: the path from the row that is asked about to its lease.
    """
    return Exists(LeaseParty.objects.filter(lease=OuterRef(lease), user=user))
