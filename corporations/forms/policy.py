"""The form of a new policy: every field of a version, and where finance books each kind. It begins as a copy of the last one."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from corporations.forms.wording import GROUPS, LABELS, Postings
from corporations.models import CountsForAllowance, ExitOption, PolicyVersion, posting_kinds
from corporations.money.forms import LONGEST_DISCOUNT, form_choices, form_of
from klushuur.ground.amounts.fields import AmountField, MetresField, PercentField
from klushuur.ground.typed.fields import DayField, ReferenceField, TokenField, WholeField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHOLE = re.compile(r"[0-9]{1,4}")
MOST_YEARS = 5  # ahead, for a start: further is a slip of the pen
INCREASES = ("increase_1", "increase_2", "increase_3")
NUMBERS = {  # least and most of each
    "amber_days": (1, 365),
    "red_days": (1, 365),
    "place_days": (1, 60),
    "offer_valid_days": (1, 90),
    "remind_after_days": (1, 60),
    "cooling_off_days": (0, 60),
    "inspection_days": (1, 60),
    "repair_days": (1, 365),
    "repair_rounds": (0, 9),
    "painting_months": (1, 600),
    "insulation_months": (1, 600),
    "kitchen_months": (1, 600),
    "letters_day": (1, 28),
}
HELPS = {
    "starts_on": _("Een dag na vandaag. Zaken die al lopen, houden hun eigen beleid."),
    "share": _("Procent van wat wij besparen."),
    "risk_rate": _("Procent van de kosten die wij niet maken."),
    "handling_cost": _("Per woning, in euro: kijken, regelen en keuren. Het aanbod begint met dit bedrag."),
    "offer_cost": _("Eén keer per aanbod, in euro: foto's, brieven, een avond voor huurders."),
    "discount_months": _(
        "Hele maanden van 1 tot en met 36, met een komma ertussen. Langer is geen tijdelijke korting."
    ),
    "shows_rows": _("Zonder vinkje ziet de huurder alleen de uitkomst en het deel."),
    "increase_1": _("Procent, van de eerste huurverhoging die nog moet komen."),
    "increase_2": _("Procent, van de verhoging daarna."),
    "increase_3": _("Procent, van alle jaren daarna."),
    "letters_month": _("Vanaf deze dag telt voor overslaan of bevriezen de verhoging van een jaar later."),
    "letters_day": _("Van 1 tot en met 28, want die dagen heeft elke maand."),
    "amber_days": _("Dagen die u belooft. Daarna kleurt de klok oranje."),
    "red_days": _("Dagen. Na 56 dagen kan een huurder naar de rechter."),
    "place_days": _("Dagen, voor wie op de wachtlijst aan de beurt is."),
    "offer_valid_days": _("Dagen, vanaf het voorstel."),
    "remind_after_days": _("Dagen zonder antwoord."),
    "cooling_off_days": _("Dagen waarin een huurder nog zonder reden kan stoppen."),
    "ladder_height_m": _("In meters, zoals 5. Boven deze hoogte is een steiger nodig."),
    "inspection_days": _("Werkdagen nadat de huurder klaar is. Feestdagen tellen niet mee."),
    "repair_days": _("Dagen om te herstellen wat niet goed was."),
    "repair_rounds": _("Zo vaak. Daarna maken wij het werk zelf af."),
    "painting_months": _("Zoveel maanden houdt eigen geld van de huurder waarde."),
}


class NumberField(WholeField):
    """A whole number within bounds, refused with both of them."""

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        bounds = _("Vul een getal in van %(least)s tot en met %(most)s.") % {"least": least, "most": most}
        messages = {"required": bounds, "min_value": bounds, "max_value": bounds}
        messages["invalid"] = _("Schrijf een heel getal in cijfers, van %(least)s tot en met %(most)s.") % {
            "least": least,
            "most": most,
        }
        super().__init__(min_value=least, max_value=most, error_messages=messages, **options)


class MonthsField(ReferenceField):
    """Numbers of months, typed as `12, 24, 36`; none is none."""

    def to_python(self, value: Any) -> Any:
        typed = [part for part in str(super().to_python(value)).replace(";", ",").split(",") if part.strip()]
        if not all(WHOLE.fullmatch(part.strip()) for part in typed):
            raise ValidationError(_("Schrijf hele maanden met een komma ertussen, zoals 12, 24, 36."), code="invalid")
        months = sorted({int(part) for part in typed})
        wrong = [str(number) for number in months if not 1 <= number <= LONGEST_DISCOUNT]
        if wrong:
            message = _("Een korting duurt 1 tot en met 36 maanden. Haal weg: %(wrong)s.")
            raise ValidationError(message, code="not_temporary", params={"wrong": ", ".join(wrong)})
        return months

    def prepare_value(self, value: object) -> object:
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class LadderField(MetresField):
    """How high a ladder may reach."""

    default_error_messages = {
        "required": _("Vul de hoogte in, in meters."),
        "amount": _("Schrijf de hoogte in meters, zoals 5 of 4,5."),
        "negative": _("Schrijf de hoogte in meters, zoals 5 of 4,5."),
        "too_fine": _("De hoogte heeft ten hoogste één cijfer achter de komma, zoals 4,5."),
        "too_high": _("De hoogste ladder is ten hoogste 9,9 meter. Vul meters in, geen centimeters."),
    }
    highest = Decimal("9.9")


CODE = RegexValidator(
    r"\A[A-Za-z0-9][A-Za-z0-9 ./_-]*\Z", _("Neem letters, cijfers, spaties, punten en streepjes."), code="code"
)


class Card(TypedDict):
    """Fields that stand together on the page. to_check: why law or tax leaves this open; empty when they do not."""

    title: "StrOrPromise"
    to_check: "StrOrPromise"
    fields: list[forms.BoundField]


class PostingFields(TypedDict):
    """One kind of money with its fields: ledger account, cost centre, tax code."""

    label: "StrOrPromise"
    fields: list[forms.BoundField]


class PolicyForm(forms.Form):
    """A new version after `last`. `values` and `postings` are what the service asks."""

    use_required_attribute = False
    after = TokenField(required=False)
    starts_on = DayField(
        error_messages={
            "required": _("Kies de dag waarop dit beleid begint."),
            "invalid": _("Kies een dag die bestaat, zoals 2027-01-31."),
        },
    )
    share = PercentField()
    risk_rate = PercentField()
    handling_cost = AmountField()
    offer_cost = AmountField()
    discount_months = MonthsField(required=False, max_length=120)
    shows_rows = forms.BooleanField(required=False)
    advises = forms.BooleanField(required=False)
    increase_1 = PercentField(label=_("Eerste huurverhoging"))
    increase_2 = PercentField(label=_("Tweede huurverhoging"))
    increase_3 = PercentField(label=_("Latere huurverhogingen"))
    letters_month = forms.TypedChoiceField(
        choices=list(MONTHS.items()),
        coerce=int,
        error_messages={
            "required": _("Kies de maand van de brieven."),
            "invalid_choice": _("Kies een maand uit de lijst."),
        },
    )
    ladder_height_m = LadderField()
    exit_option = forms.ChoiceField(
        choices=ExitOption,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies wat er met een lopende korting gebeurt."),
            "invalid_choice": _("Kies een van deze mogelijkheden."),
        },
    )
    counts_for_allowance = forms.ChoiceField(
        choices=[("", _("nog niet beslist")), *CountsForAllowance.choices],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Kies een van deze mogelijkheden.")},
    )
    # the last one: from here on the name is the field's
    forms = forms.MultipleChoiceField(
        choices=form_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kies ten minste één vorm."),
            "invalid_choice": _("Kies een vorm uit de lijst."),
        },
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, last: PolicyVersion, booked: Postings, today: date
    ) -> None:
        super().__init__(data, initial=_begin(last, booked))
        self.last, self.today = last, today
        for name, (least, most) in NUMBERS.items():
            self.fields[name] = NumberField(least=least, most=most)
        for kind in posting_kinds():
            self.fields |= _posting_fields(kind)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELPS.get(name, field.help_text)

    def groups(self) -> list[Card]:
        """The fields as the page shows them, a card for each group."""
        cards: list[Card] = [
            {"title": group.title, "to_check": group.to_check, "fields": [self[name] for name in _shown(group.names)]}
            for group in GROUPS
        ]
        return [{"title": _("Vanaf wanneer"), "to_check": "", "fields": [self["starts_on"]]}, *cards]

    def bookings(self) -> list[PostingFields]:
        """A line for each kind of money, with its three fields."""
        return [
            {"label": label, "fields": [self[name] for name in _names_of(kind)]}
            for kind, label in posting_kinds().items()
        ]

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day <= self.today:
            raise ValidationError(_("Deze dag is vandaag of al voorbij. Kies een dag na vandaag."), code="past")
        if day <= self.last.starts_on:
            message = _("Er is al een beleid dat begint op %(day)s. Kies een latere dag, of trek dat beleid eerst in.")
            raise ValidationError(message, code="taken", params={"day": date_format(self.last.starts_on, "j F Y")})
        if day > self.today + timedelta(days=366 * MOST_YEARS):
            raise ValidationError(_("Dit is meer dan vijf jaar vooruit. Controleer het jaar."), code="far")
        return day

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("after") != str(self.last.number):
            message = _(
                "Iemand heeft intussen een ander beleid gemaakt of ingetrokken. Begin opnieuw, dan ziet u wat er verandert."
            )
            self.add_error(None, ValidationError(message, code="outdated"))
        # an empty list and not None: months that were wrong in themselves were said so
        if any(form_of(code).has_terms for code in given.get("forms", ())) and given.get("discount_months") == []:
            message = _("Vul in over hoeveel maanden de korting kan, of haal de korting weg bij de vormen.")
            self.add_error("discount_months", ValidationError(message, code="no_months"))
        # both there: one that was wrong in itself was said so
        if given.get("red_days", 0) <= given.get("amber_days", 0) and {"red_days", "amber_days"} <= set(given):
            message = _("Dit moet later zijn dan de dagen die u belooft (%(days)s).")
            self.add_error("red_days", ValidationError(message, code="order", params={"days": given["amber_days"]}))
        for kind in posting_kinds():
            self._clean_posting(kind)

    def _clean_posting(self, kind: str) -> None:
        """Without an account there is nothing to book on; a tax code alone stands there to begin with."""
        ledger, centre, _code = _names_of(kind)
        if self.cleaned_data.get(centre) and not self.cleaned_data.get(ledger, "-"):
            message = _("Vul ook de grootboekrekening in, of maak de kostenplaats leeg.")
            self.add_error(ledger, ValidationError(message, code="no_ledger"))

    def values(self) -> dict[str, Any]:
        """The fields of the new version, of a form that is right."""
        given = self.cleaned_data
        names = [name for group in GROUPS for name in group.names if name != "increase_rates"]
        rates = [given[name] for name in INCREASES]
        return {name: given[name] for name in ("starts_on", *names)} | {"increase_rates": rates}

    def postings(self) -> dict[str, dict[str, str]]:
        """Where each kind is booked, of a form that is right; a kind without an account is left out."""
        given = self.cleaned_data
        found = {kind: [given[name] for name in _names_of(kind)] for kind in posting_kinds()}
        return {
            kind: {"ledger_account": ledger, "cost_centre": centre, "vat_code": code}
            for kind, (ledger, centre, code) in found.items()
            if ledger
        }


def _names_of(kind: str) -> tuple[str, str, str]:
    return f"{kind}_ledger", f"{kind}_centre", f"{kind}_vat"


def _posting_fields(kind: str) -> dict[str, forms.Field]:
    labels = (_("Grootboekrekening"), _("Kostenplaats"), _("Btw-code"))
    return {
        name: ReferenceField(
            label=label,
            max_length=most,
            required=False,
            validators=[CODE],
            error_messages={"max_length": _("Neem ten hoogste %(limit_value)d tekens.")},
        )
        for name, label, most in zip(_names_of(kind), labels, (20, 20, 10), strict=True)
    }


def _shown(names: tuple[str, ...]) -> list[str]:
    """The fields on the page: the increases have one for each year."""
    return [one for name in names for one in (INCREASES if name == "increase_rates" else (name,))]


def _begin(last: PolicyVersion, booked: Postings) -> dict[str, Any]:
    """A copy of the last version, without a day of its own."""
    rates = last.increase_rates
    begin: dict[str, Any] = {name: rates[min(place, len(rates) - 1)] for place, name in enumerate(INCREASES)}
    begin |= {name: getattr(last, name) for group in GROUPS for name in group.names if name != "increase_rates"}
    for kind in posting_kinds():
        known: Mapping[str, str] = booked.get(kind, {"vat_code": "VRI"})
        fields = ("ledger_account", "cost_centre", "vat_code")
        begin |= {name: known.get(field, "") for name, field in zip(_names_of(kind), fields, strict=True)}
    return begin | {"after": last.number}
