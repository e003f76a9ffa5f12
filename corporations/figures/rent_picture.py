"""The rent line as a picture: what is charged against the shadow rent, as paths and marks in a box; and as a table with few rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import count, groupby, pairwise

from corporations.money.shadow import Month

LEFT, RIGHT, TOP, BOTTOM = 58, 388, 14, 186  # the field of the lines; parts/rent_line.html has the box around it
MOST_STEPS = 8  # between the marks of the euros
JANUARY = 1


@dataclass(frozen=True)
class Mark:
    """A mark on an axis: where, and the year or the whole euros that stand beside it."""

    at: str
    value: int


@dataclass(frozen=True)
class Picture:
    """Paths for `d`: the two lines, and what lies between them. Years along, euros up; the lowest mark is not zero."""

    shadow: str
    charged: str
    between: str
    years: tuple[Mark, ...]
    euros: tuple[Mark, ...]


@dataclass(frozen=True)
class Stretch:
    """Months in which nothing changes: the first days of the first and the last month, and what holds in each, in euro."""

    first: date
    last: date
    shadow: Decimal
    charged: Decimal
    discount: Decimal


def stretches(months: Iterable[Month]) -> list[Stretch]:
    """Following months with the same amounts as one row."""
    found = []
    for (shadow, charged, discount), group in groupby(months, key=lambda one: (one.shadow, one.charged, one.discount)):
        alike = list(group)
        found.append(Stretch(alike[0].month, alike[-1].month, shadow, charged, discount))
    return found


def picture(months: Sequence[Month]) -> Picture:
    """Two lines with a step where an amount changes, drawn to fill the box. Raises ValueError without a month."""
    if not months:
        raise ValueError("months: at least one")
    shadows, charges = [one.shadow for one in months], [one.charged for one in months]
    euros = _scale([*shadows, *charges])
    low, high = euros[0], euros[-1]

    def x(number: int) -> str:
        return _written(LEFT + Decimal(RIGHT - LEFT) * number / len(months))

    def y(amount: Decimal) -> str:
        return _written(BOTTOM - (BOTTOM - TOP) * (amount - low) / (high - low))

    def turns(amounts: Sequence[Decimal]) -> list[str]:
        """Where the line begins, turns and ends, from left to right."""
        found = [f"{x(0)} {y(amounts[0])}"]
        for number, (before, after) in enumerate(pairwise(amounts), 1):
            if before != after:
                found += [f"{x(number)} {y(before)}", f"{x(number)} {y(after)}"]
        return [*found, f"{x(len(amounts))} {y(amounts[-1])}"]

    above, below = turns(shadows), turns(charges)
    years = [(number, one.month.year) for number, one in enumerate(months) if one.month.month == JANUARY]
    return Picture(
        shadow=_path(above),
        charged=_path(below),
        between=_path([*above, *reversed(below)]) + "Z",
        years=tuple(Mark(x(number), year) for number, year in years),
        euros=tuple(Mark(y(Decimal(amount)), amount) for amount in euros),
    )


def _scale(amounts: Sequence[Decimal]) -> list[int]:
    """Whole euros from under the lowest amount to the highest or above it, in at most eight steps of 1, 2, 5, 10, 20, ..."""
    step, below, above = 0, 0, MOST_STEPS + 1
    sizes = (digit * 10**power for power in count() for digit in (1, 2, 5))
    while above - below > MOST_STEPS:
        step = next(sizes)
        below = max(_up(min(amounts) / step) - 1, 0)
        above = max(_up(max(amounts) / step), 1)
    return [step * number for number in range(below, above + 1)]


def _up(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_CEILING))


def _written(place: Decimal) -> str:
    """To a tenth of a unit, without a needless .0: the same picture always has the same letters."""
    return f"{place:.1f}".removesuffix(".0")


def _path(points: Sequence[str]) -> str:
    return "M" + "L".join(points)
