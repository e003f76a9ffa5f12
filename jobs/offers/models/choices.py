"""What there is to choose: groups of colours or materials, in the catalogue of a job type or copied into an offer."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corporations.models import Owned, cents
from jobs.offers.models.job_types import JobType
from jobs.offers.models.offers import Offer
from jobs.offers.rules import artwork, colours

PART = r"^[a-z][a-z0-9-]*$"
# names of fields on the pages where a part is a field too
TAKEN = (
    "budget", "capacity", "complex", "effort", "huis", "huishouden", "huur", "klus", "share", "soort", "sum", "summary", "title",
    "toeslag", "verder",
)  # fmt: skip


class ChosenBy(models.TextChoices):
    """How something is chosen: by a colour of the RAL card, or by a picture of what the catalogue has."""

    COLOUR = "colour", _("Een kleur van de RAL-kaart")
    MATERIAL = "material", _("Een materiaal, met een plaatje")


class ChoiceGroup(Owned):
    """Something to choose: in an offer, or in the catalogue that offers of a job type start from. With one choice it is fixed.

    part: its own code, once per job type. spot: where the choice lands in the drawing, by the name that the drawing has for it;
    empty: nowhere. A group of colours has no choices in the catalogue: there is the RAL card.
    """

    offer = models.ForeignKey(Offer, models.CASCADE, null=True, related_name="choice_groups")
    job_type = models.ForeignKey(JobType, models.CASCADE, null=True, related_name="choice_groups")
    part = models.CharField(max_length=20, validators=[RegexValidator(PART)])
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    chosen_by = models.CharField(max_length=8, choices=ChosenBy)
    spot = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "part"], name="choice_group_part_once"),
            models.UniqueConstraint(fields=["job_type", "part"], name="choice_group_catalogue_part_once"),
            models.UniqueConstraint(fields=["offer", "spot"], condition=~Q(spot=""), name="choice_group_spot_once"),
            models.UniqueConstraint(
                fields=["job_type", "spot"], condition=~Q(spot=""), name="choice_group_catalogue_spot_once"
            ),
            models.CheckConstraint(
                condition=Q(offer=None, job_type__isnull=False) | Q(offer__isnull=False, job_type=None),
                name="choice_group_of_an_offer_or_a_job_type",
            ),
            models.CheckConstraint(
                condition=Q(part__regex=PART) & ~Q(part__in=TAKEN), name="choice_group_part_is_a_free_name"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(name_en=""), name="choice_group_has_a_name_in_both"),
            models.CheckConstraint(condition=Q(chosen_by__in=ChosenBy.values), name="choice_group_way_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_part(self) -> str:
        """What it is of, in the reader's language."""
        return self.name_en if get_language() == "en" else self.name

    @cached_property
    def is_fixed(self) -> bool:
        """Whether there is but one choice: it is shown, and not asked."""
        return len(self.choices.all()) == 1

    @property
    def is_coloured(self) -> bool:
        """Whether its choices are colours of the RAL card."""
        return self.chosen_by == ChosenBy.COLOUR


class Choice(Owned):
    """One thing to choose, with what it costs more than the standard, in euro; never negative."""

    group = models.ForeignKey(ChoiceGroup, models.CASCADE, related_name="choices")
    code = models.CharField(max_length=20)  # a RAL number, or the corporation's own
    label = models.CharField(max_length=60, blank=True)  # none: a colour, which the RAL card names
    label_en = models.CharField(max_length=60, blank=True)
    look = models.CharField(max_length=20, blank=True)  # the picture, by its name in `jobs.offers.rules.artwork`
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

    @property
    def is_coloured(self) -> bool:
        """Whether its code is one of the RAL card."""
        return self.group.is_coloured

    @property
    def spot(self) -> str:
        """Where it lands in the drawing; empty: nowhere."""
        return self.group.spot

    @property
    def shows(self) -> str:
        """What a drawing shows of it: the colour, or the look; empty for what has no picture."""
        return self.code if self.is_coloured else artwork.known_look(self.spot, self.look)

    @property
    def paint(self) -> str:
        """How the stylesheet names it, as `artwork.paint_of`."""
        return artwork.paint_of(self.spot, self.shows)

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
