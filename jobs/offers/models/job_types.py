"""A kind of job is data: what of it is chosen, allowed, asked, drawn, reckoned and agreed stands in rows of the corporation."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar, TypedDict

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corporations.models import Owned, cents
from jobs.offers.rules.calculators import calculator_choices
from jobs.offers.rules.conditions import Gate
from jobs.offers.rules.drawings import drawing_choices

LONGEST_TERM = 600  # months in which an own investment can keep value
GATES = {
    Gate.ASBESTOS: _("Eerst onderzoek naar asbest"),
    Gate.PROTECTED: _("In een beschermd complex alleen de kleuren van nu"),
    Gate.SEASON: _("Alleen in het schilderseizoen"),
}


class SafetyClass(models.TextChoices):
    """How careful whoever does the work has to be."""

    LIGHT = "light", _("Licht: gewoon gereedschap, binnen bereik")
    CARE = "care", _("Let op: een ladder, stof of zware delen")
    HEAVY = "heavy", _("Zwaar: op hoogte of aan leidingen, met een vakman erbij")


class UsualAnswer(models.TextChoices):
    """What we usually say to a tenant who asks for such a job without an offer."""

    FREE = "free", _("Vrij: de huurder hoeft niets te vragen")
    YES = "yes", _("Meteen ja")
    ASK = "ask", _("Eerst vragen")
    FIRM = "firm", _("Alleen door een erkend bedrijf")
    NEVER = "never", _("Nooit")


class Vat(models.IntegerChoices):
    """The rates of VAT, in percent: an amount with a rate includes it (Wet OB 1968, art. 9 and table I)."""

    NONE = 0, _("geen btw")
    LOW = 9, "9 %"
    HIGH = 21, "21 %"


def _both(name: str) -> Q:
    """Either language has this text, or neither."""
    return Q(**{name: "", f"{name}_en": ""}) | (~Q(**{name: ""}) & ~Q(**{f"{name}_en": ""}))


def _vat(default: Vat) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(choices=Vat, default=default)


class JobType(Owned):
    """An entry of the corporation's catalogue of jobs: what such a job is, and what an offer of it starts from.

    What differs from job to job stands here and in its `texts` and `choice_groups`, and nowhere in code: code knows drawings and
    calculators of points by name. What a running case relies on it keeps as a `JobTypeVersion`.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    title = models.CharField(max_length=80, blank=True)
    title_en = models.CharField(max_length=80, blank=True)
    summary = models.CharField(max_length=200, blank=True)
    summary_en = models.CharField(max_length=200, blank=True)
    effort = models.CharField(max_length=60, blank=True)
    effort_en = models.CharField(max_length=60, blank=True)
    materials_supplied = models.CharField(max_length=200, blank=True)
    materials_supplied_en = models.CharField(max_length=200, blank=True)
    avoided_cost = cents(null=True, blank=True)
    avoided_vat = _vat(Vat.HIGH)
    materials_cost = cents(null=True, blank=True)
    materials_vat = _vat(Vat.HIGH)
    handling_cost = cents(null=True, blank=True)  # none: the policy's
    handling_vat = _vat(Vat.NONE)  # our own hours
    budget = cents(default=Decimal(0))
    skills = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # codes of SkillType that it needs
    gates = ArrayField(
        models.CharField(max_length=12, choices=[(gate.value, label) for gate, label in GATES.items()]),
        default=list,
        blank=True,
    )
    safety_class = models.CharField(max_length=8, choices=SafetyClass)
    usual_answer = models.CharField(max_length=8, choices=UsualAnswer, default=UsualAnswer.ASK)
    investment_months = models.PositiveSmallIntegerField()  # so long an own investment keeps value
    drawing = models.CharField(max_length=20, choices=drawing_choices, blank=True)  # none: pages go without
    calculator = models.CharField(max_length=20, choices=calculator_choices, blank=True)  # none: it changes no points

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
            models.CheckConstraint(condition=~Q(name="") & ~Q(name_en=""), name="job_type_has_a_name_in_both"),
            models.CheckConstraint(
                condition=_both("title") & _both("summary") & _both("effort") & _both("materials_supplied"),
                name="job_type_says_it_in_both",
            ),
            models.CheckConstraint(
                condition=Q(gates__contained_by=[gate.value for gate in Gate]), name="job_type_gates_are_known"
            ),
            models.CheckConstraint(
                condition=Q(safety_class__in=SafetyClass.values), name="job_type_safety_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(usual_answer__in=UsualAnswer.values), name="job_type_usual_answer_is_known"
            ),
            models.CheckConstraint(
                condition=Q(avoided_vat__in=Vat.values, materials_vat__in=Vat.values, handling_vat__in=Vat.values),
                name="job_type_vat_is_a_rate",
            ),
            models.CheckConstraint(
                condition=Q(investment_months__range=(1, LONGEST_TERM)), name="job_type_investment_has_a_term"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The name in `nl` (or any other language than `en`) or `en`."""
        return self.name_en if language == "en" else self.name

    @property
    def shown_name(self) -> str:
        """In the reader's language."""
        return self.name_in(get_language() or "nl")

    @property
    def shown_summary(self) -> str:
        """In the reader's language, as `shown_name`."""
        return self.summary_en if get_language() == "en" else self.summary

    @property
    def has_season(self) -> bool:
        """Whether the weather decides when it can be done."""
        return Gate.SEASON in self.gates

    @cached_property
    def words(self) -> dict[str, str]:
        """What pages say in each place that has one text, in the reader's language: TextPlace to text. One query."""
        return {one.place: one.shown for one in self.texts.all() if one.place not in LISTED}


class TextPlace(models.TextChoices):
    """Where a text of a job type is said: on the page of a choice, in the agreement, or in the description of the work."""

    ASKS = "asks", _("De vraag waarmee de huurder kiest")
    CHOOSE = "choose", _("De kop boven de keuzes")
    BENEFIT = "benefit", _("Waarom het goed is voor de huurder (afspraak 2)")
    EXCLUDED = "excluded", _("Wat niet bij de klus hoort (afspraak 3)")
    FIRM = "firm", _("Wat een erkend bedrijf doet (afspraak 3)")
    QUALITY = "quality", _("Wat goed werk is (afspraak 5)")
    WEATHER = "weather", _("Bij welk weer (afspraak 6)")
    SAFETY = "safety", _("Hoe het veilig gaat (afspraak 9)")
    STEP = "step", _("Wat er gebeurt, stap voor stap")
    TOOL = "tool", _("Waarmee")


LISTED = frozenset({TextPlace.QUALITY, TextPlace.STEP, TextPlace.TOOL})  # more than one text, in order
# without these there is no page to choose on and no agreement to sign
NEEDED = frozenset(
    {
        TextPlace.ASKS,
        TextPlace.CHOOSE,
        TextPlace.BENEFIT,
        TextPlace.EXCLUDED,
        TextPlace.QUALITY,
        TextPlace.SAFETY,
    }
)


class JobText(Owned):
    """One text of a job type, in Dutch, which binds, and in English."""

    job_type = models.ForeignKey(JobType, models.CASCADE, related_name="texts")
    place = models.CharField(max_length=8, choices=TextPlace)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["place", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job_type", "place", "position"], name="job_text_place_once"),
            models.CheckConstraint(condition=Q(place__in=TextPlace.values), name="job_text_place_is_known"),
            models.CheckConstraint(
                condition=Q(position=0) | Q(place__in=sorted(LISTED)), name="job_text_lists_only_where_listed"
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(text_en=""), name="job_text_says_it_in_both"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.position}"

    @property
    def shown(self) -> str:
        """In the reader's language."""
        return self.text_en if get_language() == "en" else self.text


class KeptText(TypedDict):
    """One text in `JobTypeVersion.texts`."""

    nl: str
    en: str


class JobTypeVersion(Owned):
    """What a job type said when a case began. Never changes (a trigger keeps it so), whatever becomes of the job type.

    A case keeps its version as it keeps its policy: the term of an own investment, the drawing, the clauses. texts: lists of
    KeptText by TextPlace, in their order.
    """

    job_type = models.ForeignKey(JobType, models.PROTECT, related_name="versions")
    sha256 = models.CharField(max_length=64)  # of all that follows: the same words are the same version
    investment_months = models.PositiveSmallIntegerField()
    drawing = models.CharField(max_length=20, choices=drawing_choices, blank=True)
    texts = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job_type", "sha256"], name="job_type_version_once"),
            models.CheckConstraint(
                condition=Q(investment_months__range=(1, LONGEST_TERM)), name="job_type_version_has_a_term"
            ),
        ]

    def __str__(self) -> str:
        return f"soort klus {self.job_type_id}, versie {self.pk}"

    def text(self, place: str) -> str:
        """The text of this place in Dutch, which binds; empty without one."""
        return next(iter(self.lines(place)), "")

    def lines(self, place: str) -> list[str]:
        """Every text of this place in Dutch, in order."""
        kept: Iterable[KeptText] = self.texts.get(str(place), [])
        return [one["nl"] for one in kept]
