"""The money engine once more: slow and simple, from the dossier, and not a line in common with `corporations/money/`.

Amounts are whole cents. A rate is a whole number of parts in ten thousand: 4.1 % is 410. Months are walked one by one,
and what rent allowance takes is counted for every single cent of rent.
"""

from collections.abc import Callable
from functools import cache
from itertools import product
from typing import NamedTuple

COINS = (100_000, 10_000, 1_000, 100, 10, 1)
LONGEST = 36
ONE = 10_000
BASIC, FULL, ONE_OR_TWO, THREE_OR_MORE, CEILING = 20_071, 49_820, 71_302, 76_414, 93_293  # 2026, in cents
HIGHEST = 200_000  # no rent of the tests passes € 2,000


class Paid(NamedTuple):
    """So much off the rent in each month, and what is left to pay at once."""

    monthly: list[int]
    once: int


class Leaving(NamedTuple):
    received: int
    residual: int
    lapses: int
    bought_off: int
    handed_over: int


def half_up(part: int, whole: int) -> int:
    """part / whole in whole cents: down, and one more from half a cent on. Not for negatives."""
    number, rest = divmod(part, whole)
    return number + 1 if rest + rest >= whole else number


def net_saving(avoided: int, materials: int, handling: int, risk: int) -> int:
    return avoided - materials - handling - half_up(avoided * risk, ONE)


def reward(saving: int, share: int) -> int:
    return half_up(saving * share, ONE) if saving > 0 else 0


def discount(reward: int, months: int) -> list[int]:
    """Deal coins out to all months alike, while every month can have one; then look at half a cent."""
    each, left = 0, reward
    for coin in COINS:
        while left >= coin * months:
            each, left = each + coin, left - coin * months
    if left + left >= months and (each + 1) * (months - 1) <= reward:
        each += 1
    paid: list[int] = []
    while len(paid) < months - 1:
        paid.append(each)
    paid.append(reward - sum(paid))
    return paid


def bought(reward: int, cost: Callable[[int], int], most: int) -> Paid:
    """Buy month after month, each at its own cost, until the reward or the months are gone."""
    monthly: list[int] = []
    while len(monthly) < most and cost(len(monthly)) <= reward:
        reward -= cost(len(monthly))
        monthly.append(cost(len(monthly)))
    return Paid(monthly, reward)


def skip(rent: int, rate: int, reward: int, most: int = LONGEST) -> Paid:
    """The same step, every month."""
    step = half_up(rent * rate, ONE)
    return bought(reward, lambda _month: step, most)


def freeze(rent: int, rates: list[int], reward: int, most: int = LONGEST) -> Paid:
    """Each month costs what the rent without us is above the rent of today; it rises before every twelfth month."""
    without: list[int] = []
    for rate in rates:
        last = without[-1] if without else rent
        without += [last + half_up(last * rate, ONE)] * 12
    return bought(reward, lambda month: without[month] - rent, min(most, len(without)))


def permanent_freeze_cost(rent: int, rate: int, growth: int, years: int) -> int:
    """Year after year the step that is not charged, a little more each year; one rounding, at the end."""
    cents, parts = 0, 1
    for year in range(years):
        step, parts = rent * rate, ONE
        for _earlier in range(year):
            step, parts = step * (ONE + growth), parts * ONE
        cents = cents * ONE + 12 * step  # all years in the parts of this one
    return half_up(cents, parts)


@cache
def kept_up_to(household: str) -> list[int]:
    """For every rent in cents: how many hundredths of a cent stay with a tenant when the whole of that rent goes off."""
    capped = {"1-2": ONE_OR_TWO, "3+": THREE_OR_MORE}[household]
    kept = [0]
    for cent in range(1, HIGHEST + 1):
        if BASIC < cent <= FULL:
            lost = 100
        elif FULL < cent <= capped:
            lost = 65
        elif capped < cent <= CEILING:
            lost = 40
        else:
            lost = 0
        kept.append(kept[-1] + 100 - lost)
    return kept


def net_of_discount(rent: int, discount: int, household: str, receives: bool | None) -> int:
    if receives is False:
        return discount
    kept = kept_up_to(household)
    return half_up(kept[rent] - kept[rent - discount], 100)


def rent_line(
    rent: int, start: tuple[int, int], months: int, discounts: list[int], increases: dict[tuple[int, int], int]
) -> list[tuple[tuple[int, int], int, int, int]]:
    """(year, month), rent without us, charged, discount; the first month is `start`."""
    line = []
    calendar = [month for month in product(range(start[0], start[0] + 7), range(1, 13)) if month >= start]
    for number, month in enumerate(calendar[:months]):
        if month in increases:
            rent += half_up(rent * increases[month], ONE)
        off = discounts[number] if number < len(discounts) else 0
        line.append((month, rent, rent - off, off))
    return line


def residual_value(basis: int, used: int, term: int) -> int:
    return half_up(basis * (term - used), term) if used < term else 0


def compare(
    reward: int, months: int, rent: int, rate: int, household: str, receives: bool | None
) -> dict[str, tuple[int, list[int], int]]:
    """By form: what stays at least, what goes off each month, what is paid at once. A form that gives no month is not there.

    A discount goes off the rent of today. Who skips or freezes is charged less than a rent that has risen.
    """
    kept = kept_up_to(household)
    told: dict[str, tuple[int, list[int], int]] = {"one_off": (reward, [], reward)}
    for form, paid in (
        ("discount", Paid(discount(reward, months), 0)),
        ("skip", skip(rent, rate, reward)),
        ("freeze", freeze(rent, [rate] * 3, reward)),
    ):
        hundredths = 100 * paid.once
        for off in paid.monthly:
            without = rent if form == "discount" else rent + off
            hundredths += 100 * off if receives is False else kept[without] - kept[max(without - off, 0)]
        if any(paid.monthly) and (form != "discount" or max(paid.monthly) <= rent):
            told[form] = (half_up(hundredths, 100), *paid)
    return told


def exit_table(monthly: list[int], once: int, investment: int, term: int, months: int) -> list[Leaving]:
    """What is paid at once comes last; where nothing goes off the rent it comes first."""
    table = []
    for month in range(months + 1):
        received = 0
        for number, off in enumerate(monthly, start=1):
            if number <= month:
                received += off
        if month >= len(monthly):
            received += once
        left = sum(monthly) + once - received
        worth = residual_value(investment, month, term)
        table.append(Leaving(received, worth, worth, left + worth, left))
    return table
