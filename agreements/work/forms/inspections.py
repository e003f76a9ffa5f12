"""What an inspector records about finished work."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements.contract.models import Agreement
from agreements.work.models import InspectionResult
from klushuur.ground import clock
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import DayField, TextField


class InspectionForm(forms.Form):
    """Good, or what must be mended."""

    use_required_attribute = False
    visited_on = DayField(
        label=_("Wanneer was u er?"),
        error_messages={"required": _("Vul de dag in waarop u er was.")},
    )
    result = forms.ChoiceField(
        label=_("Is het werk goed?"),
        choices=InspectionResult,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies of het goed is."),
            "invalid_choice": _("Herstellen kan niet nog een keer. Is het niet goed? Neem het werk dan over."),
        },
    )
    note = TextField(
        label=_("Wat moet er hersteld worden?"),
        help_text=_(
            "Alleen als er iets hersteld moet worden. De huurder leest dit. Schrijf over het huis, niet over de mensen."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Dit is te lang. Neem ten hoogste 1000 tekens.")},
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, agreement: Agreement, repairs_left: int) -> None:
        super().__init__(data, initial={"visited_on": clock.today()})
        self.agreement = agreement
        if not repairs_left:
            field: Any = self.fields["result"]
            field.choices = [(InspectionResult.PASSED.value, InspectionResult.PASSED.label)]

    @property
    def helper(self) -> FormHelper:
        helper = inner()
        helper.field_class = "beside"
        return helper

    def clean_visited_on(self) -> date:
        day: date = self.cleaned_data["visited_on"]
        if day > clock.today():
            raise ValidationError(_("Deze dag moet nog komen. Kies vandaag of een dag ervoor."), code="future")
        if day < self.agreement.works_from:
            raise ValidationError(_("Toen was het werk nog niet begonnen. Kies een latere dag."), code="early")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("result") == InspectionResult.REPAIR and not given.get("note"):
            self.add_error("note", ValidationError(_("Schrijf op wat de huurder moet herstellen."), code="required"))
        return given
