"""Which days: to begin on, working days and holidays. Pure dates."""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from corporations.money.years import UnknownYear

WEEK = timedelta(weeks=1)
SATURDAY = 5
CATEGORIES = ("public", "optional")  # 5 May is public once in five years, and optional in all


def suggestions(first: date, last: date, *, at_most: int = 4) -> list[date]:
    """The first day, and then Mondays spread over the period, in order; none when the period is over.

    The last suggestion leaves a quarter of the period to work in.
    """
    if first > last:
        return []
    monday = first + timedelta(days=7 - first.weekday())
    until = first + (last - first) * 3 / 4
    mondays = [monday + WEEK * number for number in range((until - monday) // WEEK + 1)]
    # every so many weeks, rounded up, so that there are never more than asked
    pace = max(1, -(-len(mondays) // (at_most - 1)))
    return [first, *mondays[::pace]][:at_most]


def after_working_days(day: date, number: int) -> date:
    """The day that is so many working days later. Saturday, Sunday and the holidays of the law do not count.

    Raises UnknownYear.
    """
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY and day not in days_off(day.year)
    return day


@cache
def days_off(year: int) -> frozenset[date]:
    """The holidays of art. 3 (1) and (2) Algemene termijnenwet: Good Friday is one, and so is 5 May of every year.

    Raises UnknownYear. The library says nothing of a year that it does not know, where each has holidays.
    """
    found = country_holidays("NL", years=year, categories=CATEGORIES)
    if not found:
        raise UnknownYear(year)
    return frozenset(found)
