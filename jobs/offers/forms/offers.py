from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corporations.models import PolicyVersion
from corporations.money import value
from corporations.money.amounts import COLUMNS, Amounts
from jobs.offers.models import (
    Choice,
    ChoiceGroup,
    JobKind,
    JobType,
    Offer,
    Part,
)
from jobs.offers.rules import colours
from jobs.offers.services.offers import catalogue_of, job_types
from klushuur.ground import clock
from klushuur.ground.amounts.fields import AmountField, PercentField
from klushuur.ground.forms import bare
from klushuur.ground.scope import scope
from klushuur.ground.typed.fields import DayField, LineField, WholeField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MONEY = (*COLUMNS, "share")
TEXTS = ("title", "summary", "effort", "materials_supplied")
PALETTES = (Part.DOOR, Part.FRAME)
DAYS = ("opens_on", "closes_on", "works_from", "works_until")
MOST_YEARS = 5


class KindForm(forms.Form):
    """Which entry of the catalogue of jobs an offer starts from."""

    soort: "forms.ModelChoiceField[JobType]" = forms.ModelChoiceField(
        queryset=None,
        error_messages={
            "required": _("Kies een soort klus."),
            "invalid_choice": _("Deze soort klus is er niet. Kies een van de kaarten."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["soort"].queryset = job_types()  # type: ignore[attr-defined]


class MoneyFields(forms.Form):
    """The five figures that a reward follows from."""

    avoided_cost = AmountField(
        label=_("Kosten die wij niet maken"), help_text=_("Per woning, in euro. Wat zou een bedrijf ons kosten?")
    )
    materials_cost = AmountField(
        label=_("Wat het materiaal kost"), help_text=_("Wat wij aan materiaal geven, in euro.")
    )
    handling_cost = AmountField(label=_("Wat onze uren kosten"), help_text=_("Kijken, regelen en keuren, in euro."))
    risk_rate = PercentField(label=_("Opslag voor risico"), help_text=_("Procent van de kosten die wij niet maken."))
    share = PercentField(label=_("Deel voor de huurder"), help_text=_("Procent van wat wij besparen."))

    def money_rows(self, *, source: str) -> list[value.Row] | None:
        """The rows of the calculation, as typed or to begin with; None while one of the figures is missing or wrong."""
        known = self.cleaned_data if self.is_bound else self.initial
        amounts, share = Amounts.of_typed(known), known.get("share")
        return amounts.explain(share=share, source=source) if amounts and share is not None else None


class PaletteField(forms.MultipleChoiceField):
    """Colours of the RAL card, in the order of the card."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, given: object) -> list[str]:
        chosen = set(super().clean(given))
        return [code for code in colours.COLOURS if code in chosen]


def colour_choices() -> list[tuple[str, str]]:
    language = get_language() or "nl"
    return [(code, colours.name_of(code, language=language)) for code in colours.COLOURS]


class CatalogueRow(TypedDict):
    """A tick, beside it its choice and the field of the price difference."""

    tick: forms.boundfield.BoundWidget
    choice: Choice
    difference: forms.BoundField


class CataloguePart(TypedDict):
    """What the catalogue has for one part of the home."""

    field: forms.BoundField
    part: str
    rows: list[CatalogueRow]


class OfferForm(MoneyFields, forms.ModelForm):
    """An offer of one job type: its texts and amounts to begin with, and what there is to choose."""

    budget = AmountField(
        label=_("Budget voor meerprijs"),
        help_text=_(
            "Zoveel meerprijs betaalt u per woning. Tel het ook mee bij wat het materiaal kost. Wat erboven komt, gaat van de beloning af."
        ),
    )

    class Meta:
        model = Offer
        fields = (
            "complex", *TEXTS, "capacity", *DAYS, *MONEY, "budget",
        )  # fmt: skip
        labels = {
            "complex": _("Complex"),
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
        field_classes = dict.fromkeys(TEXTS, LineField) | dict.fromkeys(DAYS, DayField) | {"capacity": WholeField}
        widgets = {name: DayField.calendar() for name in DAYS}

    use_required_attribute = False

    def __init__(self, *args: Any, job_type: JobType, policy: PolicyVersion, sum_url: str, **options: Any) -> None:
        instance: Offer | None = options.get("instance")
        self.kept = instance if instance is not None and instance.pk else None
        initial = {} if self.kept else _start(job_type, policy)
        super().__init__(*args, **options | {"initial": initial})
        self.instance.job_type = job_type
        self.fields["complex"].empty_label = _("Kies …")  # type: ignore[attr-defined]
        # the first wall too: that the database shows no others is no reason to ask for them
        own = self.fields["complex"].queryset.filter(corporation_id=scope.here())  # type: ignore[attr-defined]
        self.fields["complex"].queryset = own  # type: ignore[attr-defined]
        self.catalogue: list[ChoiceGroup] = []
        if job_type.kind == JobKind.PAINTING:
            del self.fields["budget"]
            self._ask_colours()
        else:
            self.catalogue = catalogue_of(job_type)
            self._ask_choices()
        self.helper = _helper(sum_url, self)

    def _groups(self) -> dict[str, list[Choice]]:
        """What the offer has now, when it was saved before."""
        groups = self.kept.choice_groups.prefetch_related("choices") if self.kept else []
        return {group.part: list(group.choices.all()) for group in groups}

    def _ask_colours(self) -> None:
        kept = self._groups()
        for part in PALETTES:
            self.fields[part] = PaletteField(label=part.label, choices=colour_choices, required=False)
            self.initial[part] = [choice.code for choice in kept.get(part, [])]

    def _ask_choices(self) -> None:
        """A tick and a price difference for each choice of the catalogue; a new offer has them all."""
        kept = self._groups()
        for group in self.catalogue:
            known = {choice.code: choice for choice in kept.get(group.part, group.choices.all() if not kept else [])}
            self.fields[group.part] = forms.MultipleChoiceField(
                label=group.get_part_display(),
                choices=[(choice.code, choice.name) for choice in group.choices.all()],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Vink bij dit onderdeel ten minste één keuze aan.")},
            )
            self.initial[group.part] = list(known)
            for choice in group.choices.all():
                label = _("Meerprijs van %(name)s") % {"name": choice.name}
                amount = self.fields[_difference(group, choice)] = AmountField(label=label, required=False)
                amount.widget.attrs["class"] = "form-control"
                self.initial[_difference(group, choice)] = known.get(choice.code, choice).difference

    def choose_from(self) -> list[CataloguePart]:
        """The catalogue for the page, part by part."""
        return [
            {
                "field": self[group.part],
                "part": group.part,
                "rows": [
                    {"tick": tick, "choice": choice, "difference": self[_difference(group, choice)]}
                    for tick, choice in zip(self[group.part], group.choices.all(), strict=True)
                ],
            }
            for group in self.catalogue
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._later("closes_on", "opens_on", _("Kies een dag op of na de eerste dag om aan te vragen."))
        self._later("works_from", "closes_on", _("Kies een dag op of na de laatste dag om aan te vragen."))
        self._later("works_until", "works_from", _("Kies een dag op of na de eerste werkdag."))
        self._not_far(*DAYS)
        for name in self._without_a_difference():
            self.add_error(name, ValidationError(_("Vul een bedrag in. Geen meerprijs? Vul 0 in."), code="required"))
        return cleaned

    def _without_a_difference(self) -> list[str]:
        """The ticked choices of which the price difference was left empty."""
        ticked = [
            _difference(group, choice)
            for group in self.catalogue
            for choice in group.choices.all()
            if choice.code in self.cleaned_data.get(group.part, [])
        ]
        return [name for name in ticked if name in self.cleaned_data and self.cleaned_data[name] is None]

    def _not_far(self, *names: str) -> None:
        # 366: among five years there may be two leap years
        far = timedelta(days=366 * MOST_YEARS)
        for name in names:
            day = self.cleaned_data.get(name)
            if day and abs(day - clock.today()) > far:
                self.add_error(name, ValidationError(_("Kies een dag binnen vijf jaar."), code="far"))

    def _later(self, later: str, earlier: str, message: "StrOrPromise") -> None:
        first, last = self.cleaned_data.get(earlier), self.cleaned_data.get(later)
        if first and last and last < first:
            self.add_error(later, ValidationError(message, code="order"))

    def keep_only_money_errors(self) -> None:
        """After "Reken uit": what is not filled in yet is no mistake yet."""
        for name in set(self.errors) - set(MONEY):
            del self.errors[name]

    def choices(self) -> dict[str, list[str]]:
        """What was ticked, by part."""
        parts = [group.part for group in self.catalogue] or PALETTES
        return {part: self.cleaned_data[part] for part in parts}

    def differences(self) -> dict[tuple[str, str], Decimal]:
        """The price differences of what was ticked, in euro, by part and code."""
        return {
            (group.part, choice.code): self.cleaned_data[_difference(group, choice)]
            for group in self.catalogue
            for choice in group.choices.all()
            if choice.code in self.cleaned_data[group.part]
        }


def _difference(group: ChoiceGroup, choice: Choice) -> str:
    """The name of the field for the price difference of one choice."""
    return f"difference_{group.part}_{choice.code}"


def _start(job_type: JobType, policy: PolicyVersion) -> dict[str, Any]:
    """What a new offer begins with: what the job type says, else the policy."""
    handling = policy.handling_cost if job_type.handling_cost is None else job_type.handling_cost
    texts = {name: getattr(job_type, name) for name in (*TEXTS, "avoided_cost", "materials_cost", "budget")}
    return texts | {"handling_cost": handling, "risk_rate": policy.risk_rate, "share": policy.share}


def _helper(sum_url: str, form: OfferForm) -> FormHelper:
    helper = bare()
    helper.form_class = "sections"
    has_budget = "budget" in form.fields
    choices = _catalogue() if has_budget else _palettes()
    money = _money(sum_url, has_budget=has_budget)
    helper.layout = Layout(*_about(), choices, money, HTML('{% include "jobs/_save_button.html" %}'))
    return helper


def _about() -> list[Fieldset]:
    """What is offered, to how many and when."""
    return [
        Fieldset(
            _("Wat en waar"),
            Div("complex", "title", "effort", css_class="beside"),
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
    ]


def _palettes() -> Fieldset:
    return Fieldset(
        _("Kleuren"),
        HTML('{% include "jobs/_palette_hint.html" %}'),
        *(Field(part.value, template="jobs/_palette.html") for part in PALETTES),
        css_class="card",
    )


def _catalogue() -> Fieldset:
    return Fieldset(_("Waaruit de huurder kiest"), HTML('{% include "jobs/_catalogue.html" %}'), css_class="card")


def _money(sum_url: str, *, has_budget: bool) -> Fieldset:
    """The figures, and beside them what they come to: at once by htmx, else by the button."""
    live = {"hx_post": sum_url, "hx_trigger": "input delay:400ms, change", "hx_target": "#sum"}
    total = Div(HTML('{% include "jobs/_sum.html" %}'), css_id="sum", aria_live="polite")
    button = HTML('{% include "jobs/_sum_button.html" %}')
    figures = Div(*MONEY, *(["budget"] if has_budget else []), **live)
    return Fieldset(_("Geld"), Div(figures, total, css_class="with-sum"), button, css_class="card")
