"""Counting working days and months: pure sums."""

from datetime import date

import pytest

from corporations.money.shadow import month_after
from jobs.offers.rules.days import after_working_days

MONDAY = date(2027, 6, 7)


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 1, date(2027, 6, 8)),
        (MONDAY, 5, date(2027, 6, 14)),
        (MONDAY, 10, date(2027, 6, 21)),
        (date(2027, 6, 11), 1, date(2027, 6, 14)),  # a Friday
        (date(2027, 6, 12), 1, date(2027, 6, 14)),  # a Saturday
        (date(2027, 6, 13), 10, date(2027, 6, 25)),  # a Sunday
        (date(2027, 12, 30), 2, date(2028, 1, 3)),  # over the year; 1 January is a Saturday
    ],
)
def test_after_working_days_counts_no_weekend(day, number, found):
    assert after_working_days(day, number) == found


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (date(2027, 6, 1), 1, date(2027, 7, 1)),
        (date(2027, 6, 30), 1, date(2027, 7, 1)),
        (date(2027, 12, 31), 1, date(2028, 1, 1)),
        (date(2027, 7, 1), 12, date(2028, 7, 1)),
        (date(2027, 12, 1), 36, date(2030, 12, 1)),
    ],
)
def test_month_after_gives_a_first_day(day, number, found):
    assert month_after(day, number) == found
