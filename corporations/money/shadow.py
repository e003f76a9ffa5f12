"""The shadow rent: what the rent would have been without our discount, and what is charged, month by month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from corporations.money.forms import LONGEST_DISCOUNT
from corporations.money.value import NOTHING, check_amount, check_rate, check_whole, to_cent

LONGEST_LINE = 60
JULY = 7  # the annual increase (huurronde) of social rents begins on the 1st


@dataclass(frozen=True)
class Month:
    """A month (its first day): the rent without our discount, what is charged, and what is off; in euro."""

    month: date
    shadow: Decimal
    charged: Decimal
    discount: Decimal


def rent_line(
    *,
    rent: Decimal,
    start: date,
    months: int,
    discounts: Sequence[Decimal] | Mapping[date, Decimal],
    increases: Mapping[date, Decimal],
) -> list[Month]:
    """The rent month by month, at most 60 months; each increase is rounded to the cent.

    start: the first day of the first month, in which `rent` holds. discounts: from `start` on, at most 36; or by the first day
    of the month, in any order. increases: a rate by the day on which it starts. After the last discount the shadow rent is charged.
    Raises ValueError for a discount above the rent of its month, more than 36 of them, a day that is no first of a month, one
    before the start, an amount or a rate that is none.
    """
    check_amount("rent", rent, above_zero=True)
    check_whole("months", months, least=1, most=LONGEST_LINE)
    _check_month("start", start)
    off = _by_month(discounts, start)
    for day, rate in increases.items():
        _check_day("increases", day, start)
        check_rate("increases", rate)
    line, shadow = [], to_cent(rent)
    for number in range(months):
        month = month_after(start, number)
        if month in increases:
            shadow = raised(shadow, [increases[month]])
        less = off.get(month, NOTHING)
        if less > shadow:  # a rent below zero would be a payment, which is no discount
            raise ValueError(f"discounts: above the rent in {month:%Y-%m}")
        line.append(Month(month, shadow, to_cent(shadow - less), to_cent(less)))
    return line


def raised(rent: Decimal, rates: Iterable[Decimal]) -> Decimal:
    """A rent after these increases, in euro, rounded to the cent at each."""
    for rate in rates:
        rent = to_cent(rent * (1 + rate))
    return rent


def first_increase(*, day: date, letters_month: int, letters_day: int, increase_month: int = JULY) -> date:
    """The start of the next annual increase whose letters have not gone out on this day.

    The letters of an increase go out on the letters' day before it; from that day on the next one counts.
    Raises ValueError for a month or a day that is none.
    """
    _check_date("day", day)
    check_whole("letters_month", letters_month, least=1, most=12)
    check_whole("letters_day", letters_day, least=1, most=28)
    check_whole("increase_month", increase_month, least=1, most=12)
    year = day.year
    while True:
        starts = date(year, increase_month, 1)
        if day < letters_before(starts, letters_month=letters_month, letters_day=letters_day):
            return starts
        year += 1


def letters_before(increase: date, *, letters_month: int, letters_day: int) -> date:
    """The day on which the letters about the increase of this day go out."""
    letters = date(increase.year, letters_month, letters_day)
    # letters of November are about the increase of the next July
    return letters if letters < increase else letters.replace(year=increase.year - 1)


def month_after(day: date, number: int = 1) -> date:
    """The first day of the month that comes so many months after that of `day`."""
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def months_between(first: date, second: date) -> int:
    """How many months the second day's month comes after the first's; below 0 when it comes before."""
    return (second.year - first.year) * 12 + second.month - first.month


def _by_month(discounts: Sequence[Decimal] | Mapping[date, Decimal], start: date) -> dict[date, Decimal]:
    in_order = discounts.values() if isinstance(discounts, Mapping) else discounts
    days = discounts if isinstance(discounts, Mapping) else (month_after(start, n) for n in range(len(discounts)))
    found = dict(zip(days, in_order, strict=True))
    for day, amount in found.items():
        _check_day("discounts", day, start)
        check_amount("discounts", amount)
    if sum(1 for amount in found.values() if amount) > LONGEST_DISCOUNT:
        raise ValueError(f"discounts: at most {LONGEST_DISCOUNT} months")
    return found


def _check_day(name: str, day: date, start: date) -> None:
    _check_month(name, day)
    if day < start:
        raise ValueError(f"{name}: {day.isoformat()} is before the start")


def _check_month(name: str, day: date) -> None:
    _check_date(name, day)
    if day.day != 1:
        raise ValueError(f"{name}: {day.isoformat()} is not the first of a month")


def _check_date(name: str, day: object) -> None:
    # a datetime is a date too, and its hour would be lost
    is_date = isinstance(day, date) and not isinstance(day, datetime)
    if not is_date:
        raise ValueError(f"{name}: a date")
