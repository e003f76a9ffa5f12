"""What holds for every reward, rent, rate and month, whatever the figures are."""

from datetime import date
from decimal import Decimal as D
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corporations.money.allowance import compare, net_of_discount
from corporations.money.forms import LONGEST_DISCOUNT, REWARD_FORMS, Freeze, Skip, discount, freeze, plan, skip
from corporations.money.residual import residual_value
from corporations.money.shadow import rent_line


def _euro(least: int, most: int) -> st.SearchStrategy[D]:
    return st.integers(least, most).map(lambda cents: D(cents) / 100)


REWARDS = _euro(0, 500_000) | _euro(0, 99)  # a few cents too
RENTS = _euro(20_000, 120_000)
RATES = st.integers(1, 1_000).map(lambda parts: D(parts) / 10_000)
MONTHS = st.integers(1, LONGEST_DISCOUNT)
THREE = st.lists(RATES, min_size=3, max_size=3)
HOUSEHOLDS = st.sampled_from(["1-2", "3+"])
RECEIVES = st.sampled_from([True, False, None])
STARTS = st.builds(date, st.integers(2024, 2035), st.integers(1, 12), st.just(1))


def _all_in_whole_cents(amounts: list[D]) -> bool:
    return all(amount == amount.quantize(D("0.01")) for amount in amounts)


@given(reward=REWARDS, rent=RENTS, rates=THREE, form=st.sampled_from(REWARD_FORMS), months=MONTHS)
def test_every_form_pays_the_reward_in_whole_cents_and_no_month_is_negative(
    reward: D, rent: D, rates: list[D], form: str, months: int
) -> None:
    found = plan(form=form, reward=reward, months=months if form == "discount" else None, rent=rent, rates=rates)
    assert sum(found.monthly) + found.once == reward
    assert min([*found.monthly, found.once]) >= 0
    assert len(found.monthly) <= LONGEST_DISCOUNT
    assert _all_in_whole_cents([*found.monthly, found.once])


@given(reward=REWARDS, rent=RENTS, rates=THREE)
def test_what_is_left_does_not_buy_another_month(reward: D, rent: D, rates: list[D]) -> None:
    skipped = skip(rent=rent, increase_rate=rates[0], reward=reward)
    frozen = freeze(rent=rent, rates=rates, reward=reward)
    assert skipped.months == LONGEST_DISCOUNT or skipped.remainder < skipped.step
    for found in (skipped, frozen):
        if found.months < LONGEST_DISCOUNT:
            with pytest.raises(ValueError, match="^(months|reward)"):
                _again(found, rent, rates, reward)


def _again(found: Skip | Freeze, rent: D, rates: list[D], reward: D) -> Skip | Freeze:
    if isinstance(found, Skip):
        return skip(rent=rent, increase_rate=rates[0], reward=reward, months=found.months + 1)
    return freeze(rent=rent, rates=rates, reward=reward, months=found.months + 1)


@given(reward=REWARDS, rent=RENTS, rates=THREE)
def test_asking_for_the_months_that_the_reward_buys_gives_the_same(reward: D, rent: D, rates: list[D]) -> None:
    skipped = skip(rent=rent, increase_rate=rates[0], reward=reward)
    frozen = freeze(rent=rent, rates=rates, reward=reward)
    if skipped.months:
        assert skip(rent=rent, increase_rate=rates[0], reward=reward, months=skipped.months) == skipped
    if frozen.months:
        assert freeze(rent=rent, rates=rates, reward=reward, months=frozen.months) == frozen
    assert frozen.months <= skipped.months  # no increase at all is never cheaper than one that is skipped


@given(rent=RENTS, share=st.integers(0, 10_000), household=HOUSEHOLDS, receives=RECEIVES)
def test_net_of_a_discount_is_never_above_the_gross_nor_below_nothing(
    rent: D, share: int, household: str, receives: bool | None
) -> None:
    off = (rent * share / 10_000).quantize(D("0.01"))
    net = net_of_discount(rent=rent, discount=off, year=2026, household=household, receives=receives)
    assert D(0) <= net <= off
    assert _all_in_whole_cents([net])


@given(reward=REWARDS, rent=RENTS, months=MONTHS, rate=RATES, household=HOUSEHOLDS, receives=RECEIVES)
def test_compare_gives_every_form_the_same_gross_and_a_net_within_it(
    reward: D, rent: D, months: int, rate: D, household: str, receives: bool | None
) -> None:
    assume(max(discount(reward=reward, months=months)) <= rent)
    found = compare(
        reward=reward, months=months, rent=rent, increase_rate=rate, year=2026, household=household, receives=receives
    )
    assert {row.form for row in found} <= set(REWARD_FORMS)
    assert {row.gross for row in found} == {reward}
    assert all(D(0) <= row.net <= row.gross for row in found)
    assert _all_in_whole_cents([amount for row in found for amount in (row.gross, row.net, row.per_month, row.once)])


@given(reward=REWARDS, rent=RENTS, months=MONTHS, rate=RATES, household=HOUSEHOLDS)
def test_compare_for_who_rather_not_says_is_the_lower_bound(
    reward: D, rent: D, months: int, rate: D, household: str
) -> None:
    assume(max(discount(reward=reward, months=months)) <= rent)
    words: dict[str, Any] = {"reward": reward, "months": months, "rent": rent, "increase_rate": rate, "year": 2026}
    yes, no, silent = (
        [row.net for row in compare(**words, household=household, receives=receives)]
        for receives in (True, False, None)
    )
    assert silent == [min(pair) for pair in zip(yes, no, strict=True)]


@given(rent=RENTS, start=STARTS, reward=REWARDS, months=MONTHS, rates=THREE, length=st.integers(1, 60))
def test_line_is_shadow_less_discount_and_returns_to_the_shadow_exactly(
    rent: D, start: date, reward: D, months: int, rates: list[D], length: int
) -> None:
    schedule = discount(reward=reward, months=months)
    assume(max(schedule) <= rent)
    increases = _julys(start, rates)
    line = rent_line(rent=rent, start=start, months=length, discounts=schedule, increases=increases)
    bare = rent_line(rent=rent, start=start, months=length, discounts=[], increases=increases)
    assert len(line) == length
    assert [month.shadow for month in line] == [month.charged for month in bare]
    assert all(month.charged == month.shadow - month.discount >= 0 for month in line)
    assert all(month.charged == month.shadow for month in line[months:])
    assert [month.discount for month in line] == (schedule + [D(0)] * length)[:length]


@given(rent=RENTS, start=STARTS, reward=REWARDS, months=MONTHS, rates=THREE, order=st.randoms(use_true_random=False))
def test_order_in_which_months_and_increases_are_given_does_not_matter(
    rent: D, start: date, reward: D, months: int, rates: list[D], order: Random
) -> None:
    schedule = discount(reward=reward, months=months)
    assume(max(schedule) <= rent)
    increases = _julys(start, rates)
    as_list = rent_line(rent=rent, start=start, months=60, discounts=schedule, increases=increases)
    by_month = {month.month: amount for month, amount in zip(as_list, schedule, strict=False)}
    shuffled = [dict(order.sample(list(given.items()), len(given))) for given in (by_month, increases)]
    assert rent_line(rent=rent, start=start, months=60, discounts=shuffled[0], increases=shuffled[1]) == as_list


def _julys(start: date, rates: list[D]) -> dict[date, D]:
    first = start.year if start.month <= 7 else start.year + 1
    return {date(first + number, 7, 1): rate for number, rate in enumerate(rates)}


@given(rent=RENTS, over=_euro(1, 10_000), start=STARTS)
def test_discount_above_the_rent_is_refused(rent: D, over: D, start: date) -> None:
    with pytest.raises(ValueError, match="^discounts"):
        rent_line(rent=rent, start=start, months=12, discounts=[D(0), rent + over], increases={})
    with pytest.raises(ValueError, match="^discount"):
        net_of_discount(rent=rent, discount=rent + over, year=2026, household="1-2", receives=True)


@given(basis=REWARDS, used=st.integers(0, 400), term=st.integers(1, 300))
def test_residual_value_falls_from_the_basis_to_nothing(basis: D, used: int, term: int) -> None:
    now, later = (residual_value(basis=basis, months_used=at, term_months=term) for at in (used, used + 1))
    assert D(0) <= later <= now <= basis
    assert residual_value(basis=basis, months_used=0, term_months=term) == basis
    assert residual_value(basis=basis, months_used=term, term_months=term) == 0
