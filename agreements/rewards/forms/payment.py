"""What finance fills in about a reward that was paid."""

from collections.abc import Mapping
from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from klushuur.ground import clock
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import DayField


class PaymentForm(forms.Form):
    """The day on which the reward was paid."""

    use_required_attribute = False
    paid_on = DayField(
        label=_("Betaald op"),
        error_messages={"required": _("Vul de dag in waarop er is betaald.")},
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, not_before: date | None) -> None:
        super().__init__(data, initial={"paid_on": clock.today()})
        self.not_before = not_before

    @property
    def helper(self) -> FormHelper:
        return inner()

    def clean_paid_on(self) -> date:
        day: date = self.cleaned_data["paid_on"]
        if day > clock.today():
            raise ValidationError(_("Deze dag moet nog komen. Kies vandaag of een dag ervoor."), code="future")
        if self.not_before and day < self.not_before:
            first = {"day": date_format(self.not_before, "j F Y")}
            raise ValidationError(_("Betalen kan pas vanaf %(day)s. Kies een latere dag."), code="early", params=first)
        return day
