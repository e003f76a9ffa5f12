"""The months to come, for the pages that show them: the rent in one form or in all of them, and moving out."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.contract import forecast
from agreements.contract.forms.choosing import name_of
from agreements.contract.models import Agreement
from agreements.contract.services import choosing
from agreements.contract.services.choosing import Option


@dataclass(frozen=True)
class FormForecast:
    """One form of the reward: the line of the rent (none when it does not change) and moving out (none when it changes nothing)."""

    code: str
    name: str
    is_open: bool
    line: forecast.Line | None
    lease_end: forecast.LeaseEnd | None


def forecasts(agreement: Agreement) -> list[FormForecast]:
    """Of the form that was chosen; before that, of each that may be, the first one with a line in sight. Two queries."""
    chosen = choosing.chosen(agreement)
    return forecasts_of(agreement, [chosen] if chosen else choosing.options(agreement))


def forecasts_of(agreement: Agreement, options: Sequence[Option]) -> list[FormForecast]:
    """Of each of these options."""
    rates, now = forecast.Rates.of(agreement), choosing.chosen(agreement)
    found = [forecast.of(agreement, option.plan, rates) for option in options]
    in_sight = now or next((option for option in options if option.months), None)
    return [
        FormForecast(option.code, name_of(option), option == in_sight, one.line, one.lease_end)
        for option, one in zip(options, found, strict=True)
    ]
