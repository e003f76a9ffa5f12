"""What a corporation chooses, from a date on: its policy, where finance books, and the annual increase."""

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corporations.models.corporation import Owned, cents, rate
from corporations.models.homes import Dwelling
from corporations.money import forms as money
from corporations.money.forms import DISCOUNT, LONGEST_DISCOUNT, ONE_OFF

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ExitOption(models.TextChoices):
    """What happens to a discount that still runs when the lease ends."""

    LAPSES = "lapses", _("De korting vervalt")
    BOUGHT_OFF = "bought_off", _("Wij betalen de rest in één keer")
    HANDED_OVER = "handed_over", _("De volgende huurder neemt de korting over")


class CountsForAllowance(models.TextChoices):
    """Whether the discount counts in the rent for the rent allowance (VERA: subsidiesoort)."""

    YES = "sub", _("telt mee voor de huurtoeslag")
    NO = "nsu", _("telt niet mee voor de huurtoeslag")


class PayoutKind(models.TextChoices):
    """What is paid beside a form that lowers the rent."""

    REMAINDER = "remainder", _("De rest, in één keer")
    BUY_OFF = "buy_off", _("Afkoop bij verhuizen")


def posting_kinds() -> dict[str, "StrOrPromise"]:
    """What finance books, by code: each form of a reward, first those that go off the rent; and what is paid beside them."""
    in_order = sorted(money.every_form(), key=lambda form: not form.lowers_the_rent)
    return {form.code: form.posting for form in in_order} | dict(PayoutKind.choices)


def check_form(code: str) -> None:
    """Raises ValidationError for what is no form of a reward; which there are is no matter of the database."""
    if code not in money.codes():
        raise ValidationError(_("Kies een vorm uit de lijst."), code="form")


def _usual_forms() -> list[str]:
    return [ONE_OFF, DISCOUNT]


def _usual_increases() -> list[Decimal]:
    return [Decimal("0.041"), Decimal("0.03"), Decimal("0.03")]


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
    forms = ArrayField(models.CharField(max_length=12, validators=[check_form]), default=_usual_forms)
    # what we assume of the next annual increases, the first one first; the last holds for the years after it
    increase_rates = ArrayField(rate(), default=_usual_increases)
    letters_month = models.PositiveSmallIntegerField(default=4)  # the letters about the increase go out on this day,
    letters_day = models.PositiveSmallIntegerField(default=1)  # so that from it on the next increase counts
    shows_rows = models.BooleanField(default=True)  # a tenant sees every row of the sum, or only the share
    advises = models.BooleanField(default=False)  # staff see which form often fits
    exit_option = models.CharField(max_length=12, choices=ExitOption, default=ExitOption.BOUGHT_OFF)
    counts_for_allowance = models.CharField(max_length=3, choices=CountsForAllowance, blank=True)  # empty: not decided
    offer_cost = cents(default=Decimal(0))  # what making an offer costs us, once

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporation", "number"], name="policy_number_once"),
            models.UniqueConstraint(fields=["corporation", "starts_on"], name="policy_one_a_day"),
            models.CheckConstraint(
                condition=Q(discount_months__contained_by=list(range(1, LONGEST_DISCOUNT + 1))),
                name="policy_discount_is_temporary",
            ),
            models.CheckConstraint(condition=Q(forms__len__gte=1), name="policy_has_a_form"),
            models.CheckConstraint(condition=Q(increase_rates__len__gte=1), name="policy_has_an_increase"),
            models.CheckConstraint(
                condition=Q(letters_month__range=(1, 12), letters_day__range=(1, 28)), name="policy_letters_on_a_day"
            ),
            models.CheckConstraint(condition=Q(offer_cost__gte=0), name="policy_offer_cost_positive"),
        ]

    def __str__(self) -> str:
        return f"beleid {self.number}"

    @property
    def letters(self) -> dict[str, int]:
        """The day on which the letters about the increase go out, as `corporations.money.shadow` asks it."""
        return {"letters_month": self.letters_month, "letters_day": self.letters_day}

    def forms_for(self, home: Dwelling) -> list[str]:
        """The forms of a reward that this home may have: a lower rent is for self-contained ones (Wet tijdelijke huurkorting)."""
        return [code for code in self.forms if home.is_self_contained or not money.form_of(code).lowers_the_rent]


class PolicyPosting(Owned):
    """Where finance books one kind of money under a policy version."""

    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=12, choices=posting_kinds)
    ledger_account = models.CharField(max_length=20)
    cost_centre = models.CharField(max_length=20, blank=True)
    vat_code = models.CharField(max_length=10, default="VRI")  # exempt: letting of homes

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["policy", "kind"], name="posting_kind_once")]

    def __str__(self) -> str:
        return f"boeking {self.pk}"


class AnnualIncrease(Owned):
    """The increase of all rents on 1 July of a year, as the corporation decided it."""

    year = models.PositiveSmallIntegerField()
    rate = rate()
    decided_by = models.ForeignKey("StaffMember", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporation", "year"], name="increase_year_once"),
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lte=1), name="increase_is_a_rate"),
        ]

    def __str__(self) -> str:
        return f"verhoging {self.year}"
