from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobs.forms.amounts import AmountField

# The page itself answers with the new sum; without a script the button does.
LIVE = {
    "hx_post": "",
    "hx_vals": '{"sum": "1"}',
    "hx_trigger": "input delay:400ms, change",
    "hx_select": "#sum",
    "hx_target": "#sum",
    "hx_swap": "outerHTML",
}


class QuoteForm(forms.Form):
    """The amounts for one home; risk and share are the offer's."""

    avoided = AmountField(label=_("Kosten die wij niet maken"), help_text=_("Wat zou een bedrijf bij dit huis kosten?"))
    materials = AmountField(
        label=_("Wat het materiaal kost"), help_text=_("Het materiaal dat wij geven, met het budget voor meerprijs.")
    )
    handling = AmountField(label=_("Wat onze uren kosten"), help_text=_("Kijken, regelen en keuren."))
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.form_class = "sections"
        figures = Div("avoided", "materials", "handling", HTML('{% include "jobs/_sum_button.html" %}'), **LIVE)
        total = Div(HTML('{% include "jobs/_sum.html" %}'), css_id="sum", aria_live="polite")
        self.helper.layout = Layout(
            Div(Div(figures, total, css_class="with-sum"), css_class="card"),
            HTML('{% include "agreements/_quote_button.html" %}'),
        )

    def figures(self) -> dict[str, Decimal] | None:
        """The amounts, when all three are right; a reward of nothing is worth showing too."""
        return self.cleaned_data if len(self.cleaned_data) == len(self.fields) else None

    def refuse_nothing(self) -> None:
        message = _(
            "Met deze bedragen besparen wij niets, dus er is geen beloning. Controleer ze, of wijs de aanvraag af."
        )
        self.add_error(None, ValidationError(message, code="nothing"))
