"""Whom a job favours: what is gained against what is given."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporations.money.benefit import benefit

AMOUNTS = st.decimals(min_value=0, max_value=99999, places=2)
P1 = {"reward": Decimal("1127.00"), "materials": Decimal("250.00"), "surplus": Decimal(0), "bought": Decimal(0)}


def of(*, may_choose=True, **changes):
    return benefit(**P1 | changes, may_choose=may_choose, source="beleid 1")


def test_benefit_of_the_paint_job_is_reward_and_materials():
    found = of()
    assert (found.gains, found.gives, found.amount, found.is_positive) == (Decimal(1377), 0, Decimal(1377), True)
    assert [(row.formula, f"{row.amount:.2f}") for row in found.rows] == [
        ("B", "1127.00"),
        ("M", "250.00"),
        ("zonder bedrag", "0.00"),
        ("S", "0.00"),
        ("K", "0.00"),
        ("zonder bedrag", "0.00"),
        ("T = B + M − S − K", "1377.00"),
    ]
    assert {row.source for row in found.rows} == {"beleid 1"}


def test_benefit_without_a_choice_does_not_count_one():
    assert [row.label for row in of(may_choose=False).rows].count("Vrije keuze") == 0


@pytest.mark.parametrize(
    ("changes", "amount", "is_positive"),
    [
        ({"surplus": Decimal("265.00")}, "1112.00", True),
        ({"bought": Decimal("1376.99")}, "0.01", True),
        ({"bought": Decimal("1377.00")}, "0.00", False),
        ({"bought": Decimal("1500.00")}, "-123.00", False),
        ({"materials": Decimal(0), "bought": Decimal("1200.00")}, "-73.00", False),
    ],
)
def test_benefit_is_positive_only_when_the_tenant_gains_more_than_he_gives(changes, amount, is_positive):
    found = of(**changes)
    assert (f"{found.amount:.2f}", found.is_positive) == (amount, is_positive)


@pytest.mark.parametrize("name", P1)
@pytest.mark.parametrize("amount", [Decimal("-0.01"), Decimal("1.001"), Decimal("NaN")])
def test_benefit_refuses_what_is_no_amount_by_its_name(name, amount):
    with pytest.raises(ValueError, match=f"^{name}: "):
        of(**{name: amount})


@given(reward=AMOUNTS, materials=AMOUNTS, surplus=AMOUNTS, bought=AMOUNTS)
def test_benefit_rows_but_the_last_add_up_to_it(reward, materials, surplus, bought):
    found = of(reward=reward, materials=materials, surplus=surplus, bought=bought)
    *rows, last = found.rows
    assert sum(row.amount for row in rows) == last.amount == found.amount
