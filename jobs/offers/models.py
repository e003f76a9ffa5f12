"""What a corporation offers: a kind of job, an offer of it, and what there is to choose."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corporations.models import Complex, Owned, PolicyVersion, StaffMember, cents, rate
from corporations.money import value
from corporations.money.amounts import Amounts
from jobs.offers import actions
from jobs.offers.rules import colours
from jobs.offers.rules.choosing import Meter, meter
from jobs.offers.statuses import OfferStatus
from klushuur.ground.accounts.models import User
from klushuur.ground.http import Actor
from klushuur.ground.journal.actions import arrows
from klushuur.ground.journal.states import Machine
from klushuur.ground.scope import scope


class JobKind(models.TextChoices):
    """What sort of work: it decides the drawing, the gate and the words of the agreement."""

    PAINTING = "painting", _("Buitenschilderwerk")
    INSULATION = "insulation", _("Zolder isoleren")
    KITCHEN = "kitchen", _("Keuken plaatsen")


class JobType(Owned):
    """An entry of the corporation's catalogue of jobs, with what an offer of it starts from: texts, amounts and choices."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=JobKind, default=JobKind.PAINTING)
    title = models.CharField(max_length=80, blank=True)
    summary = models.CharField(max_length=200, blank=True)
    effort = models.CharField(max_length=60, blank=True)
    materials_supplied = models.CharField(max_length=200, blank=True)
    avoided_cost = cents(null=True, blank=True)
    materials_cost = cents(null=True, blank=True)
    handling_cost = cents(null=True, blank=True)  # none: the policy's
    budget = cents(default=Decimal(0))
    skills = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # codes of SkillType that it needs

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporation", "code"], name="job_type_code_once"),
            models.CheckConstraint(
                condition=Q(budget__gte=0)
                & (Q(avoided_cost=None) | Q(avoided_cost__gte=0))
                & (Q(materials_cost=None) | Q(materials_cost__gte=0))
                & (Q(handling_cost=None) | Q(handling_cost__gte=0)),
                name="job_type_amounts_positive",
            ),
            models.CheckConstraint(condition=Q(skills__len__lte=3), name="job_type_asks_three_skills_at_most"),
        ]

    def __str__(self) -> str:
        return self.name


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

    ACTIONS: ClassVar = actions.ACTIONS
    TRANSITIONS: ClassVar = arrows(OfferStatus, actions.ACTIONS)

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

    @property
    def kind(self) -> str:
        """One of `JobKind`; asks for the job type, so fetch it along."""
        return self.job_type.kind

    def meter(self, differences: Iterable[Decimal]) -> Meter:
        """What a choice with these price differences does to the budget and the reward."""
        return meter(differences=differences, budget=self.budget, reward=self.reward)

    def is_open_on(self, today: date) -> bool:
        """Whether it can be asked for on a day; the first and the last day both count."""
        return self.status == OfferStatus.PUBLISHED and self.opens_on <= today <= self.closes_on


class Part(models.TextChoices):
    """What of a home there is something to choose for."""

    DOOR = "door", _("Voordeur")
    FRAME = "frame", _("Kozijnen")
    INSULATION = "insulation", _("Isolatie")
    FRONT = "front", _("Kastdeurtjes")
    WORKTOP = "worktop", _("Werkblad")
    HANDLE = "handle", _("Grepen")


COLOURED = frozenset(
    {Part.DOOR, Part.FRAME}
)  # the parts that get a colour of the RAL card; the other ones have a catalogue


class ChoiceGroup(Owned):
    """Something to choose: in an offer, or in the catalogue that offers of a job type start from. With one choice it is fixed."""

    offer = models.ForeignKey(Offer, models.CASCADE, null=True, related_name="choice_groups")
    job_type = models.ForeignKey(JobType, models.CASCADE, null=True, related_name="choice_groups")
    part = models.CharField(max_length=10, choices=Part)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "part"], name="choice_group_part_once"),
            models.UniqueConstraint(fields=["job_type", "part"], name="choice_group_catalogue_part_once"),
            models.CheckConstraint(
                condition=Q(offer=None, job_type__isnull=False) | Q(offer__isnull=False, job_type=None),
                name="choice_group_of_an_offer_or_a_job_type",
            ),
        ]

    def __str__(self) -> str:
        return self.get_part_display()

    @cached_property
    def is_fixed(self) -> bool:
        """Whether there is but one choice: it is shown, and not asked."""
        return len(self.choices.all()) == 1

    @property
    def is_coloured(self) -> bool:
        """Whether its choices are colours of the RAL card."""
        return self.part in COLOURED


class Choice(Owned):
    """One thing to choose, with what it costs more than the standard, in euro; never negative."""

    group = models.ForeignKey(ChoiceGroup, models.CASCADE, related_name="choices")
    code = models.CharField(max_length=20)  # a RAL number, or a look of `jobs.offers.rules.artwork`
    label = models.CharField(max_length=60, blank=True)  # none: a colour, which the RAL card names
    label_en = models.CharField(max_length=60, blank=True)
    feel = models.CharField(max_length=60, blank=True)  # "zacht, prikt niet"
    feel_en = models.CharField(max_length=60, blank=True)
    thickness_mm = models.PositiveSmallIntegerField(null=True, blank=True)
    difference = cents(default=Decimal(0))  # what it costs more than the standard
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "code"], name="choice_code_once"),
            models.CheckConstraint(condition=Q(difference__gte=0), name="choice_difference_positive"),
        ]

    def __str__(self) -> str:
        return self.label or f"RAL {self.code}"

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.name_in(get_language() or "nl")

    @property
    def detail(self) -> str:
        """Thickness and feel, in the reader's language; empty for a colour."""
        return self.detail_in(get_language() or "nl")

    def name_in(self, language: str) -> str:
        """The name in `nl` (or any other language than `en`) or `en`."""
        if not self.label:
            return colours.name_of(self.code, language=language)
        return (language == "en" and self.label_en) or self.label

    def detail_in(self, language: str) -> str:
        """Thickness and feel in words, in that language, or nothing."""
        thickness = f"{self.thickness_mm} mm" if self.thickness_mm else ""
        feel = (language == "en" and self.feel_en) or self.feel
        return ", ".join(filter(None, (thickness, feel)))
