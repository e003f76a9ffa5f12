"""After how many months somebody moves out, and in which form the reward would be."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.contract.forecast import WATCHED
from agreements.contract.forms.choosing import name_of
from agreements.contract.services.choosing import Option
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import WholeField

FIRST_SHOWN = "6"
MISTAKES = ("required", "invalid", "min_value", "max_value")


class LeaseEndForm(forms.Form):
    """Always bound, for the page shows amounts at once: what was not asked is half a year, and the form that was chosen."""

    use_required_attribute = False
    maand = WholeField(
        label=gettext_lazy("Na hoeveel maanden verhuist u?"),
        help_text=gettext_lazy("Tel vanaf de eerste maand van uw beloning. Typ 0 als u al eerder verhuist."),
        min_value=0,
        max_value=WATCHED,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3, "autocomplete": "off"}),
    )
    vorm = forms.ChoiceField(
        label=gettext_lazy("In welke vorm krijgt u uw beloning?"),
        error_messages={"invalid_choice": gettext_lazy("Kies een van deze mogelijkheden.")},
    )

    def __init__(self, asked: Mapping[str, object], *, options: list[Option], now: Option | None) -> None:
        self.options = {option.code: option for option in options}
        self.now = now or next((option for option in options if option.months), options[0])
        known = {"maand": FIRST_SHOWN, "vorm": self.now.code}
        super().__init__(known | {name: asked[name] for name in known if name in asked})
        month: Any = self.fields["maand"]
        form: Any = self.fields["vorm"]
        month.error_messages = dict.fromkeys(MISTAKES, _("Typ een heel getal van 0 tot en met %d.") % WATCHED)
        form.choices = [(option.code, name_of(option)) for option in options]
        if len(options) == 1:
            del self.fields["vorm"]

    @property
    def helper(self) -> FormHelper:
        helper = inner()
        helper.layout = Layout(*self.fields)
        return helper

    @property
    def option(self) -> Option:
        """The one that was asked about; the usual one while the question is not right."""
        return self.options[self.cleaned_data.get("vorm", self.now.code)]
