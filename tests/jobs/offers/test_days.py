from datetime import date, timedelta

import pytest

from jobs.offers.rules.days import suggestions

FIRST, LAST = date(2027, 4, 15), date(2027, 10, 15)


def test_the_first_day_and_then_mondays_over_the_period():
    assert suggestions(FIRST, LAST) == [date(2027, 4, 15), date(2027, 4, 19), date(2027, 6, 7), date(2027, 7, 26)]


@pytest.mark.parametrize("days", range(200))
def test_suggestions_lie_in_the_period_in_order_and_are_few(days):
    last = FIRST + timedelta(days=days)
    found = suggestions(FIRST, last)
    assert found == sorted(set(found))
    assert 1 <= len(found) <= 4
    assert found[0] == FIRST
    assert all(FIRST <= day <= last for day in found)


def test_a_period_that_is_over_has_no_suggestions():
    assert suggestions(LAST, FIRST) == []
