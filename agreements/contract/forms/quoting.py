from decimal import Decimal
from typing import Any, TypedDict

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from corporations.models import Dwelling, PolicyVersion
from corporations.money.amounts import Amounts
from corporations.money.forms import every_form, form_choices
from jobs.applications.models import Application
from klushuur.ground.amounts.fields import AmountField
from klushuur.ground.forms import bare

# The page itself answers with the new sum; without a script the button does.
LIVE = {
    "hx_post": "",
    "hx_vals": '{"sum": "1"}',
    "hx_trigger": "input delay:400ms, change",
    "hx_select": "#sum",
    "hx_target": "#sum",
    "hx_swap": "outerHTML",
}


class QuoteAnswers(TypedDict):
    """What `quoting.hand_in` asks of an officer; amounts in euro."""

    amounts: Amounts
    bought: Decimal
    forms: list[str]


class QuoteForm(forms.Form):
    """The amounts for one home, and the forms of the policy that its tenant may choose from; risk and share are the offer's."""

    avoided = AmountField(label=_("Kosten die wij niet maken"), help_text=_("Wat zou een bedrijf bij dit huis kosten?"))
    materials = AmountField(
        label=_("Wat het materiaal kost"), help_text=_("Het materiaal dat wij geven, met het budget voor meerprijs.")
    )
    handling = AmountField(label=_("Wat onze uren kosten"), help_text=_("Kijken, regelen en keuren."))
    bought = AmountField(
        label=_("Wat de huurder zelf koopt"),
        help_text=_("Materiaal en gereedschap dat wij niet geven. Niets? Laat dit leeg."),
        required=False,
    )
    forms_allowed = forms.MultipleChoiceField(
        label=_("Hoe mag de huurder de beloning krijgen?"),
        choices=form_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kies ten minste één vorm."),
            "invalid_choice": _("Kies een vorm uit de lijst."),
        },
    )
    use_required_attribute = False

    def __init__(self, *args: Any, application: Application, **options: Any) -> None:
        super().__init__(*args, **options)
        self.risk_rate = application.offer.risk_rate
        self._narrow(application.policy, application.lease.dwelling)
        self.helper = bare()
        self.helper.form_class = "sections"
        figures = Div(
            "avoided", "materials", "handling", "bought", HTML('{% include "jobs/_sum_button.html" %}'), **LIVE
        )
        total = Div(HTML('{% include "jobs/_sum.html" %}'), css_id="sum", aria_live="polite")
        self.helper.layout = Layout(
            Div(Div(figures, total, css_class="with-sum"), css_class="card"),
            Div("forms_allowed", css_class="card"),
            HTML('{% include "agreements/_quote_button.html" %}'),
        )

    def amounts(self) -> Amounts | None:
        """As typed or to begin with, when all three are right; a reward of nothing is worth showing too."""
        known = self.cleaned_data if self.is_bound else self.initial
        if not {"avoided", "materials", "handling"} <= set(known):
            return None
        return Amounts(known["avoided"], known["materials"], known["handling"], self.risk_rate)

    def answers(self) -> QuoteAnswers:
        """What the service asks, of a form that is right."""
        given, amounts = self.cleaned_data, self.amounts()
        assert amounts is not None  # of a form that is right
        return {
            "amounts": amounts,
            "bought": given["bought"] or Decimal(0),
            "forms": given["forms_allowed"],
        }

    def _narrow(self, policy: PolicyVersion, home: Dwelling) -> None:
        """Only the forms that the policy has; a lower rent is for homes with a front door of their own."""
        field: Any = self.fields["forms_allowed"]
        has_discount = bool(policy.discount_months)
        may_have = policy.forms_for(home)
        found = [form for form in every_form() if form.code in may_have and (has_discount or not form.has_terms)]
        if not home.is_self_contained:
            field.help_text = _("Deze woning is niet zelfstandig. Een lagere huur mag dan niet: alleen één keer geld.")
        elif any(form.has_terms for form in found):
            field.help_text = _("De huurder kiest na de goedkeuring. Korting kan over %(months)s maanden.") % {
                "months": ", ".join(map(str, policy.discount_months))
            }
        else:
            field.help_text = _("De huurder kiest na de goedkeuring.")
        field.choices = [(form.code, form.name) for form in found]
        field.initial = [form.code for form in found]

    def refuse_lower_rent(self) -> None:
        message = _("In deze vorm kan deze beloning bij deze huur niet. Sta ook één keer geld toe.")
        self.add_error("forms_allowed", ValidationError(message, code="no_form"))

    def refuse_unfavourable(self) -> None:
        message = _(
            "De huurder geeft zo evenveel als hij krijgt, of meer. Dat mag niet. Geef het materiaal zelf, of wijs de "
            "aanvraag af. Twijfelt u? Laat dit toetsen."
        )
        self.add_error("bought", ValidationError(message, code="unfavourable"))

    def refuse_nothing(self) -> None:
        message = _(
            "Met deze bedragen besparen wij niets, dus er is geen beloning. Controleer ze, of wijs de aanvraag af."
        )
        self.add_error("avoided", ValidationError(message, code="nothing"))
