"""What a corporation offers to its tenants."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corporations.models import Complex, Owned, PolicyVersion, StaffMember, cents, rate
from corporations.money import value
from corporations.money.amounts import Amounts
from jobs.offers.models.job_types import JobType
from jobs.offers.rules.choosing import Meter, meter
from klushuur.ground.accounts.models import User
from klushuur.ground.http import Actor
from klushuur.ground.journal.states import Machine
from klushuur.ground.scope import scope


class OfferStatus(models.TextChoices):
    """Only a concept can change; only a published offer can be asked for."""

    DRAFT = "draft", _("concept")
    PUBLISHED = "published", _("gepubliceerd")
    CLOSED = "closed", _("gesloten")


class OfferQuerySet(models.QuerySet["Offer"]):
    """Which offers: who may see them, and which can be asked for."""

    def visible_to(self, actor: User | Actor) -> "OfferQuerySet":
        """Staff see every offer of their corporation, everybody else the published ones."""
        return self.filter(corporation_id=scope.here()) if actor.kind == "staff" else self.published()

    def published(self) -> "OfferQuerySet":
        """What this corporation's tenants and visitors may see."""
        return self.filter(status=OfferStatus.PUBLISHED, corporation_id=scope.here())

    def open_after(self, day: date) -> "OfferQuerySet":
        """Published, and the window is not over on this day."""
        return self.published().filter(closes_on__gte=day)

    def with_counts(self) -> "OfferQuerySet":
        """Each with `places_held`, and `asked`: how many applications are no concept any more."""
        return self.annotate(
            places_held=models.Count("applications", filter=Q(applications__holds_place=True)),
            asked=models.Count("applications", filter=~Q(applications__status="draft")),
        )


class Offer(Machine, Owned):
    """A job that a corporation offers to the tenants of one complex."""

    TRANSITIONS: ClassVar = {
        OfferStatus.DRAFT: frozenset({OfferStatus.PUBLISHED}),
        OfferStatus.PUBLISHED: frozenset({OfferStatus.CLOSED}),
        OfferStatus.CLOSED: frozenset(),
    }

    job_type = models.ForeignKey(JobType, models.PROTECT, related_name="+")
    complex = models.ForeignKey(Complex, models.PROTECT, related_name="offers")
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    officer = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")  # the person to ask
    status = models.CharField(max_length=10, choices=OfferStatus, default=OfferStatus.DRAFT)
    title = models.CharField(max_length=80)
    summary = models.CharField(max_length=200)
    effort = models.CharField(max_length=60)  # "2 tot 4 weekenden"
    materials_supplied = models.CharField(max_length=200, blank=True)  # in words; empty: the tenant buys
    capacity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(500)])
    opens_on = models.DateField()
    closes_on = models.DateField()
    works_from = models.DateField()
    works_until = models.DateField()
    avoided_cost = cents(validators=[MinValueValidator(0)])
    materials_cost = cents(validators=[MinValueValidator(0)])
    handling_cost = cents(validators=[MinValueValidator(0)])
    risk_rate = rate()
    share = rate()
    budget = cents(default=Decimal(0), validators=[MinValueValidator(0)])  # borne of the price differences
    published_at = models.DateTimeField(null=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="offer_closes_after_opening"),
            models.CheckConstraint(condition=Q(works_until__gte=F("works_from")), name="offer_works_in_order"),
            models.CheckConstraint(condition=Q(works_from__gte=F("closes_on")), name="offer_works_after_closing"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="offer_has_places"),
            models.CheckConstraint(
                condition=Q(avoided_cost__gte=0, materials_cost__gte=0, handling_cost__gte=0),
                name="offer_costs_positive",
            ),
            models.CheckConstraint(condition=Q(budget__gte=0), name="offer_budget_positive"),
            models.CheckConstraint(
                condition=Q(risk_rate__gte=0, risk_rate__lte=1, share__gte=0, share__lte=1),
                name="offer_rates_are_rates",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amounts(self) -> Amounts:
        """What the value of one participant follows from, before the survey."""
        return Amounts.of_row(self)

    @property
    def net_saving(self) -> Decimal:
        """What one participant saves the corporation, in euro; may be negative."""
        return self.amounts.net_saving

    @property
    def reward(self) -> Decimal:
        """What the tenant gets before the survey, in euro; 0.00 when nothing is saved."""
        return value.reward(net_saving=self.net_saving, share=self.share)

    @property
    def money_rows(self) -> list[value.Row]:
        """The rows from what is avoided to the reward; the policy is their source."""
        return self.amounts.explain(share=self.share, source=str(self.policy))

    def meter(self, differences: Iterable[Decimal]) -> Meter:
        """What a choice with these price differences does to the budget and the reward."""
        return meter(differences=differences, budget=self.budget, reward=self.reward)

    def is_open_on(self, today: date) -> bool:
        """Whether it can be asked for on a day; the first and the last day both count."""
        return self.status == OfferStatus.PUBLISHED and self.opens_on <= today <= self.closes_on
