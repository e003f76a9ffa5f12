"""What a job changes of the points of a home: asked for an indication, by a form that stores nothing."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from corporations.money import years
from corporations.money.points import LONGEST_WORKTOP
from jobs.offers.models import JobKind
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import WholeField


class PointsForm(forms.Form):
    """The label after insulating, or the worktop after a new kitchen."""

    label_after = forms.ChoiceField(
        label=_("Energielabel na de klus"),
        error_messages={
            "required": _("Kies het label na de klus."),
            "invalid_choice": _("Kies een label uit de lijst, van A++++ tot G."),
        },
    )
    worktop_after = WholeField(
        label=_("Lengte van het aanrecht na de klus, in millimeters"),
        min_value=1,
        max_value=LONGEST_WORKTOP,
        error_messages={
            "required": _("Vul de lengte van het aanrecht in, in millimeters."),
            "invalid": _("Schrijf de lengte in hele millimeters, zoals 2400."),
            "min_value": _("Een aanrecht is ten minste 1 millimeter lang."),
            "max_value": _("Een aanrecht is ten hoogste 20.000 millimeter lang. Controleer de lengte."),
        },
    )
    use_required_attribute = False

    def __init__(self, data: Mapping[str, object], *, kind: str, year: int) -> None:
        asked = {JobKind.INSULATION: "label_after", JobKind.KITCHEN: "worktop_after"}[JobKind(kind)]
        super().__init__(data if asked in data else None)
        self.fields = {asked: self.fields[asked]}
        if kind == JobKind.INSULATION:
            label: Any = self.fields[asked]
            label.choices = [("", _("Kies een label")), *((name, name) for name in years.points_of(year).labels)]

    @property
    def helper(self) -> FormHelper:
        return inner()
