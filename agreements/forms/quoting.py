from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements.models import Form
from corporations.models import PolicyVersion
from klushuur.amounts.fields import AmountField

# The page itself answers with the new sum; without a script the button does.
LIVE = {
    "hx_post": "",
    "hx_vals": '{"sum": "1"}',
    "hx_trigger": "input delay:400ms, change",
    "hx_select": "#sum",
    "hx_target": "#sum",
    "hx_swap": "outerHTML",
}


AMOUNTS = ("avoided", "materials", "handling")


class QuoteForm(forms.Form):
    """The amounts for one home, and the forms that its tenant may choose from; risk and share are the offer's."""

    avoided = AmountField(label=_("Kosten die wij niet maken"), help_text=_("Wat zou een bedrijf bij dit huis kosten?"))
    materials = AmountField(
        label=_("Wat het materiaal kost"), help_text=_("Het materiaal dat wij geven, met het budget voor meerprijs.")
    )
    handling = AmountField(label=_("Wat onze uren kosten"), help_text=_("Kijken, regelen en keuren."))
    forms_allowed = forms.MultipleChoiceField(
        label=_("Hoe mag de huurder de beloning krijgen?"),
        choices=Form,
        initial=Form.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kies ten minste één vorm."),
            "invalid_choice": _("Kies een vorm uit de lijst."),
        },
    )
    use_required_attribute = False

    def __init__(self, *args: Any, policy: PolicyVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        self._say_the_months(policy.discount_months)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.form_class = "sections"
        figures = Div("avoided", "materials", "handling", HTML('{% include "jobs/_sum_button.html" %}'), **LIVE)
        total = Div(HTML('{% include "jobs/_sum.html" %}'), css_id="sum", aria_live="polite")
        self.helper.layout = Layout(
            Div(Div(figures, total, css_class="with-sum"), css_class="card"),
            Div("forms_allowed", css_class="card"),
            HTML('{% include "agreements/_quote_button.html" %}'),
        )

    def figures(self) -> dict[str, Decimal] | None:
        """The amounts, when all three are right; a reward of nothing is worth showing too."""
        found = {name: self.cleaned_data[name] for name in AMOUNTS if name in self.cleaned_data}
        return found if len(found) == len(AMOUNTS) else None

    def answers(self) -> dict[str, Any]:
        """What the service asks, of a form that is right."""
        return {name: self.cleaned_data[name] for name in AMOUNTS} | {"forms": self.cleaned_data["forms_allowed"]}

    def _say_the_months(self, months: list[int]) -> None:
        """The policy says over how many months; without any there is no discount to allow."""
        field: Any = self.fields["forms_allowed"]
        if months:
            field.help_text = _("De huurder kiest na de goedkeuring. Korting kan over %(months)s maanden.") % {
                "months": ", ".join(map(str, months))
            }
        else:
            field.choices = [(Form.ONE_OFF.value, Form.ONE_OFF.label)]

    def refuse_discount(self) -> None:
        message = _("De korting zou hoger zijn dan de huur. Sta ook één keer geld toe.")
        self.add_error("forms_allowed", ValidationError(message, code="above_rent"))

    def refuse_nothing(self) -> None:
        message = _(
            "Met deze bedragen besparen wij niets, dus er is geen beloning. Controleer ze, of wijs de aanvraag af."
        )
        self.add_error(None, ValidationError(message, code="nothing"))
