"""What a job changes of the points of a home: asked for an indication, by a form that stores nothing."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from corporations.money import years
from corporations.money.points import LONGEST_WORKTOP
from jobs.offers.rules.calculators import Calculator
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import WholeField


class PointsForm(forms.Form):
    """What a home will have after the job: the one field that a calculator asks for, by its name."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, object], *, year: int) -> None:
        (asked,) = self.base_fields
        super().__init__(data if asked in data else None)
        self.year = year

    @property
    def helper(self) -> FormHelper:
        return inner()


class LabelForm(PointsForm):
    """The label after insulating."""

    label_after = forms.ChoiceField(
        label=_("Energielabel na de klus"),
        error_messages={
            "required": _("Kies het label na de klus."),
            "invalid_choice": _("Kies een label uit de lijst, van A++++ tot G."),
        },
    )

    def __init__(self, data: Mapping[str, object], *, year: int) -> None:
        super().__init__(data, year=year)
        label: Any = self.fields["label_after"]
        label.choices = [("", _("Kies een label")), *((name, name) for name in years.points_of(year).labels)]


class WorktopForm(PointsForm):
    """The worktop after a new kitchen."""

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


_FORMS: dict[str, type[PointsForm]] = {next(iter(form.base_fields)): form for form in (LabelForm, WorktopForm)}


def points_form(calculator: Calculator, data: Mapping[str, object], *, year: int) -> PointsForm:
    """The form that asks what this calculator wants to know."""
    return _FORMS[calculator.after](data, year=year)
