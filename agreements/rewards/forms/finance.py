"""What finance asks and records about money: a day, and the increase of a year."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements.rewards.services import increases
from klushuur.ground import clock
from klushuur.ground.amounts.amounts import percent_as_typed
from klushuur.ground.amounts.fields import PercentField
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import DayField

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


def within(day: date) -> date:
    """Raises ValidationError for a day that nobody can mean."""
    if not FIRST <= day <= LAST:
        raise ValidationError(_("Kies een dag tussen 2000 en 2100."), code="far")
    return day


class DayForm(forms.Form):
    """On which day: today when nothing was asked."""

    use_required_attribute = False
    op = DayField(label=_("Op welke dag?"))

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__({"op": clock.today().isoformat()} if not data or "op" not in data else data)

    @property
    def helper(self) -> FormHelper:
        return inner()

    def clean_op(self) -> date:
        return within(self.cleaned_data["op"])


class IncreaseForm(forms.Form):
    """The increase of all rents on 1 July of a year."""

    use_required_attribute = False
    rate = PercentField(
        label=_("Huurverhoging in procenten"),
        help_text=_("Zoals u die hebt vastgesteld. Bijvoorbeeld 4,1."),
        error_messages={"required": _("Vul de huurverhoging in, zoals 4,1.")},
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, year: int, rate: Decimal | None = None) -> None:
        super().__init__(data, initial={"rate": rate})
        self.year = year

    @property
    def helper(self) -> FormHelper:
        return inner()

    def clean_rate(self) -> Decimal:
        rate: Decimal = self.cleaned_data["rate"]
        limit = increases.limit(self.year)
        if rate <= limit:
            return rate
        said = {"year": self.year, "highest": percent_as_typed(limit)}
        if increases.highest(self.year) is None:
            raise ValidationError(
                _("Meer dan %(highest)s %% kan niet kloppen. Bent u de komma vergeten? Schrijf bijvoorbeeld 4,1."),
                code="unlikely",
                params=said,
            )
        raise ValidationError(
            _("In %(year)d mag de huur ten hoogste %(highest)s %% omhoog. Vul een lager percentage in."),
            code="above the law",
            params=said,
        )
