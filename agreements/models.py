from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from corporations.models import LeaseParty, Owned, PolicyVersion, StaffMember, cents, rate
from corporations.rules import LONGEST_DISCOUNT
from jobs.models import Application
from jobs.rules.forms import discount
from klushuur import files, scope
from klushuur.journal.states import Machine


class Form(models.TextChoices):
    ONE_OFF = "one_off", _("Eén keer geld")
    DISCOUNT = "discount", _("Korting op de huur")


class Quote(Owned):
    """A snapshot of the calculation. Never changes: a new calculation is a new row (a trigger keeps it so)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="quotes")
    version = models.PositiveSmallIntegerField()
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    avoided_cost = cents()
    materials_cost = cents()
    handling_cost = cents()
    risk_rate = rate()
    share = rate()
    net_saving = cents()
    surplus = cents(default=Decimal(0))  # of the price differences, what went off the reward
    reward = cents()
    rows = models.JSONField()
    sha256 = models.CharField(max_length=64)
    drafted_by = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "version"], name="quote_version_once"),
            models.CheckConstraint(condition=Q(reward__gt=0), name="quote_reward_is_positive"),
        ]

    def __str__(self) -> str:
        return f"voorstel {self.pk}"


class Status(models.TextChoices):
    DRAFTED = "drafted", _("concept")
    APPROVAL = "approval", _("ligt bij de manager")
    APPROVED = "approved", _("goedgekeurd")
    OFFERED = "offered", _("klaar om te tekenen")
    SIGNED = "signed", _("getekend")
    IN_PROGRESS = "in_progress", _("bezig")
    SUSPENDED = "suspended", _("even gestopt")
    COMPLETED = "completed", _("klaar gemeld")
    INSPECTED = "inspected", _("gekeurd")
    REPAIR = "repair", _("nog te herstellen")
    ACCEPTED = "accepted", _("goedgekeurd werk")
    REWARDING = "rewarding", _("beloning loopt")
    FINISHED = "finished", _("afgerond")
    DECLINED = "declined", _("niet doorgegaan")
    EXPIRED = "expired", _("verlopen")
    TAKEN_OVER = "taken_over", _("door ons overgenomen")
    TERMINATED = "terminated", _("beëindigd")


class RefusalGround(models.TextChoices):
    """Why a manager refuses, or asks the officer to look again."""

    MONEY = "money", _("Het bedrag klopt niet of is te hoog.")
    RISK = "risk", _("Het risico is te groot.")
    PLANNING = "planning", _("Het past niet in onze planning.")
    FACTS = "facts", _("Er ontbreken feiten.")


class DeclineGround(models.TextChoices):
    """Why a tenant does not want what was offered."""

    AMOUNT = "amount", _("Het bedrag is te laag.")
    TIME = "time", _("Ik heb er geen tijd voor.")
    MIND = "mind", _("Ik heb mij bedacht.")
    MOVING = "moving", _("Ik ga verhuizen.")
    OTHER = "other", _("Een andere reden.")


class SuspendGround(models.TextChoices):
    """Why the work stands still for a while."""

    WEATHER = "weather", _("Het weer is te slecht.")
    ILLNESS = "illness", _("Er is iemand ziek.")
    ASBESTOS = "asbestos", _("Er ligt misschien asbest.")
    DELIVERY = "delivery", _("Er is iets niet geleverd.")
    OTHER = "other", _("Een andere reden.")


class TakeOverGround(models.TextChoices):
    """Why the corporation finishes the work itself."""

    TIME_OVER = "time_over", _("Het werk is niet op tijd klaar.")
    NOT_GOOD = "not_good", _("Het werk is na het herstellen nog niet goed.")
    UNSAFE = "unsafe", _("Het werk is niet veilig.")
    CANNOT = "cannot", _("De huurder kan niet verder.")


class TerminateGround(models.TextChoices):
    """Why a manager ends an agreement that both sides signed."""

    BREACH = "breach", _("De afspraken zijn niet nagekomen.")
    LEASE_ENDS = "lease_ends", _("De huur stopt.")
    OWN_WORKS = "own_works", _("Wij slopen, verkopen of verbouwen zelf.")
    TOGETHER = "together", _("Huurder en corporatie besloten dit samen.")


COOLING_OFF = "cooling_off"
GROUNDS = list(
    {
        **dict(RefusalGround.choices),
        **dict(DeclineGround.choices),
        **dict(SuspendGround.choices),
        **dict(TakeOverGround.choices),
        **dict(TerminateGround.choices),
        COOLING_OFF: _("De huurder heeft zich bedacht binnen de bedenktijd."),
    }.items()
)


class VersionReason(models.TextChoices):
    """Why an officer makes a new version of what was offered."""

    DATES = "dates", _("De dagen om te werken zijn anders.")
    AMOUNTS = "amounts", _("De bedragen zijn anders.")
    PARTIES = "parties", _("De huurders van de woning zijn anders.")
    MISTAKE = "mistake", _("Er stond iets fout in de tekst.")


def parties_of(lease_id: int) -> list[list[Any]]:
    """Who rents by this lease: the number and the name of each, as the terms hold them."""
    return [
        [pk, name] for pk, name in LeaseParty.objects.filter(lease=lease_id).order_by("pk").values_list("pk", "name")
    ]


def _is_party(user: Any, lease: str) -> Exists:
    """Whether this account is a party of the lease; asked apart, for a join would have to be made distinct."""
    return Exists(LeaseParty.objects.filter(lease=OuterRef(lease), user=user))


def _lacks_a_signature() -> Exists:
    """Whether a party of the lease has not signed the present text yet: what was signed before it does not count."""
    signed = Signature.objects.filter(
        agreement=OuterRef(OuterRef("pk")), text_sha256=OuterRef(OuterRef("text_sha256")), party=OuterRef("pk")
    )
    return Exists(LeaseParty.objects.filter(lease=OuterRef("application__lease")).exclude(Exists(signed)))


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Staff see their corporation's; a tenant sees what was offered on the own lease."""
        if user.kind == "staff":
            return self.filter(corporation_id=user.scope_id)
        if user.kind == "tenant":
            here = self.filter(corporation_id=scope.here(), offered_at__isnull=False)
            return here.filter(_is_party(user, "application__lease"))
        return self.none()

    def running(self) -> "AgreementQuerySet":
        """Not given up: a case has one of these at most."""
        return self.exclude(status__in=[Status.DECLINED, Status.EXPIRED, Status.TERMINATED])

    def awaiting_approval(self) -> "AgreementQuerySet":
        return self.filter(status=Status.APPROVAL)

    def awaiting_the_corporation(self) -> "AgreementQuerySet":
        """Every party has signed; the corporation has not."""
        return self.filter(status=Status.OFFERED).exclude(_lacks_a_signature())

    def overdue(self, today: date) -> "AgreementQuerySet":
        """Offered, and not signed by every party on the last day to sign."""
        return self.filter(_lacks_a_signature(), status=Status.OFFERED, sign_before__lt=today)

    def to_inspect(self, today: date) -> "AgreementQuerySet":
        """Waits for the inspector: reported ready or mended, or not mended on the last day. The first to do comes first."""
        is_over = Q(repaired_at__isnull=False) | Q(repair_before__lt=today)
        waiting = self.with_due().filter(Q(status=Status.COMPLETED) | (Q(status=Status.REPAIR) & is_over))
        return waiting.order_by(F("due_on"), "pk")

    def to_reward(self) -> "AgreementQuerySet":
        """Accepted work for which finance has recorded nothing yet."""
        return self.filter(status=Status.ACCEPTED)

    def with_due(self) -> "AgreementQuerySet":
        """With `due_on`: the last day for what has to happen now, by whoever has to do it; None when there is none."""
        days = [
            When(status=Status.OFFERED, then=F("sign_before")),
            When(status__in=[Status.SIGNED, Status.IN_PROGRESS, Status.SUSPENDED], then=F("works_until")),
            When(status=Status.REPAIR, repaired_at=None, then=F("repair_before")),
            When(status__in=[Status.COMPLETED, Status.REPAIR], then=F("inspect_before")),
        ]
        return self.annotate(due_on=Case(*days, output_field=models.DateField()))

    def with_case(self) -> "AgreementQuerySet":
        return self.select_related(
            "quote__policy",
            "quote__drafted_by",
            "corporation",
            "application__offer__complex",
            "application__offer__job_type",
            "application__offer__officer",
            "application__lease__dwelling",
            "application__tenant__user",
            "application__survey__inspector",
        )


class Agreement(Machine, Owned):
    """What corporation and tenant agree about one job, from draft to the end."""

    TRANSITIONS: ClassVar = {
        Status.DRAFTED: frozenset({Status.APPROVAL, Status.DECLINED}),
        Status.APPROVAL: frozenset({Status.APPROVED, Status.DRAFTED, Status.DECLINED}),
        Status.APPROVED: frozenset({Status.OFFERED, Status.DRAFTED, Status.DECLINED}),
        Status.OFFERED: frozenset({Status.SIGNED, Status.DRAFTED, Status.DECLINED, Status.EXPIRED}),
        Status.SIGNED: frozenset({Status.IN_PROGRESS, Status.TERMINATED}),
        Status.IN_PROGRESS: frozenset({Status.SUSPENDED, Status.COMPLETED, Status.TAKEN_OVER, Status.TERMINATED}),
        Status.SUSPENDED: frozenset({Status.IN_PROGRESS, Status.TAKEN_OVER, Status.TERMINATED}),
        Status.COMPLETED: frozenset({Status.INSPECTED, Status.TAKEN_OVER, Status.TERMINATED}),
        Status.INSPECTED: frozenset({Status.REPAIR, Status.ACCEPTED, Status.TAKEN_OVER, Status.TERMINATED}),
        Status.REPAIR: frozenset({Status.INSPECTED, Status.TAKEN_OVER, Status.TERMINATED}),
        Status.ACCEPTED: frozenset({Status.REWARDING, Status.FINISHED}),
        Status.REWARDING: frozenset({Status.FINISHED}),
        Status.FINISHED: frozenset(),
        Status.DECLINED: frozenset(),
        Status.EXPIRED: frozenset(),
        Status.TAKEN_OVER: frozenset(),
        Status.TERMINATED: frozenset(),
    }

    application = models.ForeignKey(Application, models.PROTECT, related_name="agreements")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=15, choices=Status, default=Status.DRAFTED)
    forms_allowed = ArrayField(models.CharField(max_length=12, choices=Form))
    months_allowed = ArrayField(models.PositiveSmallIntegerField(), default=list)  # of a discount, one of these
    form = models.CharField(max_length=12, choices=Form, blank=True)  # empty until a party picks one
    months = models.PositiveSmallIntegerField(null=True)  # of a discount
    works_from = models.DateField()
    works_until = models.DateField()
    parties = models.JSONField(default=list)  # of the lease, when the terms were made: those who sign
    terms_sha256 = models.CharField(max_length=64)  # what is approved
    text = models.TextField(blank=True)  # the exact HTML that is shown and signed
    text_sha256 = models.CharField(max_length=64, blank=True)  # what is signed
    made_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    offered_on = models.DateField(null=True)
    sign_before = models.DateField(null=True)
    ground = models.CharField(max_length=12, choices=GROUNDS, blank=True)  # of the last no, stop or end
    question = models.CharField(max_length=500, blank=True)  # of the manager, when asking back
    ready_note = models.CharField(max_length=1000, blank=True)  # of the tenant, about the work
    inspect_before = models.DateField(null=True)  # the inspector's last day
    repair_before = models.DateField(null=True)  # the tenant's last day to mend what was not good
    repaired_at = models.DateTimeField(null=True)  # the tenant says it is mended; empty again after the next look
    accepted_on = models.DateField(null=True)
    rewarded_on = models.DateField(null=True)  # a one-off was paid on this day
    reward_from = models.DateField(null=True)  # the first month of a discount
    version_reason = models.CharField(max_length=10, choices=VersionReason, blank=True)  # from the second version on

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("overeenkomst")
        verbose_name_plural = _("overeenkomsten")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(status__in=["declined", "expired", "terminated"]),
                name="agreement_one_open_a_case",
            ),
            models.CheckConstraint(condition=Q(works_until__gte=F("works_from")), name="agreement_works_in_order"),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "rewarding", "finished"]) | Q(accepted_on__isnull=False),
                name="agreement_accepted_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(rewarded_on=None) | Q(accepted_on__isnull=False, rewarded_on__gte=F("accepted_on")))
                & (Q(reward_from=None) | Q(accepted_on__isnull=False, reward_from__gt=F("accepted_on"))),
                name="agreement_reward_after_acceptance",
            ),
            models.CheckConstraint(
                condition=(~Q(status="rewarding") | Q(reward_from__isnull=False))
                & (~Q(status="finished") | Q(rewarded_on__isnull=False) | Q(reward_from__isnull=False)),
                name="agreement_finished_with_a_reward",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["taken_over", "terminated"]) | ~Q(ground=""),
                name="agreement_ends_with_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["drafted", "approval", "approved", "declined"])
                | (
                    Q(offered_at__isnull=False, sign_before__isnull=False)
                    & (~Q(text_sha256="") | Q(status__in=["offered", "expired"], form=""))
                ),
                name="agreement_has_a_text_when_offered",
            ),
            models.CheckConstraint(
                condition=Q(form="discount", months__isnull=False, months__range=(1, LONGEST_DISCOUNT))
                | (~Q(form="discount") & Q(months=None)),
                name="agreement_months_of_a_discount",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return self.application.reference

    @property
    def was_refused_by_tenant(self) -> bool:
        """Whether a party said no to what was offered, with a reason."""
        return self.status == Status.DECLINED and self.ground in DeclineGround.values

    @property
    def reward(self) -> Decimal:
        amount: Decimal = self.quote.reward
        return amount

    @property
    def schedule(self) -> list[Decimal]:
        """What goes off the rent, month by month; empty without a discount."""
        return discount(reward=self.reward, months=self.months) if self.months else []

    @property
    def has_other_parties(self) -> bool:
        """Whether the lease has other parties by now than when the terms were made. One query."""
        return bool(self.parties) and self.parties != parties_of(self.application.lease_id)


class Approval(Owned):
    """A manager's yes to exactly these terms."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="approvals")
    approver = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    terms_sha256 = models.CharField(max_length=64)
    amount = cents()
    mandate = cents()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "approver", "terms_sha256"], name="approval_once"),
            models.CheckConstraint(condition=Q(amount__lte=F("mandate")), name="approval_within_the_mandate"),
        ]

    def __str__(self) -> str:
        return f"goedkeuring {self.pk}"


class OfferedText(Owned):
    """A text that tenants could sign, as it was. Kept for ever: a trigger lets nobody change or remove it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="offered_texts")
    number = models.PositiveSmallIntegerField()  # from 1, over all versions; it stands in the text, so no two are alike
    version = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=12, choices=Form)
    months = models.PositiveSmallIntegerField(null=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="offered_text_number_once"),
            models.UniqueConstraint(fields=["agreement", "text_sha256"], name="offered_text_once"),
        ]

    def __str__(self) -> str:
        return f"tekst {self.pk}"


class SigningCode(Owned):
    """A one-time code to sign with: bound to a person and to the exact text; only its hash is kept."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"tekencode {self.pk}"


class Signature(Owned):
    """Somebody's signature under the exact text. Written once; a trigger lets nobody change or remove it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    version = models.PositiveSmallIntegerField()
    text_sha256 = models.CharField(max_length=64)
    party = models.ForeignKey(LeaseParty, models.PROTECT, null=True, related_name="+")  # of the lease, or
    member = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+")  # of the corporation
    name = models.CharField(max_length=100)  # as typed
    way = models.CharField(max_length=20)  # code_by_mail or second_factor
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["signed_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, member=None) | Q(party=None, member__isnull=False),
                name="signature_of_one_side",
            ),
            models.CheckConstraint(condition=~Q(text_sha256=""), name="signature_of_a_text"),
            models.UniqueConstraint(
                fields=["agreement", "version", "text_sha256", "party"],
                condition=Q(party__isnull=False),
                name="signature_party_once",
            ),
            models.UniqueConstraint(
                fields=["agreement", "version", "text_sha256"],
                condition=Q(member__isnull=False),
                name="signature_corporation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"handtekening {self.pk}"


class InspectionResult(models.TextChoices):
    PASSED = "passed", _("Het werk is goed")
    REPAIR = "repair", _("Er moet nog iets hersteld worden")


class Inspection(Owned):
    """What the inspector saw after the work (keuring). Written once; a trigger lets nobody change or remove it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="inspections")
    round = models.PositiveSmallIntegerField()  # 1 after the work, 2 after the first repair, ...
    inspector = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    visited_on = models.DateField()
    result = models.CharField(max_length=8, choices=InspectionResult)
    note = models.CharField(max_length=1000, blank=True)  # what must be mended
    repair_before = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["round"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "round"], name="inspection_round_once"),
            models.CheckConstraint(
                condition=Q(result="passed", repair_before=None)
                | (Q(result="repair", repair_before__gt=F("visited_on")) & ~Q(note="")),
                name="inspection_repair_with_a_term_and_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"keuring {self.pk}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        if user.kind == "staff":
            return self.filter(corporation_id=user.scope_id)
        if user.kind == "tenant":
            return self.filter(_is_party(user, "agreement__application__lease"), corporation_id=scope.here())
        return self.none()


class Document(Owned):
    """A file that was made once and is kept: one per agreement, version and kind."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="documents")
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    file = models.FileField(max_length=200)
    rendered_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "version", "kind"], name="document_once"),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"

    def content(self) -> bytes:
        """The file as it was made. Raises files.Damaged."""
        return files.read(str(self.file.name), sha256=self.rendered_sha256)


class ReminderKind(models.TextChoices):
    """What a reminder asks for; `agreements.reminders` says when."""

    SIGN = "sign", _("Tekenen")
    START = "start", _("Beginnen met de klus")
    FINISH = "finish", _("Op tijd klaar zijn")


class ReminderStatus(models.TextChoices):
    WAITING = "waiting", _("komt nog")
    SENT = "sent", _("verstuurd")
    SKIPPED = "skipped", _("niet meer nodig")
    MISSED = "missed", _("niet verstuurd: het was te laat")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def waiting(self) -> "ReminderQuerySet":
        return self.filter(status=ReminderStatus.WAITING)

    def due(self, today: date) -> "ReminderQuerySet":
        return self.waiting().filter(due_on__lte=today)


class Reminder(Owned):
    """A reminder on its day: written when its reason begins, decided on the local date, once. Rows are kept: a ledger."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reminders")
    version = models.PositiveSmallIntegerField(default=1)  # of the agreement
    kind = models.CharField(max_length=20, choices=ReminderKind)
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=ReminderStatus, default=ReminderStatus.WAITING)
    decided_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "version", "kind", "due_on"], name="reminder_once"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at=None) | (~Q(status="waiting") & Q(decided_at__isnull=False)),
                name="reminder_decided_or_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"herinnering {self.pk}"
