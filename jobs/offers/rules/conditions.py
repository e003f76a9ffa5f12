"""Conditions that a page can show one by one: met or not, and what to do. Pure: dates and facts come in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

ASBESTOS_UNTIL = 1994  # built before: suspect (Asbestos Removal Decree: banned from 1 July 1993)
PLANNING_YEARS = 3
SEASON = ((4, 15), (10, 15))  # outdoor paint: mid-April to mid-October


@dataclass(frozen=True)
class Condition:
    """One question with its answer. `is_warning`: worth saying, but no reason to stop."""

    code: str
    text: object  # a lazy text: what holds, or what does not
    is_met: bool
    todo: object = ""
    is_warning: bool = False

    @property
    def stops(self) -> bool:
        """Whether it stands in the way: not met, and no mere warning."""
        return not self.is_met and not self.is_warning


class Gate(StrEnum):
    """What a kind of job has to pass before tenants see an offer of it; a job type says which. Codes of rows: never change one."""

    ASBESTOS = "asbestos"  # it touches what may hold asbestos
    PROTECTED = "protected"  # it changes what the street looks like
    SEASON = "season"  # it wants dry and mild weather


@dataclass(frozen=True)
class OfferFacts:
    """What the publish gate looks at. Amounts in euro.

    gates: those of the job type; choices: of each part how many there are to choose from, and colours those that are colours;
    lacks_words: whether the job type has no text where the pages or the agreement need one.
    """

    built_year: int
    has_asbestos_survey: bool
    is_protected: bool
    maintenance_year: int | None
    gates: frozenset[str]
    capacity: int
    opens_on: date
    closes_on: date
    works_from: date
    works_until: date
    net_saving: Decimal
    reward: Decimal
    choices: dict[str, int]
    colours: dict[str, int]
    lacks_words: bool = False


def publish_gate(facts: OfferFacts, *, today: date) -> list[Condition]:
    """Everything that must be right before tenants see an offer (docs/rules.md, hard rule 7). Publish when none stops."""
    year = facts.maintenance_year
    return [
        *([_words()] if facts.lacks_words else []),
        *([_asbestos(facts)] if Gate.ASBESTOS in facts.gates else []),
        Condition(
            "choices",
            _("Bij elk onderdeel is iets te kiezen."),
            bool(facts.choices) and all(facts.choices.values()),
            _("Vink bij elk onderdeel ten minste één keuze aan."),
        ),
        Condition(
            "window",
            _("Huurders hebben nog tijd om aan te vragen."),
            facts.closes_on >= today,
            _("De laatste dag om aan te vragen is voorbij. Kies een latere dag."),
        ),
        Condition(
            "money",
            _("De klus bespaart ons geld, en de huurder krijgt daar een deel van."),
            facts.net_saving > 0 and facts.reward > 0,
            _("De besparing is nul of minder. Controleer de bedragen."),
        ),
        *([_protected(facts)] if Gate.PROTECTED in facts.gates else []),
        *([_season(facts)] if Gate.SEASON in facts.gates else []),
        Condition(
            "planned",
            _("Wij doen hier de komende drie jaar geen groot onderhoud."),
            year is None or not today.year <= year <= today.year + PLANNING_YEARS,
            _("Er is binnen drie jaar groot onderhoud gepland. Klopt deze klus dan nog?"),
            is_warning=True,
        ),
    ]


def _words() -> Condition:
    """Of a job type that is not finished; there is nothing to say of one that is."""
    return Condition(
        "words",
        _("De teksten van deze soort klus zijn af."),
        False,
        _("Deze soort klus heeft nog niet alle teksten voor de overeenkomst. Vraag uw beheerder om ze te maken."),
    )


def _asbestos(facts: OfferFacts) -> Condition:
    is_old = facts.built_year < ASBESTOS_UNTIL
    return Condition(
        "asbestos",
        _("Er is onderzocht of er asbest is, en het is er niet.") if is_old else _("Gebouwd na het verbod op asbest."),
        not is_old or facts.has_asbestos_survey,
        _("Laat eerst onderzoeken of er asbest is: dit complex is van vóór 1994."),
    )


def _protected(facts: OfferFacts) -> Condition:
    return Condition(
        "protected",
        _("De kleuren mogen in deze straat."),
        not facts.is_protected or all(count == 1 for count in facts.colours.values()),
        _("Dit complex is beschermd: zet elke kleur vast op de kleur van nu."),
    )


def _season(facts: OfferFacts) -> Condition:
    return Condition(
        "season",
        _("Het werk valt in het schilderseizoen (15 april tot en met 15 oktober)."),
        in_season(facts.works_from, facts.works_until),
        _("Buiten schilderen kan alleen van 15 april tot en met 15 oktober. Pas de werkperiode aan."),
    )


def in_season(first: date, last: date) -> bool:
    """Whether a period lies within one painting season."""
    (from_month, from_day), (to_month, to_day) = SEASON
    return date(first.year, from_month, from_day) <= first and last <= date(first.year, to_month, to_day)


def eligibility(
    *, is_own_complex: bool, opens_on: date, closes_on: date, has_open_application: bool, is_open: bool, today: date
) -> list[Condition]:
    """Why a tenant may ask for an offer now, or not yet, or no more."""
    if today < opens_on:
        in_time = Condition(
            "window", _("U bent op tijd om aan te vragen."), False, _("U kunt nog niet aanvragen. Kom later terug.")
        )
    else:
        in_time = Condition(
            "window",
            _("U bent op tijd om aan te vragen."),
            is_open and today <= closes_on,
            _("U kunt niet meer aanvragen: de laatste dag is voorbij."),
        )
    return [
        Condition(
            "home", _("Deze klus is voor uw huis."), is_own_complex, _("Deze klus is voor andere huizen dan het uwe.")
        ),
        in_time,
        Condition(
            "once",
            _("U hebt voor deze klus nog geen aanvraag lopen."),
            not has_open_application,
            _("U hebt deze klus al aangevraagd. U vindt hem bij Mijn klus."),
        ),
    ]
