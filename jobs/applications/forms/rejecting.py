from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.applications.models import RejectionGround
from klushuur.ground.forms import inner


class RejectForm(forms.Form):
    """The ground on which an application is refused, from the list."""

    ground = forms.ChoiceField(
        label=_("Waarom kan het niet?"),
        help_text=_("De huurder leest deze reden, en ziet welke klussen wel passen."),
        choices=RejectionGround,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies waarom het niet kan."),
            "invalid_choice": _("Kies een reden uit de lijst."),
        },
    )
    use_required_attribute = False

    @property
    def helper(self) -> FormHelper:
        return inner()
