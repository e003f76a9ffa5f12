"""A discount month by month: its edges, and what holds for every reward and every number of months."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporations.money.forms import LONGEST_DISCOUNT, Span, discount, spans

REWARDS = st.integers(min_value=0, max_value=10_000_000).map(lambda cents: D(cents) / 100)
MONTHS = st.integers(min_value=1, max_value=LONGEST_DISCOUNT)


@pytest.mark.parametrize(
    ("reward", "months", "expected"),
    [
        ("1127.00", 12, [Span(1, 11, D("93.92")), Span(12, 12, D("93.88"))]),
        ("1127.00", 1, [Span(1, 1, D("1127.00"))]),
        ("36.00", 36, [Span(1, 36, D("1.00"))]),
        ("0.05", 36, [Span(1, 35, D("0.00")), Span(36, 36, D("0.05"))]),
        ("0.18", 36, [Span(1, 35, D("0.00")), Span(36, 36, D("0.18"))]),  # half a cent up would give 0.35 in 35 months
        ("0.55", 36, [Span(1, 35, D("0.01")), Span(36, 36, D("0.20"))]),  # likewise 0.70
        ("0.01", 1, [Span(1, 1, D("0.01"))]),
    ],
)
def test_schedule_of_a_reward_is(reward, months, expected):
    assert spans(discount(reward=D(reward), months=months)) == expected


@given(reward=REWARDS, months=MONTHS)
def test_schedule_sums_to_the_reward_in_that_many_months_none_negative(reward, months):
    schedule = discount(reward=reward, months=months)
    assert (len(schedule), sum(schedule)) == (months, reward)
    assert min(schedule) >= 0
    assert len(set(schedule[:-1])) <= 1
    assert all(amount == amount.quantize(D("0.01")) for amount in schedule)
    assert abs(schedule[0] - reward / months) < D("0.01")


@given(reward=REWARDS, months=MONTHS)
def test_spans_tell_the_whole_schedule(reward, months):
    schedule = discount(reward=reward, months=months)
    told = [span.amount for span in spans(schedule) for _month in range(span.first, span.last + 1)]
    assert (told, len(spans(schedule)) <= 2) == (schedule, True)


@pytest.mark.parametrize("months", [-1, 0, 37, 60])
def test_months_outside_one_to_thirty_six_are_refused(months):
    with pytest.raises(ValueError, match="months"):
        discount(reward=D("1127.00"), months=months)


@pytest.mark.parametrize("reward", ["-0.01", "1.001", "NaN", "Infinity"])
def test_reward_that_is_no_amount_is_refused(reward):
    with pytest.raises(ValueError, match="reward"):
        discount(reward=D(reward), months=12)
