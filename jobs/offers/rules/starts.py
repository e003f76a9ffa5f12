"""Days to begin, to pick from, and working days: pure dates."""

from datetime import date, timedelta

WEEK = timedelta(weeks=1)
SATURDAY = 5


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
    """The day that is so many working days later. Saturday and Sunday do not count; public holidays do, as yet."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day
