"""The forms of a reward: what a discount on the rent is month by month. Decimal in and out, to the cent."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from itertools import groupby

from corporations.rules import LONGEST_DISCOUNT
from jobs.rules.value import CENT, to_cent


@dataclass(frozen=True)
class Span:
    """Months of a schedule with one amount: the first and the last, counted from 1, and what each of them gives."""

    first: int
    last: int
    amount: Decimal


def discount(*, reward: Decimal, months: int) -> list[Decimal]:
    """Monthly discounts in euro: all equal but the last, which takes the rest, so that the sum is `reward`.

    Rounded half up, but down when the months before the last would together pass the reward: no month is negative.
    months: 1 to 36 (Wet tijdelijke huurkorting). Raises ValueError outside that, and for a reward that is no amount of 0 or more in whole cents.
    """
    if not 1 <= months <= LONGEST_DISCOUNT:
        raise ValueError(f"months: 1 to {LONGEST_DISCOUNT}")
    if not reward.is_finite() or reward < 0 or reward != to_cent(reward):
        raise ValueError("reward: an amount in euro, 0 or more, with at most two decimals")
    each = to_cent(reward / months)
    if each * (months - 1) > reward:
        each = (reward / months).quantize(CENT, ROUND_DOWN)
    return [each] * (months - 1) + [to_cent(reward - each * (months - 1))]


def fits(*, reward: Decimal, months: int, rent: Decimal) -> bool:
    """Whether no month's discount passes the rent that is charged, in euro a month. Raises ValueError as `discount`."""
    return max(discount(reward=reward, months=months)) <= rent


def spans(schedule: list[Decimal]) -> list[Span]:
    """A schedule in few rows: following months with the same amount are one."""
    found: list[Span] = []
    for amount, group in groupby(schedule):
        first = found[-1].last + 1 if found else 1
        found.append(Span(first, first + len(list(group)) - 1, amount))
    return found
