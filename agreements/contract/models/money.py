"""The money as it was agreed, changed and paid: rows that are never changed, only replaced by one that names them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from agreements.contract.models.agreements import Agreement
from corporations.models import LeaseParty, Owned, StaffMember, cents, posting_kinds
from corporations.money.shadow import month_after, months_between
from klushuur.ground.accounts.models import User

Row_co = TypeVar("Row_co", bound="Booked", covariant=True)


class Reason(models.TextChoices):
    """Why a row is there."""

    AGREED = "agreed", _("volgens de overeenkomst")
    RATE = "rate", _("de huurverhoging is anders dan aangenomen")
    MISTAKE = "mistake", _("er stond iets fout")
    LEASE_ENDED = "ended", _("de huur is gestopt")


BY_HAND = (Reason.MISTAKE, Reason.LEASE_ENDED)  # what finance recorded, and no increase changes any more


class MoneyQuerySet(models.QuerySet[Row_co]):
    """Which rows of money: what holds, and what a person may see."""

    def current(self) -> Self:
        """What holds: no row took its place."""
        return self.filter(replaced_at=None)

    def visible_to(self, user: User) -> Self:
        """Staff see their corporation's; nobody else sees rows of money."""
        return self.filter(corporation_id=user.scope_id) if user.kind == "staff" else self.none()

    def with_case(self) -> Self:
        """With the tenant, the job and the home, which every list of money names."""
        return self.select_related(
            "agreement__application__tenant",
            "agreement__application__offer",
            "agreement__application__lease__dwelling",
        )


class Booked(Owned):
    """What a rent change and a payout share: a number within the agreement, where finance books it, what it corrects."""

    number = models.PositiveSmallIntegerField()
    amount = cents()
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.AGREED)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    replaced_at = models.DateTimeField(null=True)  # since when another row holds in its place
    ledger_account = models.CharField(max_length=20, blank=True)
    cost_centre = models.CharField(max_length=20, blank=True)
    vat_code = models.CharField(max_length=10, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+")  # none: by itself

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """`KH-MUT-2026-000042`: the number that others know it by."""
        return f"KH-MUT-{self.made_at:%Y}-{self.pk:06}"


class RentChangeQuerySet(MoneyQuerySet["RentChange"]):
    """Rent changes, with what every row of money can be asked."""


class RentChange(Booked):
    """So much off the rent each month of a half-open period (huurmutatie). Never changed: a trigger lets `replaced_at` be filled once."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="rent_changes")
    kind = models.CharField(max_length=12, choices=posting_kinds)
    starts_on = models.DateField()  # the first day of the first month
    ends_on = models.DateField()  # the first day of the month after the last; as `starts_on`: withdrawn

    objects = RentChangeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="rent_change_number_once"),
            models.CheckConstraint(condition=~Q(kind=""), name="rent_change_kind"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="rent_change_amount_positive"),
            models.CheckConstraint(
                condition=Q(starts_on__day=1, ends_on__day=1, ends_on__gte=F("starts_on")),
                name="rent_change_whole_months",
            ),
            ExclusionConstraint(
                name="rent_change_once_a_month",
                expressions=[
                    (
                        # a number as a range: GiST compares integers only with an extension (btree_gist)
                        Func(F("agreement"), F("agreement"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        # half-open as the columns: what is withdrawn is empty, and an empty range overlaps nothing
                        Func(F("starts_on"), F("ends_on"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(replaced_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"huurmutatie {self.pk}"

    @property
    def months(self) -> int:
        """How many months it lasts; 0 when withdrawn."""
        return months_between(self.starts_on, self.ends_on)

    @property
    def every_month(self) -> list[date]:
        """The first day of each of its months; none when withdrawn."""
        return [month_after(self.starts_on, number) for number in range(self.months)]

    @property
    def last_day(self) -> date:
        """Of the last month; the day before the first one when withdrawn."""
        return self.ends_on - timedelta(days=1)

    @property
    def total(self) -> Decimal:
        """What the whole period comes to, in euro."""
        amount: Decimal = self.amount
        return amount * self.months


class PayoutQuerySet(MoneyQuerySet["Payout"]):
    """Payouts, paid or still to be paid."""

    def unpaid(self) -> Self:
        """What holds and is still to be paid."""
        return self.filter(replaced_at=None, paid_on=None, amount__gt=0)


class Payout(Booked):
    """An amount that is paid once. `paid_on` is filled once, by finance; nothing else changes (a trigger)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="payouts")
    kind = models.CharField(max_length=12, choices=posting_kinds)
    due_on = models.DateField()
    paid_on = models.DateField(null=True)
    to_party = models.ForeignKey(LeaseParty, models.PROTECT, related_name="+")

    objects = PayoutQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="payout_number_once"),
            models.CheckConstraint(condition=~Q(kind=""), name="payout_kind"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="payout_amount_positive"),
            models.UniqueConstraint(
                fields=["agreement", "kind"], condition=Q(replaced_at=None), name="payout_kind_once"
            ),
        ]

    def __str__(self) -> str:
        return f"betaling {self.pk}"

    @property
    def reference(self) -> str:
        """`KH-BET-2026-000042`: the number that others know it by."""
        return f"KH-BET-{self.made_at:%Y}-{self.pk:06}"
