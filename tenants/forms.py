from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from klushuur.ground.accounts.forms import RequestCodeForm
from klushuur.ground.forms import question
from klushuur.ground.typed.fields import CodeField
from tenants.models import ALPHABET, CODE_LENGTH

LONGEST = 40  # of what is typed as a code

# Why a code from a letter can't be used, and what to do; the corporation's number follows.
REFUSALS = {
    "unknown": _(
        "Wij kennen deze code niet. Kijk of u elke letter goed hebt getypt. Lukt het niet? Bel ons: %(phone)s."
    ),
    "used": _(
        "Deze code is al gebruikt. Hebt u dat zelf gedaan? Dan kunt u gewoon inloggen. Zo niet, bel ons: %(phone)s."
    ),
    "expired": _("Deze code is te oud. Bel ons voor een nieuwe brief: %(phone)s."),
    "shared": _(
        "Met dit e-mailadres is al iemand anders van uw huis aangemeld. Log uit en neem een eigen e-mailadres, of bel ons: %(phone)s."
    ),
    "often": _("U hebt te vaak een code geprobeerd. Wacht een uur, of bel ons: %(phone)s."),
}


class CodeForm(forms.Form):
    """The code from the letter; dashes, spaces and case do not count."""

    use_required_attribute = False
    code = CodeField(
        alphabet=ALPHABET,
        label=_("Welke code staat in uw brief?"),
        help_text=_("De code heeft 12 letters en cijfers. Streepjes en hoofdletters maken niet uit."),
        max_length=LONGEST,
        error_messages={"required": _("Typ de code uit uw brief.")},
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    @property
    def helper(self) -> FormHelper:
        return question(_("Volgende"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if len(code) == CODE_LENGTH and not set(code) <= set(ALPHABET):
            raise forms.ValidationError(
                _("In een code staat nooit een 0, O, 1 of I. Kijk in uw brief welk teken er staat."), code="signs"
            )
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(
                _("Dit is niet de hele code. Hij heeft 12 letters en cijfers, zoals K7MQ-4XPD-9HTR."), code="length"
            )
        return code


class AddressForm(RequestCodeForm):
    """Where the sign-in code goes. It answers the same to every address."""

    @property
    def helper(self) -> FormHelper:
        return question(_("Mail mij een code"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Wat is uw e-mailadres?")
        self.fields["email"].help_text = _("Wij mailen u een toegangscode. Een wachtwoord hebt u niet nodig.")
