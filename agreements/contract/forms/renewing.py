from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.contract.forms.quoting import QuoteAnswers, QuoteForm
from agreements.contract.models import VersionReason
from jobs.offers.models import Offer
from klushuur.ground.typed.fields import DayField

NO_DAY = {"invalid": _("Kies een dag uit de kalender.")}
EARLY_OR_LATE = _("Kies dagen binnen de periode van het aanbod: %(first)s tot en met %(last)s.")


class VersionAnswers(QuoteAnswers):
    """What `renewing.make_version` asks of an officer."""

    reason: str
    works_from: date
    works_until: date


class VersionForm(QuoteForm):
    """A new version of what was offered: why, when, and for how much."""

    reason = forms.ChoiceField(
        label=_("Waarom komt er een nieuwe versie?"),
        help_text=_("De huurder krijgt deze reden te lezen."),
        choices=VersionReason,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een reden uit de lijst."),
            "invalid_choice": _("Kies een reden uit de lijst."),
        },
    )
    works_from = DayField(label=_("Eerste dag van het werk"), error_messages=NO_DAY)
    works_until = DayField(label=_("Laatste dag van het werk"), error_messages=NO_DAY)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        first = Div("reason", css_class="card")
        days = Div(Div("works_from", "works_until", css_class="beside"), css_class="card")
        *amounts, _buttons = self.helper.layout.fields
        buttons = HTML('{% include "agreements/_version_button.html" %}')
        self.helper.layout = Layout(first, days, *amounts, buttons)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("works_from"), given.get("works_until")
        if first and last and last < first:
            self.add_error("works_until", _("De laatste dag ligt voor de eerste. Kies een latere dag."))
        return given

    def answers(self) -> VersionAnswers:
        given = self.cleaned_data
        return {
            **super().answers(),
            "reason": given["reason"],
            "works_from": given["works_from"],
            "works_until": given["works_until"],
        }

    def refuse_days(self, offer: Offer) -> None:
        days = {"first": f"{offer.works_from:%d-%m-%Y}", "last": f"{offer.works_until:%d-%m-%Y}"}
        self.add_error("works_from", EARLY_OR_LATE % days)
