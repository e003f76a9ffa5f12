"""One question a page: what a tenant or an officer fills in while the work goes on."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.contract.models import SuspendGround, TakeOverGround, TerminateGround
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import TextField


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""

    @property
    def helper(self) -> FormHelper:
        return inner()


class ReadyForm(forms.Form):
    """That the work is ready, or mended."""

    use_required_attribute = False
    note = TextField(
        label=_("Wilt u er iets bij zeggen?"),
        help_text=_("Dat hoeft niet. Schrijf over het werk, niet over mensen. Foto’s sturen kan nog niet."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Dit is te lang. Neem ten hoogste 1000 tekens.")},
    )

    @property
    def helper(self) -> FormHelper:
        return inner()


class GroundForm(forms.Form):
    """A ground from a list."""

    grounds: ClassVar[type[TextChoices]]
    question: ClassVar[Promise]
    use_required_attribute = False
    ground = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een reden uit de lijst."),
            "invalid_choice": _("Kies een reden uit de lijst."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["ground"]
        field.choices, field.label = self.grounds.choices, self.question

    @property
    def helper(self) -> FormHelper:
        return inner()


class SuspendForm(GroundForm):
    grounds = SuspendGround
    question = _("Waarom ligt het werk stil?")


class TakeOverForm(GroundForm):
    grounds = TakeOverGround
    question = _("Waarom nemen wij het over?")


class TerminateForm(GroundForm):
    grounds = TerminateGround
    question = _("Waarom stopt de overeenkomst?")
