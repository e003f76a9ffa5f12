from datetime import timedelta
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corporations.models import PolicyVersion
from jobs.forms.amounts import AmountField, PercentField
from jobs.models import Offer, Part
from jobs.rules import colours, value
from klushuur import clock, scope

MONEY = ("avoided_cost", "materials_cost", "handling_cost", "risk_rate", "share")
PARTS = (Part.DOOR, Part.FRAME)
DAY = {"type": "date"}
MOST_YEARS = 5


class MoneyFields(forms.Form):
    """The five figures that a reward follows from."""

    avoided_cost = AmountField(
        label=_("Kosten die wij niet maken"), help_text=_("Per woning, in euro. Wat zou de schilder ons kosten?")
    )
    materials_cost = AmountField(
        label=_("Wat het materiaal kost"), help_text=_("Verf en kwasten die wij geven, in euro.")
    )
    handling_cost = AmountField(label=_("Wat onze uren kosten"), help_text=_("Kijken, regelen en keuren, in euro."))
    risk_rate = PercentField(label=_("Opslag voor risico"), help_text=_("Procent van de kosten die wij niet maken."))
    share = PercentField(label=_("Deel voor de huurder"), help_text=_("Procent van wat wij besparen."))

    def money_rows(self, *, source: str) -> list[value.Row] | None:
        """The rows of the calculation; None while one of the figures is missing or wrong."""
        figures: dict[str, Decimal] = {name: self.cleaned_data[name] for name in MONEY if name in self.cleaned_data}
        if len(figures) < len(MONEY):
            return None
        avoided, materials, handling, risk_rate, share = (figures[name] for name in MONEY)
        return value.explain(
            avoided=avoided, materials=materials, handling=handling, risk_rate=risk_rate, share=share, source=source
        )


class PaletteField(forms.MultipleChoiceField):
    """Colours of the RAL card, in the order of the card."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, given: Any) -> list[str]:
        chosen = set(super().clean(given))
        return [code for code in colours.COLOURS if code in chosen]


def colour_choices() -> list[tuple[str, str]]:
    language = get_language() or "nl"
    return [(code, colours.name_of(code, language=language)) for code in colours.COLOURS]


class OfferForm(MoneyFields, forms.ModelForm):
    door = PaletteField(label=_("Voordeur"), choices=colour_choices, required=False)
    frame = PaletteField(label=_("Kozijnen"), choices=colour_choices, required=False)

    class Meta:
        model = Offer
        fields = (
            "complex", "job_type", "title", "summary", "effort", "materials_supplied",
            "capacity", "opens_on", "closes_on", "works_from", "works_until", *MONEY,
        )  # fmt: skip
        labels = {
            "complex": _("Complex"),
            "job_type": _("Soort klus"),
            "title": _("Naam van de klus"),
            "summary": _("In één zin"),
            "effort": _("Hoeveel werk"),
            "materials_supplied": _("Wat wij leveren"),
            "capacity": _("Aantal plaatsen"),
            "opens_on": _("Aanvragen vanaf"),
            "closes_on": _("Aanvragen tot en met"),
            "works_from": _("Werken vanaf"),
            "works_until": _("Klaar op"),
        }
        help_texts = {
            "title": _("Zo ziet de huurder het. Bijvoorbeeld: Schilder uw buitenkozijnen."),
            "summary": _("Noem eerst wat de huurder eraan heeft."),
            "effort": _("Bijvoorbeeld: 2 tot 4 weekenden."),
            "materials_supplied": _("Bijvoorbeeld: verf, kwasten en schuurpapier. Leeg: de huurder koopt het zelf."),
            "capacity": _(
                "Zoveel huurders kunnen meedoen. U beslist pas na de laatste aanvraagdag: wie het eerst komt, gaat niet voor."
            ),
        }
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs=DAY)
            for name in ("opens_on", "closes_on", "works_from", "works_until")
        }

    use_required_attribute = False

    def __init__(self, *args: Any, policy: PolicyVersion, sum_url: str, **options: Any) -> None:
        instance: Offer | None = options.get("instance")
        initial = {"risk_rate": policy.risk_rate, "share": policy.share, "handling_cost": policy.handling_cost}
        if instance is not None and instance.pk:
            groups = instance.choice_groups.prefetch_related("choices")
            initial = {group.part: [choice.code for choice in group.choices.all()] for group in groups}
        super().__init__(*args, **options | {"initial": initial | (options.get("initial") or {})})
        for name in ("complex", "job_type"):
            self.fields[name].empty_label = _("Kies …")  # type: ignore[attr-defined]
            own = self.fields[name].queryset.filter(corporation_id=scope.here())  # type: ignore[attr-defined]
            self.fields[name].queryset = own  # type: ignore[attr-defined]
        self.helper = _helper(sum_url)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._later("closes_on", "opens_on", _("Kies een dag op of na de eerste dag om aan te vragen."))
        self._later("works_from", "closes_on", _("Kies een dag op of na de laatste dag om aan te vragen."))
        self._later("works_until", "works_from", _("Kies een dag op of na de eerste werkdag."))
        self._not_far("opens_on", "closes_on", "works_from", "works_until")
        return cleaned

    def _not_far(self, *names: str) -> None:
        last_day = clock.today() + timedelta(days=366 * MOST_YEARS)
        for name in names:
            day = self.cleaned_data.get(name)
            if day and day > last_day:
                self.add_error(name, ValidationError(_("Kies een dag binnen vijf jaar."), code="far"))

    def _later(self, later: str, earlier: str, message: Any) -> None:
        first, last = self.cleaned_data.get(earlier), self.cleaned_data.get(later)
        if first and last and last < first:
            self.add_error(later, ValidationError(message, code="order"))

    def keep_only_money_errors(self) -> None:
        """After "Reken uit": what is not filled in yet is no mistake yet."""
        for name in set(self.errors) - set(MONEY):
            del self.errors[name]

    def colours(self) -> dict[str, list[str]]:
        return {part: self.cleaned_data[part] for part in PARTS}


def _helper(sum_url: str) -> FormHelper:
    helper = FormHelper()
    helper.form_class = "sections"
    helper.attrs = {"novalidate": True}
    helper.layout = Layout(*_about(), _money(sum_url), HTML('{% include "jobs/_save_button.html" %}'))
    return helper


def _about() -> list[Fieldset]:
    """What is offered, to how many, when and in which colours."""
    return [
        Fieldset(
            _("Wat en waar"),
            Div("complex", "job_type", "title", "effort", css_class="beside"),
            "summary",
            "materials_supplied",
            css_class="card",
        ),
        Fieldset(
            _("Hoeveel en wanneer"),
            "capacity",
            Div("opens_on", "closes_on", "works_from", "works_until", css_class="beside"),
            css_class="card",
        ),
        Fieldset(
            _("Kleuren"),
            HTML('{% include "jobs/_palette_hint.html" %}'),
            Field("door", template="jobs/_palette.html"),
            Field("frame", template="jobs/_palette.html"),
            css_class="card",
        ),
    ]


def _money(sum_url: str) -> Fieldset:
    """The figures, and beside them what they come to: at once by htmx, else by the button."""
    live = {"hx_post": sum_url, "hx_trigger": "input delay:400ms, change", "hx_target": "#sum"}
    total = Div(HTML('{% include "jobs/_sum.html" %}'), css_id="sum", aria_live="polite")
    button = HTML('{% include "jobs/_sum_button.html" %}')
    return Fieldset(_("Geld"), Div(Div(*MONEY, **live), total, css_class="with-sum"), button, css_class="card")
