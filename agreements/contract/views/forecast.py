"""The months to come, for the pages that show them: the rent in one form or in all of them, and moving out."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.contract import forecast
from agreements.contract.forms.choosing import name_of
from agreements.contract.models import Agreement
from agreements.contract.services import choosing
from agreements.contract.services.choosing import Option


@dataclass(frozen=True)
class Ahead:
    """One form of the reward: the line of the rent (none when it does not change) and moving out (none when it changes nothing)."""

    code: str
    name: str
    is_open: bool
    line: forecast.Line | None
    leaving: forecast.Leaving | None


def ahead(agreement: Agreement) -> list[Ahead]:
    """Of the form that was chosen; before that, of each that may be, the first one with a line in sight. Two queries."""
    chosen = choosing.chosen(agreement)
    return ahead_of(agreement, [chosen] if chosen else choosing.options(agreement))


def ahead_of(agreement: Agreement, options: Sequence[Option]) -> list[Ahead]:
    """Of each of these options."""
    rates, now = forecast.Rates.of(agreement), choosing.chosen(agreement)
    found = [forecast.of(agreement, option.plan, rates) for option in options]
    in_sight = now or next((option for option in options if option.months), None)
    return [
        Ahead(option.code, name_of(option), option == in_sight, one.line, one.leaving)
        for option, one in zip(options, found, strict=True)
    ]
