"""What finance corrects of a rent change or a payout: one question a page."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements.contract.models import Payout, RentChange
from agreements.rewards.forms.finance import within
from agreements.rewards.services.balance import Correction
from corporations.money.shadow import month_after
from klushuur.ground.amounts.fields import AmountField
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import DayField, MonthField


class CorrectForm(forms.Form):
    """Other values of a row. `given`: what of it becomes another, for the verb."""

    use_required_attribute = False
    row: Any

    def __init__(self, data: Mapping[str, object] | None = None, *, row: RentChange | Payout) -> None:
        self.row = row
        super().__init__(data, initial=self.now())

    @property
    def helper(self) -> FormHelper:
        return inner()

    @property
    def given(self) -> Correction:
        """What of the row becomes another; of a form that is right."""
        raise NotImplementedError

    def now(self) -> dict[str, object]:
        """The fields as the row is now."""
        return {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and all(getattr(self.row, name) == value for name, value in self.given.items()):
            raise ValidationError(_("Zo staat het er al. Verander iets, of ga terug."), code="same")
        return cleaned


class PeriodForm(CorrectForm):
    """Other months."""

    first = MonthField(label=_("Eerste maand met een lagere huur"))
    last = MonthField(label=_("Laatste maand met een lagere huur"))

    def now(self) -> dict[str, object]:
        row = self.row
        return {"first": row.starts_on, "last": max(row.starts_on, month_after(row.ends_on, -1))}

    def clean_first(self) -> date:
        return within(self.cleaned_data["first"])

    def clean_last(self) -> date:
        last = within(self.cleaned_data["last"])
        if "first" in self.cleaned_data and last < self.cleaned_data["first"]:
            raise ValidationError(_("De laatste maand is vóór de eerste. Kies een latere maand."), code="before")
        return last

    @property
    def given(self) -> Correction:
        return {"starts_on": self.cleaned_data["first"], "ends_on": month_after(self.cleaned_data["last"])}


class LeaseEndedForm(CorrectForm):
    """After which month nothing goes off the rent."""

    last = MonthField(
        label=_("Wat is de laatste maand waarin de huurder huurt?"),
        help_text=_(
            "Stopt de huur midden in een maand? Kies dan die maand: een maand die is begonnen, geeft u helemaal."
        ),
    )

    def clean_last(self) -> date:
        return within(self.cleaned_data["last"])

    @property
    def given(self) -> Correction:
        return {"ends_on": month_after(self.cleaned_data["last"])}

    def clean(self) -> dict[str, Any]:
        return forms.Form.clean(self) or {}  # this row may stay as it is while a later one stops


class AmountForm(CorrectForm):
    """Another amount."""

    amount = AmountField(label=_("Wat is het goede bedrag?"), help_text=_("In euro, zoals 93,92."))

    def now(self) -> dict[str, object]:
        return {"amount": self.row.amount}

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(
                _("Vul een bedrag boven € 0 in. Moet deze regel weg? Ga terug en trek hem in."), code="nothing"
            )
        return amount

    @property
    def given(self) -> Correction:
        return {"amount": self.cleaned_data["amount"]}


class DueForm(CorrectForm):
    """Another day on which it is to be paid."""

    due_on = DayField(label=_("Vanaf welke dag betaalt u dit?"))

    def now(self) -> dict[str, object]:
        return {"due_on": self.row.due_on}

    def clean_due_on(self) -> date:
        return within(self.cleaned_data["due_on"])

    @property
    def given(self) -> Correction:
        return {"due_on": self.cleaned_data["due_on"]}


class WithdrawForm(CorrectForm):
    """Nothing to fill in: the row goes."""

    @property
    def given(self) -> Correction:
        if isinstance(self.row, RentChange):
            return {"ends_on": self.row.starts_on}
        return {"amount": Decimal("0.00")}
