"""What a tenant asks for: the application, what was chosen, seen and said."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corporations.models import Lease, Owned, PolicyVersion, StaffMember, cents, is_party
from jobs.applications import actions
from jobs.applications.rules.service_clock import ServiceClock, service_clock
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.models import COLOURED, Offer, Part
from jobs.offers.rules.choosing import surplus
from klushuur.ground.accounts.models import User
from klushuur.ground.journal.actions import arrows
from klushuur.ground.journal.states import Machine
from klushuur.ground.scope import scope
from tenants.models import Tenant, WeekPart, week_parts


class ApplicationReason(StrEnum):
    """Why a case goes on, for the journal: more than one arrow leads there. Codes of rows that stand: never change one."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    PLACE_TAKEN = "place taken"


class Who(models.TextChoices):
    """Who does the work. Of a company the skills are not asked."""

    SELF = "self", _("Ik doe het zelf")
    FRIENDS = "friends", _("Ik doe het samen met familie of vrienden")
    COMPANY = "company", _("Ik laat het door een bedrijf doen")


class RejectionGround(models.TextChoices):
    """Why an application can be refused (docs/rules.md, hard rule 8)."""

    DEFECT = "defect", _("Er is iets stuk. Dat maken wij, dat hoeft u niet te doen.")
    ASBESTOS = "asbestos", _("Er zit misschien asbest. Dan mag u er niet aan werken.")
    HEIGHT = "height", _("Het werk is te hoog om veilig zelf te doen.")
    PLANNED = "planned", _("Wij doen dit werk binnen drie jaar zelf.")
    PROTECTED = "protected", _("Uw huis is beschermd. Dit mag er niet aan veranderen.")
    QUALITY = "quality", _("Het werk dat u voorstelt is niet goed genoeg voor het huis.")
    MONEY = "money", _("Het levert te weinig op.")
    RISK = "risk", _("Het risico is te groot.")
    PLANNING = "planning", _("Het past niet in onze planning.")
    FACTS = "facts", _("Wij weten te weinig over de klus om ja te zeggen.")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Which cases: whose, and where they stand."""

    def visible_to(self, user: User) -> "ApplicationQuerySet":
        """Staff see what was handed in; a tenant sees what is of the own lease."""
        if user.kind == "staff":
            # a draft is the tenant's own until it is handed in
            return self.filter(~Q(status=ApplicationStatus.DRAFT), corporation=user.scope_id)
        if user.kind == "tenant":
            return self.filter(is_party(user, "lease"), corporation_id=scope.here())
        return self.none()

    def open(self) -> "ApplicationQuerySet":
        """Not at an end: these count for one at a time for each home and offer."""
        return self.exclude(status__in=FINAL)

    def to_survey(self) -> "ApplicationQuerySet":
        """A home that the inspector still has to visit."""
        return self.filter(status=ApplicationStatus.IN_REVIEW)

    def holding_a_place(self) -> "ApplicationQuerySet":
        """Taken off the capacity of their offer, also those that were only asked."""
        return self.filter(holds_place=True)

    def in_line(self) -> "ApplicationQuerySet":
        """On a waiting list, and not asked yet."""
        return self.filter(status=ApplicationStatus.WAITING, holds_place=False)

    def asked(self) -> "ApplicationQuerySet":
        """A place is kept for them; the tenant must say whether they want it."""
        return self.filter(status=ApplicationStatus.WAITING, holds_place=True)

    def silent(self, today: date) -> "ApplicationQuerySet":
        """Asked, and without an answer on the last day to answer."""
        return self.asked().filter(place_until__lt=today)

    def with_last_word(self) -> Any:
        """Each with `last_is_ours`: whether the last message of its thread is ours; None without one."""
        last = Question.objects.filter(application=models.OuterRef("pk")).order_by("-pk")
        return self.annotate(last_is_ours=models.Subquery(last.values("is_staff")[:1]))

    def with_case(self) -> "ApplicationQuerySet":
        """Each with what a page of the case shows, in one query."""
        return self.select_related(
            "offer__complex", "offer__job_type", "offer__officer", "lease__dwelling", "tenant", "policy", "officer"
        )


class Application(Machine, Owned):
    """A tenant's wish to do a job: from draft to accepted or not."""

    ACTIONS: ClassVar = actions.ACTIONS
    TRANSITIONS: ClassVar = arrows(ApplicationStatus, actions.ACTIONS)

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="applications")
    lease = models.ForeignKey(Lease, models.PROTECT, related_name="applications")
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="applications")
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    officer = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+")  # who took it up
    status = models.CharField(max_length=15, choices=ApplicationStatus, default=ApplicationStatus.DRAFT)
    holds_place = models.BooleanField(default=False)
    place_until = models.DateField(null=True)  # the last day to say yes to a place that came free
    waiting_since = models.DateField(null=True)  # when it came on the waiting list, last
    start_on = models.DateField(null=True)
    who = models.CharField(max_length=10, choices=Who, blank=True)
    skills = models.JSONField(default=dict, blank=True)  # of each SkillType's code the Level, as it was answered here
    available = week_parts()
    phone = models.CharField(max_length=20, blank=True)  # to reach the tenant about this case
    remarks = models.TextField(max_length=1000, blank=True)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    clock_starts_on = models.DateField(null=True)
    ground = models.CharField(max_length=12, choices=RejectionGround, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["offer", "lease"],
                condition=~Q(status__in=["rejected", "withdrawn"]),
                name="application_one_open_a_home",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(status="withdrawn")
                | Q(submitted_at__isnull=False, start_on__isnull=False),
                name="application_whole_when_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(ground=""), name="application_rejected_with_a_ground"
            ),
            models.CheckConstraint(
                condition=Q(holds_place=False)
                | Q(status__in=["in_review", "info_requested", "surveyed", "accepted"])
                | Q(status="waiting", place_until__isnull=False),
                name="application_place_given_or_offered",
            ),
            models.CheckConstraint(
                condition=Q(place_until__isnull=True) | Q(status="waiting", holds_place=True),
                name="application_answers_only_when_asked",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False), name="application_waits_since_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """For people to name the case by; it opens nothing."""
        return f"KH-{self.begun_at.year}-{self.pk:06}"

    def is_asked_on(self, today: date) -> bool:
        """Whether a place is kept for this tenant, to say yes or no to."""
        is_kept = self.status == ApplicationStatus.WAITING and self.holds_place
        return is_kept and self.place_until is not None and self.place_until >= today

    @property
    def phone_to_call(self) -> str:
        """The number that was given for this case, else the one in the profile."""
        return self.phone or self.tenant.phone

    @property
    def available_in_words(self) -> str:
        """When the tenant can be reached, in the reader's language; empty when it was not asked."""
        return " · ".join(str(WeekPart(part).label) for part in self.available)

    @property
    def surplus(self) -> Decimal:
        """What the choice costs above the offer's budget, in euro: it goes off the reward."""
        return surplus(differences=[choice.difference for choice in self.choices.all()], budget=self.offer.budget)

    def clock_on(self, today: date) -> ServiceClock | None:
        """The 28/56-day clock; None before it was handed in."""
        if self.clock_starts_on is None:
            return None
        return service_clock(
            starts_on=self.clock_starts_on,
            today=today,
            amber_days=self.policy.amber_days,
            red_days=self.policy.red_days,
        )


FINAL = frozenset(status for status, arrows in Application.TRANSITIONS.items() if not arrows)


class ApplicationChoice(Owned):
    """What the tenant chose: name, detail and price difference are frozen here when the application is handed in."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="choices")
    part = models.CharField(max_length=10, choices=Part)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    detail = models.CharField(max_length=80, blank=True)  # "160 mm, zacht, prikt niet"
    detail_en = models.CharField(max_length=80, blank=True)
    difference = cents(default=Decimal(0))

    class Meta:
        ordering: ClassVar = ["part"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "part"], name="application_part_once")]

    def __str__(self) -> str:
        return f"{self.part} {self.code}"

    @property
    def is_coloured(self) -> bool:
        """Whether its code is one of the RAL card."""
        return self.part in COLOURED

    @property
    def shown_name(self) -> str:
        """In the reader's language; `name` is Dutch, which binds."""
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def shown_detail(self) -> str:
        """In the reader's language, as `shown_name`; empty for a colour."""
        return (get_language() == "en" and self.detail_en) or self.detail


class Asbestos(models.TextChoices):
    """What the inspector saw; anything but NONE stops the job (docs/rules.md, hard rule 7)."""

    NONE = "none", _("Nee")
    SUSPECT = "suspect", _("Misschien")
    FOUND = "found", _("Ja")


class Advice(models.TextChoices):
    """What the inspector thinks of the tenant doing it."""

    DO = "do", _("Kan")
    SCAFFOLD = "scaffold", _("Kan, met een steiger")
    REFUSE = "refuse", _("Kan niet")


class Survey(Owned):
    """What the inspector saw before the job (voorinspectie)."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="survey")
    inspector = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    visited_on = models.DateField()
    has_defect = models.BooleanField()
    asbestos = models.CharField(max_length=8, choices=Asbestos)
    height_m = models.DecimalField(
        max_digits=4, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(60)]
    )
    condition = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(6)])  # NEN 2767
    advice = models.CharField(max_length=10, choices=Advice)
    note = models.TextField(max_length=1000, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(condition__gte=1, condition__lte=6), name="survey_condition_1_to_6"),
        ]

    def __str__(self) -> str:
        return f"opname {self.pk}"


class Question(Owned):
    """One message in the thread of a case: a question or an answer, by a tenant or by us. Never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="questions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_staff = models.BooleanField()
    text = models.TextField(max_length=2000)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="question_says_something")]

    def __str__(self) -> str:
        return f"bericht {self.pk}"
