"""The engine against figures that it did not make itself: every fixture of the dossier, section 2, as it stands there."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from corporations.money.allowance import net_of_discount
from corporations.money.forms import discount, freeze, permanent_freeze_cost, skip
from corporations.money.residual import residual_value
from corporations.money.shadow import Month, first_increase, rent_line
from corporations.money.value import net_saving, reward

RATES = [D("0.041"), D("0.03"), D("0.03")]


@pytest.mark.parametrize(
    ("avoided", "materials", "handling", "saving", "paid"),
    [
        ("2400", "250", "300", "1610.00", "1127.00"),  # P1, outdoor painting
        ("3000", "1120", "300", "1280.00", "896.00"),  # I1, attic insulation
        ("6000", "2600", "375", "2425.00", "1697.50"),  # K1, kitchen
    ],
)
def test_job_of_the_dossier_saves_and_pays(avoided: str, materials: str, handling: str, saving: str, paid: str) -> None:
    found = net_saving(avoided=D(avoided), materials=D(materials), handling=D(handling), risk_rate=D("0.1"))
    assert (found, reward(net_saving=found, share=D("0.7"))) == (D(saving), D(paid))


@pytest.mark.parametrize(("months", "each", "last"), [(36, "31.31", "31.15"), (24, "46.96", "46.92")])
def test_discount_of_1127_over_36_and_24_months(months: int, each: str, last: str) -> None:
    assert discount(reward=D("1127.00"), months=months) == [D(each)] * (months - 1) + [D(last)]


def test_discount_over_sixty_months_is_no_temporary_one() -> None:
    with pytest.raises(ValueError, match="^months"):
        discount(reward=D("1127.00"), months=60)


def test_skip_of_twelve_months_costs_31488() -> None:
    found = skip(rent=D("640.00"), increase_rate=D("0.041"), reward=D("1127.00"), months=12)
    assert (found.step, found.months, found.amount, found.remainder) == (D("26.24"), 12, D("314.88"), D("812.12"))


def test_skip_stops_at_36_months_and_leaves_a_remainder() -> None:
    found = skip(rent=D("640.00"), increase_rate=D("0.041"), reward=D("1127.00"))
    assert (found.step, found.months, found.amount, found.remainder) == (D("26.24"), 36, D("944.64"), D("182.36"))
    assert found.schedule == [D("26.24")] * 36


@pytest.mark.parametrize(("months", "cost"), [(12, "314.88"), (36, "1671.48")])
def test_freeze_costs_what_the_dossier_says(months: int, cost: str) -> None:
    found = freeze(rent=D("640.00"), rates=RATES, reward=D(cost), months=months)
    assert (found.months, found.amount, found.remainder) == (months, D(cost), D("0.00"))


def test_freeze_of_36_months_follows_the_shadow_rent_of_each_july() -> None:
    found = freeze(rent=D("640.00"), rates=RATES, reward=D("1671.48"))
    assert found.schedule == [D("26.24")] * 12 + [D("46.23")] * 12 + [D("66.82")] * 12  # 666.24, 686.23, 706.82


def test_freeze_for_1127_is_27_months_and_a_remainder() -> None:
    found = freeze(rent=D("640.00"), rates=RATES, reward=D("1127.00"))
    assert (found.months, found.amount, found.remainder) == (27, D("1070.10"), D("56.90"))


def test_freeze_of_36_months_for_a_cent_less_is_refused() -> None:
    with pytest.raises(ValueError, match="^(months|reward)"):
        freeze(rent=D("640.00"), rates=RATES, reward=D("1671.47"), months=36)


@pytest.mark.parametrize(("years", "cost"), [(5, "1671.74"), (10, "3609.75"), (15, "5856.43")])
def test_freeze_without_an_end_costs(years: int, cost: str) -> None:
    found = permanent_freeze_cost(rent=D("640.00"), increase_rate=D("0.041"), growth=D("0.03"), years=years)
    assert found == D(cost)


@pytest.mark.parametrize(
    ("rent", "off", "net"),
    [
        ("480", "30", "0.00"),
        ("515", "30", "5.88"),
        ("640", "30", "10.50"),
        ("735", "30", "16.00"),
        ("900", "40", "24.00"),
        ("950", "30", "24.83"),  # 17.07 of it above the limit: free
    ],
)
def test_recipient_of_rent_allowance_keeps_at_least(rent: str, off: str, net: str) -> None:
    words: dict[str, Any] = {"rent": D(rent), "discount": D(off), "year": 2026, "household": "1-2"}
    assert net_of_discount(**words, receives=True) == D(net)
    assert net_of_discount(**words, receives=None) == D(net)
    assert net_of_discount(**words, receives=False) == D(off)


@pytest.mark.parametrize(("household", "net"), [("1-2", "15.50"), ("3+", "10.50")])
def test_larger_household_has_the_higher_limit(household: str, net: str) -> None:
    found = net_of_discount(rent=D("733.02"), discount=D(30), year=2026, household=household, receives=True)
    assert found == D(net)  # 20.00 of the 30.00 above 713.02; all of it below 764.14


@pytest.mark.parametrize(
    ("rent", "off", "net"),
    [
        ("210.71", "20.00", "10.00"),
        ("200.71", "10.00", "10.00"),
        ("200.72", "0.01", "0.00"),
        ("200.71", "0.01", "0.01"),
    ],
)
def test_below_the_basic_rent_nothing_of_the_allowance_is_lost(rent: str, off: str, net: str) -> None:
    found = net_of_discount(rent=D(rent), discount=D(off), year=2026, household="1-2", receives=True)
    assert found == D(net)


def test_discount_of_the_paint_job_leaves_about_394_of_1127() -> None:
    kept = [
        net_of_discount(rent=D("640.00"), discount=month, year=2026, household="1-2", receives=True)
        for month in discount(reward=D("1127.00"), months=36)
    ]
    assert sum(kept) == D("394.50")  # 35 x 10.96 and 10.90


@pytest.mark.parametrize(
    ("basis", "used", "term", "left"),
    [("1800", 42, 120, "1170.00"), ("1127", 14, 36, "688.72"), ("1400", 60, 120, "700.00")],
)
def test_residual_value_of_the_dossier(basis: str, used: int, term: int, left: str) -> None:
    assert residual_value(basis=D(basis), months_used=used, term_months=term) == D(left)


@pytest.mark.parametrize(("used", "left"), [(0, "900.00"), (179, "5.00"), (180, "0.00"), (400, "0.00")])
def test_worktop_of_900_is_worn_out_after_fifteen_years_and_never_below_zero(used: int, left: str) -> None:
    assert residual_value(basis=D(900), months_used=used, term_months=180) == D(left)


def test_rent_line_of_the_paint_job_returns_to_the_shadow_rent() -> None:
    line = rent_line(
        rent=D("640.00"),
        start=date(2026, 5, 1),
        months=40,
        discounts=discount(reward=D("1127.00"), months=36),
        increases={date(2026, 7, 1): D("0.041"), date(2027, 7, 1): D("0.03"), date(2028, 7, 1): D("0.03")},
    )
    assert [line[number] for number in (0, 1, 2, 13, 14, 34, 35, 36, 39)] == [
        Month(date(2026, 5, 1), D("640.00"), D("608.69"), D("31.31")),
        Month(date(2026, 6, 1), D("640.00"), D("608.69"), D("31.31")),
        Month(date(2026, 7, 1), D("666.24"), D("634.93"), D("31.31")),
        Month(date(2027, 6, 1), D("666.24"), D("634.93"), D("31.31")),
        Month(date(2027, 7, 1), D("686.23"), D("654.92"), D("31.31")),
        Month(date(2029, 3, 1), D("706.82"), D("675.51"), D("31.31")),
        Month(date(2029, 4, 1), D("706.82"), D("675.67"), D("31.15")),
        Month(date(2029, 5, 1), D("706.82"), D("706.82"), D("0.00")),
        Month(date(2029, 8, 1), D("706.82"), D("706.82"), D("0.00")),
    ]


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 7, 1)),
        (date(2026, 3, 31), date(2026, 7, 1)),
        (date(2026, 4, 1), date(2027, 7, 1)),  # they go out today
        (date(2026, 4, 2), date(2027, 7, 1)),  # the letters for July went out in April
        (date(2026, 7, 1), date(2027, 7, 1)),
        (date(2026, 12, 31), date(2027, 7, 1)),
    ],
)
def test_first_increase_is_the_one_of_which_no_letter_has_gone_out(day: date, first: date) -> None:
    assert first_increase(day=day, letters_month=4, letters_day=1) == first


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 10, 31), date(2027, 1, 1)),
        (date(2026, 11, 1), date(2028, 1, 1)),
        (date(2027, 1, 1), date(2028, 1, 1)),
    ],
)
def test_letters_in_november_are_of_the_increase_of_january(day: date, first: date) -> None:
    assert first_increase(day=day, letters_month=11, letters_day=1, increase_month=1) == first


def test_discount_may_take_the_whole_rent_of_its_month_and_no_more() -> None:
    july = {date(2026, 7, 1): D("0.041")}
    line = rent_line(
        rent=D("640.00"), start=date(2026, 6, 1), months=2, discounts=[D("640.00"), D("666.24")], increases=july
    )
    assert [month.charged for month in line] == [D("0.00"), D("0.00")]
    with pytest.raises(ValueError, match="^discounts"):
        rent_line(rent=D("640.00"), start=date(2026, 6, 1), months=2, discounts=[D(0), D("666.25")], increases=july)
    whole = net_of_discount(rent=D("640.00"), discount=D("640.00"), year=2026, household="1-2", receives=False)
    assert whole == D("640.00")


def test_line_takes_36_months_of_discount_with_pauses_between() -> None:
    with_pauses = [D("1.00"), D(0)] * 18 + [D("1.00")] * 18
    line = rent_line(rent=D("640.00"), start=date(2026, 1, 1), months=60, discounts=with_pauses, increases={})
    assert sum(month.discount for month in line) == D("36.00")
