"""What a job costs and saves the corporation: the dossier's painting job, choices above the budget, jobs that leave nothing."""

from decimal import Decimal as D
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporations.money import business_case
from corporations.money.business_case import FormCost, case, costs, needs_mandate, together, without_end

P1 = {"avoided": D("2400.00"), "materials": D("250.00"), "handling": D("300.00"), "risk_rate": D("0.10")}
PAINT = case(**P1, reward=D("1127.00"))
RATES = [D("0.041"), D("0.03"), D("0.03")]
EUROS = st.decimals(min_value=0, max_value=20000, places=2)
SHARES = st.decimals(min_value=0, max_value=1, places=2)


def test_painting_job_costs_1917_and_leaves_483_of_the_contractors_2400() -> None:
    assert (PAINT.cost, PAINT.saving, PAINT.rate) == (D("1917.00"), D("483.00"), D("0.201"))


def test_explain_goes_from_the_contractor_to_what_is_left() -> None:
    assert [(row.formula, row.amount) for row in PAINT.explain(source="beleid 1")] == [
        ("A", D("2400.00")),
        ("M", D("-250.00")),
        ("O", D("-300.00")),
        ("r = 10 % × A", D("-240.00")),
        ("B", D("-1127.00")),
        ("W = A − M − O − r − B", D("483.00")),
    ]


def test_choice_above_the_budget_costs_us_what_the_reward_went_down() -> None:
    dearer = case(**P1, reward=D("1000.00"), surplus=D("127.00"))
    assert (dearer.cost, dearer.saving) == (PAINT.cost, PAINT.saving)
    assert ("S", D("-127.00")) in [(row.formula, row.amount) for row in dearer.explain(source="")]


def test_every_form_costs_the_same_and_says_when() -> None:
    forms = ["one_off", "discount", "skip", "freeze"]
    found = costs(PAINT, forms=forms, months=[36, 24], rent=D("640.00"), rates=RATES)
    reward, total = D("1127.00"), D("1917.00")
    assert found == [
        FormCost("one_off", reward, total, 0, D("0.00"), reward),
        FormCost("discount", reward, total, 24, D("46.96"), D("0.00")),
        FormCost("discount", reward, total, 36, D("31.31"), D("0.00")),
        FormCost("skip", reward, total, 36, D("26.24"), D("182.36")),
        FormCost("freeze", reward, total, 27, D("26.24"), D("56.90")),
    ]


def test_form_that_depends_on_the_rent_is_left_out_without_one() -> None:
    found = costs(PAINT, forms=["one_off", "skip", "freeze"], months=[], rent=None, rates=RATES)
    assert [line.form for line in found] == ["one_off"]


@pytest.mark.parametrize(("reward", "rate"), [("20.00", "0.041"), ("20.00", "0"), ("0.00", "0.041")])
def test_form_that_takes_nothing_off_the_rent_is_left_out(reward: str, rate: str) -> None:
    small = case(**P1, reward=D(reward))
    found = costs(small, forms=["skip", "freeze", "one_off"], months=[], rent=D("640.00"), rates=[D(rate)])
    assert [line.form for line in found] == ["one_off"]


@pytest.mark.parametrize(
    ("offer_cost", "break_even", "is_reached", "total"),
    [
        ("0.00", 0, True, "4830.00"),
        ("483.00", 1, True, "4347.00"),
        ("483.01", 2, True, "4346.99"),
        ("4830.00", 10, True, "0.00"),
        ("4830.01", 11, False, "-0.01"),
    ],
)
def test_offer_breaks_even_at_the_participant_that_pays_its_last_cent(
    offer_cost: str, break_even: int, is_reached: bool, total: str
) -> None:
    found = together(PAINT, places=10, offer_cost=D(offer_cost))
    assert (found.break_even, found.is_reached, found.total) == (break_even, is_reached, D(total))
    assert found.explain(source="")[-1].amount == found.total


@pytest.mark.parametrize("reward", ["1610.00", "1700.00"])
def test_offer_of_which_a_participant_leaves_nothing_over_never_breaks_even(reward: str) -> None:
    found = together(case(**P1, reward=D(reward)), places=10, offer_cost=D("0.00"))
    assert (found.break_even, found.is_reached) == (None, False)


def test_freeze_without_an_end_costs_more_than_twice_the_longest_temporary_one() -> None:
    found = without_end(rent=D("640.00"), rates=RATES)
    assert (found.years, found.cost, found.months, found.temporary) == (10, D("3609.75"), 36, D("1671.48"))


def test_one_rate_is_its_own_growth() -> None:
    assert without_end(rent=D("640.00"), rates=[D("0.03")]) == without_end(rent=D("640.00"), rates=[D("0.03")] * 3)


@pytest.mark.parametrize(
    ("mandate", "needs"), [("3609.75", False), ("3609.76", False), ("3609.74", True), ("0.00", True)]
)
def test_mandate_must_cover_the_ten_years(mandate: str, needs: bool) -> None:
    assert needs_mandate(cost=D("3609.75"), mandate=D(mandate)) is needs


def test_without_a_mandate_nobody_decides_not_even_on_what_costs_nothing() -> None:
    assert needs_mandate(cost=D("0.00"), mandate=D("0.00"))


@given(EUROS, EUROS, EUROS, SHARES, EUROS, EUROS)
def test_cost_and_saving_are_together_the_contractor(a: D, m: D, o: D, risk: D, reward: D, surplus: D) -> None:
    found = case(avoided=a, materials=m, handling=o, risk_rate=risk, reward=reward, surplus=surplus)
    assert found.cost + found.saving == a
    rows = found.explain(source="")
    assert sum(row.amount for row in rows[:-1]) == rows[-1].amount == found.saving


@given(st.decimals(min_value="0.01", max_value=500, places=2), st.decimals(min_value=0, max_value=5000, places=2))
def test_break_even_is_what_counting_gives(each: D, offer_cost: D) -> None:
    """Counts euros, one participant after another."""
    made = case(avoided=each, materials=D(0), handling=D(0), risk_rate=D(0), reward=D(0))
    if offer_cost / each > 2000:
        return
    counted = next(number for number in count() if number * each >= offer_cost)
    assert together(made, places=1, offer_cost=offer_cost).break_even == counted


@pytest.mark.parametrize(
    ("call", "wrong", "field"),
    [
        (case, P1 | {"reward": D("-1.00")}, "reward"),
        (case, P1 | {"reward": D("1.001")}, "reward"),
        (case, P1 | {"reward": D("1.00"), "surplus": D("-0.01")}, "surplus"),
        (case, P1 | {"reward": D("1.00"), "risk_rate": D("1.2")}, "risk_rate"),
        (case, P1 | {"reward": 1.0}, "reward"),
        (together, {"found": PAINT, "places": 0, "offer_cost": D("0.00")}, "places"),
        (together, {"found": PAINT, "places": 501, "offer_cost": D("0.00")}, "places"),
        (together, {"found": PAINT, "places": 1, "offer_cost": D("-1.00")}, "offer_cost"),
        (without_end, {"rent": D("0.00"), "rates": RATES}, "rent"),
        (without_end, {"rent": D("640.00"), "rates": []}, "rates"),
        (without_end, {"rent": D("640.00"), "rates": [D("-1")]}, "increase_rate"),
        (without_end, {"rent": D("640.00"), "rates": RATES, "years": 0}, "years"),
        (needs_mandate, {"cost": D("-1.00"), "mandate": D("1.00")}, "cost"),
    ],
)
def test_bad_input_is_refused_by_its_name(call: Any, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}: "):
        call(*[wrong.pop("found")] if "found" in wrong else [], **wrong)


def test_picture_of_a_loss_has_the_job_longer_than_the_contractor() -> None:
    from corporations.figures.business_panel import panel

    loss = case(**P1, reward=D("2000.00"))
    shown = panel(loss, [], source="beleid 1")
    contractor, job = shown["bars"]
    ends = [sum(int(part["width"]) for part in bar["parts"]) for bar in (contractor, job)]
    assert (shown["loses"], ends[0] < 1000, ends[1]) == (True, True, 1000)
    assert business_case.together(loss, places=1, offer_cost=D(0)).break_even is None
