"""A business case as a page shows it: a picture of two bars, facts, and lines in the reader's language."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from django.utils.translation import gettext

from corporations.figures.value_table import Line, table
from corporations.money.business_case import Case, FormCost, Together, WithoutEnd
from corporations.money.forms import FREEZE
from corporations.money.names import name_of_form
from klushuur.ground.amounts.amounts import euro, percent

WIDE = 1000  # the picture, in its own units


class Part(TypedDict):
    """A piece of a bar: `x` and `width` in the units of the picture."""

    code: str
    label: str
    amount: Decimal
    x: str
    width: str


class Bar(TypedDict):
    """Everything that one way of doing the job costs, as pieces beside each other."""

    name: str
    parts: list[Part]


class FormLine(TypedDict):
    """A form of the reward: when the money goes out, and what the job then costs in all, in euro."""

    name: str
    when: str
    reward: Decimal
    total: Decimal


class OfferPart(TypedDict):
    """All places of the offer together, in euro. break_even: participants; None: never."""

    total: Decimal
    places: int
    offer_cost: Decimal
    break_even: int | None
    is_reached: bool
    rows: list[Line]


class EndlessPart(TypedDict):
    """A freeze without an end, in euro, beside the temporary one that is offered. names: who may decide on it."""

    cost: Decimal
    years: int
    bars: list[Bar]
    offered: FormCost | None
    names: str


class BusinessPanel(TypedDict):
    """What `jobs/_business_case.html` shows, in euro. rate: the saving as a part of what is avoided; None without any."""

    saving: Decimal
    rate: Decimal | None
    cost: Decimal
    avoided: Decimal
    loses: bool
    bars: list[Bar]
    short: str
    rows: list[Line]
    forms: list[FormLine]
    source: str
    offer: OfferPart | None
    endless: EndlessPart | None


def panel(
    found: Case,
    lines: Sequence[FormCost],
    *,
    source: str,
    offer: Together | None = None,
    endless: WithoutEnd | None = None,
    deciders: Sequence[str] = (),
) -> BusinessPanel:
    """What `jobs/_business_case.html` shows. source: the policy version. deciders: who may decide on a freeze without an end."""
    return {
        "saving": found.saving,
        "rate": found.rate,
        "cost": found.cost,
        "avoided": found.avoided,
        "loses": found.saving <= 0,
        "bars": _bars(found),
        "short": in_short(found),
        "rows": table(found.explain(source=source)),
        "forms": [_form(line) for line in lines],
        "source": source,
        "offer": _offer(offer, source) if offer else None,
        "endless": _endless(endless, lines, deciders) if endless else None,
    }


def _bars(found: Case) -> list[Bar]:
    """A contractor, and the job by the tenant below it, on one scale. Whole numbers as text: a picture knows no language."""
    parts = [
        ("materials", gettext("materiaal"), found.materials + found.surplus),
        ("handling", gettext("onze uren"), found.handling),
        ("risk", gettext("risico"), found.risk),
        ("reward", gettext("beloning"), found.reward),
        ("kept", gettext("houden wij over"), max(found.saving, Decimal(0))),
    ]
    scale = max(found.avoided, found.cost) or Decimal(1)
    return [
        {"name": gettext("Een bedrijf"), "parts": _laid([("avoided", gettext("kost"), found.avoided)], scale)},
        {"name": gettext("De huurder doet het"), "parts": _laid(parts, scale)},
    ]


def _laid(parts: Sequence[tuple[str, str, Decimal]], scale: Decimal) -> list[Part]:
    """Each part after the one before it; one that is nothing is left out."""
    laid: list[Part] = []
    start = Decimal(0)
    for code, label, amount in parts:
        if amount:
            first, last = round(start / scale * WIDE), round((start + amount) / scale * WIDE)
            laid.append({"code": code, "label": label, "amount": amount, "x": str(first), "width": str(last - first)})
        start += amount
    return laid


def _form(line: FormCost) -> FormLine:
    return {
        "name": name_of_form(line.form, line.months),
        "when": _when(line),
        "reward": line.reward,
        "total": line.total,
    }


def _when(line: FormCost) -> str:
    """When the money goes out."""
    if not line.months:
        return gettext("Na de keuring, in één keer.")
    said = {"amount": euro(line.first), "rest": euro(line.once)}
    if line.once:
        return gettext("Eerst %(amount)s per maand minder huur. Aan het eind nog %(rest)s.") % said
    return gettext("Eerst %(amount)s per maand minder huur.") % said


def _offer(offer: Together, source: str) -> OfferPart:
    return {
        "total": offer.total,
        "places": offer.places,
        "offer_cost": offer.offer_cost,
        "break_even": offer.break_even,
        "is_reached": offer.is_reached,
        "rows": table(offer.explain(source=source)),
    }


def _endless(endless: WithoutEnd, lines: Sequence[FormCost], deciders: Sequence[str]) -> EndlessPart:
    """lines: of the forms that are offered; a temporary freeze among them is named too."""
    scale = max(endless.cost, endless.temporary) or Decimal(1)
    held = (gettext("%(months)d maanden bevroren") % {"months": endless.months}, endless.temporary, "reward")
    never = (gettext("nooit ingehaald, %(years)d jaar") % {"years": endless.years}, endless.cost, "risk")
    return {
        "cost": endless.cost,
        "years": endless.years,
        "bars": [
            {"name": name, "parts": _laid([(code, gettext("kost"), amount)], scale)}
            for name, amount, code in (held, never)
        ],
        "offered": next((line for line in lines if line.form == FREEZE), None),
        "names": ", ".join(deciders),
    }


def in_short(found: Case) -> str:
    """The picture in a sentence."""
    said = {"avoided": euro(found.avoided), "cost": euro(found.cost), "saving": euro(abs(found.saving))}
    if found.saving <= 0:
        return gettext("Een bedrijf kost %(avoided)s. Deze klus kost ons %(cost)s: wij houden niets over.") % said
    said["rate"] = percent(found.rate)
    return (
        gettext("Een bedrijf kost %(avoided)s. Deze klus kost ons %(cost)s. Wij houden %(saving)s over (%(rate)s).")
        % said
    )
