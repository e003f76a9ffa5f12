"""The agreement, and who signed it."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from agreements.contract import actions
from agreements.contract.models.grounds import GROUNDS, DeclineGround, VersionReason
from agreements.contract.models.quotes import Quote
from agreements.contract.statuses import DESCRIBED, GIVEN_UP, AgreementStatus
from corporations.models import LeaseParty, Owned, StaffMember, is_party, parties_of
from corporations.money.forms import LONGEST_DISCOUNT, Plan, form_choices, form_of
from jobs.applications.models import Application
from jobs.applications.statuses import Described
from klushuur.ground.accounts.models import User
from klushuur.ground.journal.actions import arrows
from klushuur.ground.journal.states import Machine
from klushuur.ground.scope import scope


def _lacks_a_signature() -> Exists:
    """Whether a party of the lease has not signed the present text yet: what was signed before it does not count."""
    signed = Signature.objects.filter(
        agreement=OuterRef(OuterRef("pk")), text_sha256=OuterRef(OuterRef("text_sha256")), party=OuterRef("pk")
    )
    return Exists(LeaseParty.objects.filter(lease=OuterRef("application__lease")).exclude(Exists(signed)))


# The situations that a status may be in where its last day depends on them (`statuses.Described.due`).
_IN_SITUATION = {"": Q(), "mended": Q(repaired_at__isnull=False)}


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Which agreements: what a person may see, and what waits for whom."""

    def visible_to(self, user: User) -> "AgreementQuerySet":
        """Staff see their corporation's; a tenant sees what was offered on the own lease."""
        if user.kind == "staff":
            assert user.scope_id is not None  # a database constraint
            return self.filter(corporation_id=user.scope_id)
        if user.kind == "tenant":
            # once offered a tenant goes on seeing it, also while a new version is with the manager
            here = self.filter(corporation_id=scope.here(), offered_at__isnull=False)
            return here.filter(is_party(user, "application__lease"))
        return self.none()

    def running(self) -> "AgreementQuerySet":
        """Not given up: a case has one of these at most."""
        return self.exclude(status__in=GIVEN_UP)

    def awaiting_approval(self) -> "AgreementQuerySet":
        """Handed in; a manager has to decide about the terms."""
        return self.filter(status=AgreementStatus.APPROVAL)

    def awaiting_the_corporation(self) -> "AgreementQuerySet":
        """Every party has signed; the corporation has not."""
        return self.filter(status=AgreementStatus.OFFERED).exclude(_lacks_a_signature())

    def overdue(self, today: date) -> "AgreementQuerySet":
        """Offered, and not signed by every party on the last day to sign."""
        return self.filter(_lacks_a_signature(), status=AgreementStatus.OFFERED, sign_before__lt=today)

    def to_inspect(self, today: date) -> "AgreementQuerySet":
        """Waits for the inspector: reported ready or mended, or not mended on the last day. The first to do comes first."""
        is_over = Q(repaired_at__isnull=False) | Q(repair_before__lt=today)
        waiting = self.with_due().filter(
            Q(status=AgreementStatus.COMPLETED) | (Q(status=AgreementStatus.REPAIR) & is_over)
        )
        return waiting.order_by(F("due_on"), "pk")

    def to_reward(self) -> "AgreementQuerySet":
        """Accepted work for which finance has recorded nothing yet."""
        return self.filter(status=AgreementStatus.ACCEPTED)

    def with_due(self) -> "AgreementQuerySet":
        """With `due_on`: the last day for what has to happen now, by whoever has to do it; None when there is none."""
        # the plain case of a status comes last: the first that fits counts
        days = [
            When(_IN_SITUATION[situation], status=status, then=F(column))
            for status, described in DESCRIBED.items()
            for situation, column in sorted(described.due.items(), reverse=True)
        ]
        return self.annotate(due_on=Case(*days, output_field=models.DateField()))

    def with_case(self) -> "AgreementQuerySet":
        """With all that a page, a mail or the text says of the case, in the same query."""
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

    ACTIONS: ClassVar = actions.ACTIONS
    TRANSITIONS: ClassVar = arrows(AgreementStatus, actions.ACTIONS)

    application = models.ForeignKey(Application, models.PROTECT, related_name="agreements")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=15, choices=AgreementStatus, default=AgreementStatus.DRAFTED)
    forms_allowed = ArrayField(models.CharField(max_length=12, choices=form_choices))
    months_allowed = ArrayField(models.PositiveSmallIntegerField(), default=list)  # of a discount, one of these
    form = models.CharField(max_length=12, choices=form_choices, blank=True)  # empty until a party picks one
    months = models.PositiveSmallIntegerField(null=True)  # of a lower rent
    lowers_the_rent = models.BooleanField(default=False)  # what the form does; kept, so that SQL need know no names
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
    reward_from = models.DateField(null=True)  # the first month of a lower rent
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
                condition=Q(lowers_the_rent=False, months=None)
                | (Q(lowers_the_rent=True, months__isnull=False, months__range=(1, LONGEST_DISCOUNT)) & ~Q(form="")),
                name="agreement_months_of_a_lower_rent",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number of the case, by which people know the agreement too."""
        return self.application.reference

    @property
    def described(self) -> Described:
        """What there is to say of its status."""
        return DESCRIBED[AgreementStatus(self.status)]

    @property
    def was_refused_by_tenant(self) -> bool:
        """Whether a party said no to what was offered, with a reason."""
        return self.status == AgreementStatus.DECLINED and self.ground in DeclineGround.values

    @property
    def reward(self) -> Decimal:
        """What the tenant gets in all, in euro, in whichever form: as the quote says."""
        amount: Decimal = self.quote.reward
        return amount

    def pick(self, form: str, months: int | None) -> None:
        """Have this form from here on, with what it does to the rent. Of this object: nothing is written."""
        self.form, self.months, self.lowers_the_rent = form, months, form_of(form).lowers_the_rent

    @property
    def plan(self) -> Plan | None:
        """What the form comes to, by the rent and the increases of the quote; None until a form was picked."""
        made: Quote = self.quote
        return made.plan(self.form, self.months) if self.form else None

    @property
    def schedule(self) -> list[Decimal]:
        """What goes off the rent, month by month; empty for a one-off."""
        made = self.plan
        return made.monthly if made else []

    @property
    def has_other_parties(self) -> bool:
        """Whether the lease has other parties by now than when the terms were made. One query."""
        return bool(self.parties) and self.parties != parties_of(self.application.lease_id)


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
