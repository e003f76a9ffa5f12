from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from jobs.applications.models import Advice, Asbestos, Survey
from klushuur.ground import clock
from klushuur.ground.amounts.fields import MetresField
from klushuur.ground.forms import bare
from klushuur.ground.typed.fields import DayField, TextField

# The condition of a building part, NEN 2767: 1 as new, 6 worn out.
CONDITIONS = {
    1: _("1 · als nieuw"),
    2: _("2 · goed"),
    3: _("3 · redelijk"),
    4: _("4 · matig"),
    5: _("5 · slecht"),
    6: _("6 · zeer slecht"),
}
HIGHEST_M = Decimal(60)


class HeightField(MetresField):
    """How high the work is."""

    default_error_messages = {
        "required": _("Vul in hoe hoog het werk is."),
        "amount": _("Schrijf de hoogte in meters, zoals 4,5."),
        "negative": _("Schrijf de hoogte in meters, zoals 4,5."),
        "too_fine": _("De hoogte heeft ten hoogste één cijfer achter de komma, zoals 4,5."),
        "too_high": _("Deze hoogte kan niet. Vul meters in, geen centimeters."),
    }
    highest = HIGHEST_M


class SurveyForm(forms.ModelForm):
    has_defect = forms.TypedChoiceField(
        label=_("Is er iets stuk of rot?"),
        help_text=_("Iets dat stuk is, maken wij. Daar mag geen klus van komen."),
        choices=[("nee", _("Nee")), ("ja", _("Ja"))],
        coerce=lambda answer: answer == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee.")},
    )
    asbestos = forms.ChoiceField(
        label=_("Ziet u asbest?"),
        choices=Asbestos,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies nee, misschien of ja.")},
    )
    height_m = HeightField(label=_("Hoe hoog is het hoogste punt?"))
    condition = forms.TypedChoiceField(
        label=_("Hoe is de staat van het werk?"),
        choices=list(CONDITIONS.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een staat van 1 tot en met 6.")},
    )
    advice = forms.ChoiceField(
        label=_("Kan de huurder dit zelf doen?"),
        choices=Advice,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u adviseert.")},
    )

    class Meta:
        model = Survey
        fields = ("visited_on", "has_defect", "asbestos", "height_m", "condition", "advice", "note")
        labels = {"visited_on": _("Wanneer was u er?"), "note": _("Wilt u iets opschrijven?")}
        help_texts = {"note": _("Schrijf alleen over het huis, niet over de mensen.")}
        field_classes = {"visited_on": DayField, "note": TextField}
        widgets = {"visited_on": DayField.calendar(), "note": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"visited_on": {"required": _("Vul de dag in waarop u er was.")}}

    use_required_attribute = False

    def __init__(self, *args: Any, ladder_height_m: Decimal, **options: Any) -> None:
        super().__init__(*args, **options)
        height = number_format(ladder_height_m.normalize())
        self.fields["height_m"].help_text = _("In meters, zoals 4,5. Boven %(height)s meter is een steiger nodig.") % {
            "height": height
        }
        self.helper = bare()
        self.helper.field_class = "beside"
        self.helper.layout = Layout(
            "visited_on",
            Field("has_defect", css_class="answers"),
            HTML('{% include "jobs/_if_defect.html" %}'),
            "asbestos",
            "height_m",
            "condition",
            "advice",
            "note",
            HTML('{% include "jobs/_survey_button.html" %}'),
        )

    def clean_visited_on(self) -> date:
        day: date = self.cleaned_data["visited_on"]
        if day > clock.today():
            raise ValidationError(_("Deze dag moet nog komen. Kies vandaag of een dag ervoor."), code="future")
        return day
