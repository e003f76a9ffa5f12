"""The year to reckon with, and who hears that the next one is missing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from corporations.money import years
from jobs import checks
from jobs.offers.services.years import figures_for, missing_in_words
from klushuur.ground import clock
from tests import factories
from tests.visiting import text, visitor

MISSING = "De bedragen van 2027 (huurtoeslag en punten) staan nog niet in het portaal."
ASKED = ("officer", "manager", "finance")


@pytest.fixture
def december() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=True) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("today", "year", "note"),
    [
        (date(2026, 1, 1), 2026, ""),
        (date(2026, 12, 31), 2026, ""),
        (date(2027, 1, 1), 2026, "Berekend met 2026: de bedragen van 2027 zijn er nog niet."),
        (date(2031, 7, 1), 2026, "Berekend met 2026: de bedragen van 2031 zijn er nog niet."),
        (date(2025, 7, 1), 2026, "Berekend met 2026: de bedragen van 2025 zijn er nog niet."),  # no points of 2025
    ],
)
def test_figures_are_of_this_year_or_say_of_which(today: date, year: int, note: str) -> None:
    assert figures_for(today) == (year, note)


def test_figures_of_a_year_that_came_in_carry_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(years, "YEARS", {**years.YEARS, 2027: years.of_year(2026)})
    assert figures_for(date(2027, 1, 1)) == (2027, "")
    assert missing_in_words(date(2026, 12, 1)) == ""


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), [2027]),
        (date(2027, 1, 1), [2027]),
        (date(2027, 12, 1), [2027, 2028]),
    ],
)
def test_missing_from_december_on_is_also_the_next_year(today: date, missing: list[int]) -> None:
    assert years.missing_on(today) == missing


@pytest.mark.parametrize("role", ASKED)
def test_inbox_in_december_says_that_the_figures_are_missing(db: None, december: Any, role: str) -> None:
    page = visitor(factories.staff(factories.corporation(), role))
    assert MISSING in text(page.get(reverse("inbox", args=["voorbeeldstad"])))


@pytest.mark.parametrize("role", ASKED)
def test_inbox_in_november_says_nothing_of_it(db: None, december: Any, role: str) -> None:
    december.move_to(datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert clock.today() == date(2026, 11, 30)
    page = visitor(factories.staff(factories.corporation(), role))
    assert "huurtoeslag en punten" not in text(page.get(reverse("inbox", args=["voorbeeldstad"])))


def test_check_in_december_names_the_year_and_where_to_add_it(december: Any) -> None:
    (warning,) = checks.years_are_known()
    assert (warning.id, warning.msg) == ("klushuur.W002", "No figures for 2027 (rent allowance, points).")
    assert "corporations.money.years" in (warning.hint or "")


def test_check_in_november_has_nothing_to_say(december: Any) -> None:
    december.move_to(datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert checks.years_are_known() == []
