"""Leaving an address, and asking to throw it away again."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.offers.models import JobType
from jobs.offers.services.offers import job_types
from klushuur.ground.forms import bare
from klushuur.ground.typed.fields import AddressField


class InterestForm(forms.Form):
    """An address, and the kind of job that it is about."""

    use_required_attribute = False
    klus = forms.ModelChoiceField(
        JobType.objects.none(),
        to_field_name="code",
        label=_("Welke klus zou u willen doen?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een klus."),
            "invalid_choice": _("Deze klus kennen wij niet. Kies een klus uit de lijst."),
        },
    )
    email = AddressField(label=_("Uw e-mailadres"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klus"].queryset = job_types()  # type: ignore[attr-defined]
        self.fields["email"].help_text = CONSENT

    @property
    def helper(self) -> FormHelper:
        helper = bare()
        helper.add_input(Submit("go", _("Bewaar mijn e-mailadres"), css_class="button"))
        return helper


CONSENT = _(
    "Wij bewaren alleen uw e-mailadres en de klus, ten hoogste 90 dagen, en alleen om u over deze klus te mailen. U kunt uw adres meteen weer weg laten gooien."
)
