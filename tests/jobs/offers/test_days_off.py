"""Working days and the holidays of the Algemene termijnenwet, each written out."""

from datetime import date

import pytest

from corporations.money.years import UnknownYear
from jobs.offers.rules import days
from jobs.offers.rules.days import after_working_days, days_off

# New Year, Good Friday, Easter, Easter Monday, King's Day, 5 May, Ascension, Whit Sunday, Whit Monday, Christmas twice
YEARS = {
    2025: "01-01 04-18 04-20 04-21 04-26 05-05 05-29 06-08 06-09 12-25 12-26",
    2026: "01-01 04-03 04-05 04-06 04-27 05-05 05-14 05-24 05-25 12-25 12-26",
    2027: "01-01 03-26 03-28 03-29 04-27 05-05 05-06 05-16 05-17 12-25 12-26",
    2028: "01-01 04-14 04-16 04-17 04-27 05-05 05-25 06-04 06-05 12-25 12-26",
    2029: "01-01 03-30 04-01 04-02 04-27 05-05 05-10 05-20 05-21 12-25 12-26",
    2030: "01-01 04-19 04-21 04-22 04-27 05-05 05-30 06-09 06-10 12-25 12-26",
    2036: "01-01 04-11 04-13 04-14 04-26 05-05 05-22 06-01 06-02 12-25 12-26",
}
# from, working days, the last day, and the one without holidays
LAST_DAYS = [
    ("2026-12-18", 10, "2027-01-05", "2027-01-01"),  # Christmas on a Friday and a Saturday, New Year on a Friday
    ("2026-12-24", 1, "2026-12-28", "2026-12-25"),
    ("2027-12-31", 1, "2028-01-03", "2028-01-03"),  # New Year on a Saturday
    ("2027-03-25", 1, "2027-03-30", "2027-03-26"),  # Good Friday, Easter, Easter Monday
    ("2026-04-20", 5, "2026-04-28", "2026-04-27"),  # King's Day
    ("2036-04-25", 1, "2036-04-28", "2036-04-28"),  # in 2036 on Saturday the 26th, so Monday counts
    ("2026-05-04", 1, "2026-05-06", "2026-05-05"),  # 5 May of a year that is no fifth one
    ("2025-05-02", 1, "2025-05-06", "2025-05-05"),  # and of one that is
    ("2027-05-04", 2, "2027-05-10", "2027-05-06"),  # 5 May, Ascension Day
    ("2026-05-13", 10, "2026-05-29", "2026-05-27"),  # Ascension Day, Whit Monday
]


@pytest.mark.parametrize("year", YEARS)
def test_days_off_are_the_holidays_of_the_law(year: int) -> None:
    assert days_off(year) == {date.fromisoformat(f"{year}-{day}") for day in YEARS[year].split()}


@pytest.mark.parametrize(("day", "number", "last"), [row[:3] for row in LAST_DAYS])
def test_after_working_days_counts_no_holiday(day: str, number: int, last: str) -> None:
    assert after_working_days(date.fromisoformat(day), number) == date.fromisoformat(last)


def test_without_holidays_the_last_days_come_too_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the same days, with the holidays off."""
    monkeypatch.setattr(days, "days_off", lambda year: frozenset())
    found = [after_working_days(date.fromisoformat(day), number).isoformat() for day, number, *_ in LAST_DAYS]
    assert found == [row[3] for row in LAST_DAYS]
    assert sum(early != row[2] for early, row in zip(found, LAST_DAYS, strict=True)) == 8


@pytest.mark.parametrize("year", [1900, 1965, 2199, 3000])
def test_a_year_whose_holidays_are_not_known_is_refused_in_words(year: int) -> None:
    with pytest.raises(UnknownYear, match=f"^year: {year} "):
        days_off(year)
    with pytest.raises(UnknownYear):
        after_working_days(date(year - 1, 12, 31), 1)
