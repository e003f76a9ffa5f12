"""A policy in words: the groups and names of its fields, what each value reads like, and what differs between two versions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from django.utils.dates import MONTHS
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from corporations.models import CountsForAllowance, ExitOption, PolicyVersion, posting_kinds
from corporations.money.forms import form_of
from klushuur.ground.amounts.amounts import euro, percent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Postings = Mapping[str, Mapping[str, str]]  # ledger_account, cost_centre and vat_code of each kind that is booked


@dataclass(frozen=True)
class Group:
    """Fields that belong together, in the order of the page. to_check: why law or tax leaves this open."""

    code: str
    title: "StrOrPromise"
    names: tuple[str, ...]
    to_check: "StrOrPromise" = ""


class NamedValue(TypedDict):
    """One field of a policy, or one kind of money, with what it says."""

    label: "StrOrPromise"
    value: str


class ValueGroup(TypedDict):
    """A `Group` with its values, for `admin/corporations/_policy_groups.html`."""

    title: "StrOrPromise"
    to_check: "StrOrPromise"
    rows: list[NamedValue]


class Difference(TypedDict):
    """What a field says now, and what it would say."""

    label: "StrOrPromise"
    before: str
    after: str


GROUPS = (
    Group("money", gettext_lazy("Hoe wij rekenen"), ("share", "risk_rate", "handling_cost", "offer_cost")),
    Group(
        "forms",
        gettext_lazy("Hoe de beloning komt"),
        ("forms", "discount_months", "shows_rows", "advises"),
    ),
    Group(
        "increases",
        gettext_lazy("De huurverhoging"),
        ("increase_rates", "letters_month", "letters_day"),
    ),
    Group(
        "days",
        gettext_lazy("Antwoorden en tekenen"),
        ("amber_days", "red_days", "place_days", "offer_valid_days", "remind_after_days", "cooling_off_days"),
    ),
    Group(
        "work",
        gettext_lazy("Het werk en de keuring"),
        ("ladder_height_m", "inspection_days", "repair_days", "repair_rounds"),
    ),
    Group(
        "exit",
        gettext_lazy("Als de huurder verhuist"),
        ("exit_option",),
        gettext_lazy(
            "Het is niet zeker wat er met een lopende korting gebeurt als de huur stopt. Zet het daarom in de overeenkomst."
        ),
    ),
    Group(
        "allowance",
        gettext_lazy("Huurtoeslag"),
        ("counts_for_allowance",),
        gettext_lazy(
            "Het is niet zeker of een tijdelijke korting meetelt in de huur waarmee de toeslag wordt berekend."
        ),
    ),
)
LABELS = {
    "starts_on": gettext_lazy("Geldt vanaf"),
    "share": gettext_lazy("Deel voor de huurder"),
    "risk_rate": gettext_lazy("Opslag voor risico"),
    "handling_cost": gettext_lazy("Onze uren"),
    "offer_cost": gettext_lazy("Kosten om een aanbod te maken"),
    "forms": gettext_lazy("Vormen van de beloning"),
    "discount_months": gettext_lazy("Korting over (maanden)"),
    "shows_rows": gettext_lazy("De huurder ziet de hele berekening"),
    "advises": gettext_lazy("Medewerkers zien welke vorm vaak past"),
    "increase_rates": gettext_lazy("Huurverhogingen die wij aannemen"),
    "letters_month": gettext_lazy("Maand van de brieven over de huurverhoging"),
    "letters_day": gettext_lazy("Dag van de brieven"),
    "amber_days": gettext_lazy("Antwoord binnen"),
    "red_days": gettext_lazy("Te laat na"),
    "place_days": gettext_lazy("Tijd om een vrije plek aan te nemen"),
    "offer_valid_days": gettext_lazy("Tijd om te tekenen"),
    "remind_after_days": gettext_lazy("Herinnering na"),
    "cooling_off_days": gettext_lazy("Bedenktijd"),
    "ladder_height_m": gettext_lazy("Hoogste ladder"),
    "inspection_days": gettext_lazy("Keuren binnen (werkdagen)"),
    "repair_days": gettext_lazy("Tijd om te herstellen"),
    "repair_rounds": gettext_lazy("Hoe vaak herstellen"),
    "exit_option": gettext_lazy("Een korting die nog loopt"),
    "counts_for_allowance": gettext_lazy("De korting en de huurtoeslag"),
}
# What no field of a policy can settle.
UNSETTLED = (
    (
        gettext_lazy("Belasting en uitkeringen"),
        gettext_lazy(
            "De Belastingdienst of een gemeente kan de beloning als inkomen zien. Vraag vooroverleg met de Belastingdienst."
        ),
    ),
    (
        gettext_lazy("De jaarlijkse opgave van betalingen"),
        gettext_lazy(
            "Misschien moet u betalingen aan huurders opgeven, met een BSN. Het portaal bewaart geen BSN; het geeft u alleen de lijst."
        ),
    ),
    (
        gettext_lazy("Werk dat op een baan lijkt, en de verzekering"),
        gettext_lazy(
            "Wie voor u werkt zonder contract, kan soms schade bij u verhalen (art. 7:658 lid 4 BW). Regel de verzekering voordat u begint."
        ),
    ),
)
DAYS = frozenset(name for name in LABELS if name.endswith("_days"))


def written(name: str, value: Any) -> str:
    """How a value of a policy reads, in the reader's language."""
    if name in {"share", "risk_rate"}:
        return percent(value)
    if name in {"handling_cost", "offer_cost"}:
        return euro(value)
    if name in DAYS:
        return ngettext("%(days)d dag", "%(days)d dagen", value) % {"days": value}
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return _OTHERS[name](value) if name in _OTHERS else str(value)


_OTHERS: dict[str, Callable[[Any], str]] = {  # each takes what its field holds
    "starts_on": lambda day: date_format(day, "j F Y") if isinstance(day, date) else "",
    "forms": lambda codes: ", ".join(str(form_of(code).name) for code in codes),
    "discount_months": lambda months: ", ".join(map(str, months)) or _("geen korting"),
    "increase_rates": lambda rates: ", ".join(map(percent, rates)),
    "letters_month": lambda month: str(MONTHS[month]),
    "ladder_height_m": lambda metres: _("%(metres)s meter") % {"metres": number_format(Decimal(metres).normalize())},
    "exit_option": lambda code: str(ExitOption(code).label),
    "counts_for_allowance": lambda code: str(CountsForAllowance(code).label) if code else _("nog niet beslist"),
}


def in_groups(version: PolicyVersion, postings: Postings) -> list[ValueGroup]:
    """Everything of a version as groups of label and value, in the reader's language."""
    groups: list[ValueGroup] = [
        {
            "title": group.title,
            "to_check": group.to_check,
            "rows": [{"label": LABELS[name], "value": written(name, getattr(version, name))} for name in group.names],
        }
        for group in GROUPS
    ]
    booked: list[NamedValue] = [
        {"label": label, "value": _posting(postings.get(kind))} for kind, label in posting_kinds().items()
    ]
    return [*groups, {"title": _("Boekhouding"), "to_check": "", "rows": booked}]


def differences(
    version: PolicyVersion, postings: Postings, *, values: Mapping[str, Any], booked: Postings
) -> list[Difference]:
    """What would become otherwise. values, booked: as of the new version."""
    named = [
        (name, written(name, getattr(version, name)), written(name, values[name]))
        for name in LABELS
        if name != "starts_on"
    ]
    found: list[tuple[StrOrPromise, str, str]] = [(LABELS[name], before, after) for name, before, after in named]
    found += [
        (_("Boeking: %(kind)s") % {"kind": label}, _posting(postings.get(kind)), _posting(booked.get(kind)))
        for kind, label in posting_kinds().items()
    ]
    return [{"label": label, "before": before, "after": after} for label, before, after in found if before != after]


def _posting(booked: Mapping[str, str] | None) -> str:
    """`4300 · KP1 · VRI`"""
    if not booked:
        return _("nog niet ingevuld")
    return " · ".join(part for part in (booked["ledger_account"], booked["cost_centre"], booked["vat_code"]) if part)
