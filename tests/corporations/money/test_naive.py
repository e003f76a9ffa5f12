"""The engine against the naive one of `naive.py`, on random cases from a fixed seed. The counts are in the names."""

import decimal
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal as D
from random import Random

import pytest

from corporations.money import residual, shadow, value
from corporations.money.allowance import compare, net_of_discount
from corporations.money.forms import (
    discount,
    freeze,
    frozen_rent,
    permanent_freeze_cost,
    rent_discount,
    skip,
    skipped_increase,
)
from corporations.money.residual import exit_table, residual_value
from corporations.money.shadow import rent_line
from tests.corporations.money import naive


def euro(cents: int) -> D:
    return D(cents) / 100


def rate(parts: int) -> D:
    return D(parts) / naive.ONE


def cents(amounts: list[D]) -> list[int]:
    """Exact: an amount with half a cent would not come back."""
    whole = [int(amount * 100) for amount in amounts]
    assert [euro(amount) for amount in whole] == amounts
    return whole


def cases(number: int) -> Iterator[Random]:
    """`number` times the dice, which fall the same in every run."""
    dice = Random(2026)
    for _ in range(number):
        yield dice


def some_reward(dice: Random) -> int:
    """From nothing and a few cents to € 5,000."""
    return dice.choice([dice.randint(0, 99), dice.randint(0, 50_000), dice.randint(50_000, 500_000)])


def some_rent(dice: Random) -> int:
    return dice.randint(20_000, 120_000)


def some_rate(dice: Random) -> int:
    """Nothing, below 1 %, up to 10 %, and steps of half a per cent, which often end on half a cent."""
    return dice.choice([0, dice.randint(1, 99), dice.randint(100, 1_000), dice.randint(2, 20) * 50])


def test_discount_agrees_on_100_000_cases() -> None:
    for dice in cases(100_000):
        reward, months = some_reward(dice), dice.randint(1, naive.LONGEST)
        found = cents(discount(reward=euro(reward), months=months))
        assert (found, sum(found)) == (naive.discount(reward, months), reward)


def test_skip_agrees_on_100_000_cases() -> None:
    for dice in cases(100_000):
        rent, parts, reward = some_rent(dice), some_rate(dice), some_reward(dice)
        found = skip(rent=euro(rent), increase_rate=rate(parts), reward=euro(reward))
        expected = naive.skip(rent, parts, reward)
        assert found.months == len(expected.monthly)
        assert cents([*found.schedule, found.remainder]) == [*expected.monthly, expected.once]
        assert found.amount + found.remainder == euro(reward)


def test_freeze_agrees_on_100_000_cases() -> None:
    for dice in cases(100_000):
        rent, rates, reward = some_rent(dice), [some_rate(dice) for _ in range(dice.randint(1, 4))], some_reward(dice)
        found = freeze(rent=euro(rent), rates=[rate(parts) for parts in rates], reward=euro(reward))
        expected = naive.freeze(rent, rates, reward)
        assert found.months == len(expected.monthly)
        assert cents([*found.schedule, found.remainder]) == [*expected.monthly, expected.once]
        assert found.amount + found.remainder == euro(reward)


def test_freeze_without_an_end_agrees_on_5_000_cases() -> None:
    for dice in cases(5_000):
        rent, parts, growth, years = some_rent(dice), some_rate(dice), some_rate(dice), dice.randint(1, 20)
        found = permanent_freeze_cost(rent=euro(rent), increase_rate=rate(parts), growth=rate(growth), years=years)
        assert cents([found]) == [naive.permanent_freeze_cost(rent, parts, growth, years)]


def test_net_of_discount_agrees_on_20_000_cases() -> None:
    for dice in cases(20_000):
        rent = dice.randint(15_000, 120_000)
        off = dice.randint(0, dice.choice([100, 5_000, rent]))
        household, receives = dice.choice(["1-2", "3+"]), dice.choice([True, False, None])
        found = net_of_discount(rent=euro(rent), discount=euro(off), year=2026, household=household, receives=receives)
        assert cents([found]) == [naive.net_of_discount(rent, off, household, receives)]


def test_rent_line_agrees_on_2_000_lines_of_up_to_60_months() -> None:
    for dice in cases(2_000):
        rent, months, start = some_rent(dice), dice.randint(1, 60), (dice.randint(2024, 2030), dice.randint(1, 12))
        off = naive.discount(dice.randint(0, rent), dice.randint(1, naive.LONGEST))
        rises = {(start[0] + year, 7): some_rate(dice) for year in range(7) if (start[0] + year, 7) >= start}
        found = rent_line(
            rent=euro(rent),
            start=date(*start, 1),
            months=months,
            discounts=[euro(amount) for amount in off],
            increases={date(*month, 1): rate(parts) for month, parts in rises.items()},
        )
        told = [((m.month.year, m.month.month), *cents([m.shadow, m.charged, m.discount])) for m in found]
        assert told == naive.rent_line(rent, start, months, off, rises)


def test_residual_value_agrees_on_20_000_cases() -> None:
    for dice in cases(20_000):
        basis, used, term = some_reward(dice), dice.randint(0, 400), dice.randint(1, 300)
        found = residual_value(basis=euro(basis), months_used=used, term_months=term)
        assert cents([found]) == [naive.residual_value(basis, used, term)]


def test_saving_and_reward_agree_on_20_000_cases() -> None:
    for dice in cases(20_000):
        avoided, materials, handling = some_reward(dice) * 2, some_reward(dice), some_reward(dice)
        risk, share = dice.randint(0, naive.ONE), dice.randint(0, naive.ONE)
        found = value.net_saving(
            avoided=euro(avoided), materials=euro(materials), handling=euro(handling), risk_rate=rate(risk)
        )
        saving = naive.net_saving(avoided, materials, handling, risk)
        paid = value.reward(net_saving=found, share=rate(share))
        assert (found, paid) == (euro(saving), euro(naive.reward(saving, share)))


def test_compare_agrees_on_5_000_cases() -> None:
    for dice in cases(5_000):
        reward, months, rent, parts = some_reward(dice), dice.randint(1, 36), some_rent(dice), some_rate(dice)
        household, receives = dice.choice(["1-2", "3+"]), dice.choice([True, False, None])
        found = compare(
            reward=euro(reward),
            months=months,
            rent=euro(rent),
            increase_rate=rate(parts),
            year=2026,
            household=household,
            receives=receives,
        )
        expected = naive.compare(reward, months, rent, parts, household, receives)
        assert [row.form for row in found] == list(expected)
        for row in found:
            net, monthly, once = expected[row.form]
            assert cents([row.gross, row.net, row.per_month, row.once]) == [reward, net, (monthly or [0])[0], once]
            assert row.months == len(monthly)


def test_exit_table_agrees_on_1_000_tables() -> None:
    for dice in cases(1_000):
        investment, term, months = some_reward(dice), dice.randint(1, 300), dice.randint(1, 60)
        monthly, once = naive.freeze(some_rent(dice), [some_rate(dice) for _ in range(3)], some_reward(dice))
        found = exit_table(
            monthly=[euro(amount) for amount in monthly],
            once=euro(once),
            investment=euro(investment),
            term_months=term,
            months=months,
        )
        assert [row.month for row in found] == list(range(months + 1))
        told = [cents([r.received, r.residual, r.lapses, r.bought_off, r.handed_over]) for r in found]
        assert told == [list(row) for row in naive.exit_table(monthly, once, investment, term, months)]


@pytest.mark.parametrize(
    "rounding", [decimal.ROUND_HALF_EVEN, decimal.ROUND_HALF_DOWN, decimal.ROUND_DOWN, decimal.ROUND_UP]
)
@pytest.mark.parametrize(
    ("module", "agrees"),
    [
        (rent_discount, test_discount_agrees_on_100_000_cases),
        (skipped_increase, test_skip_agrees_on_100_000_cases),
        (frozen_rent, test_freeze_agrees_on_100_000_cases),
        (shadow, test_rent_line_agrees_on_2_000_lines_of_up_to_60_months),
        (residual, test_residual_value_agrees_on_20_000_cases),
        (value, test_saving_and_reward_agree_on_20_000_cases),
    ],
)
def test_another_rounding_of_the_engine_is_found(
    module: object, agrees: Callable[[], None], rounding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "to_cent", lambda amount: amount.quantize(D("0.01"), rounding))
    with pytest.raises((AssertionError, ValueError)):
        agrees()
