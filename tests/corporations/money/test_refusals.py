"""What is no amount, rate, month, year, label or household is refused by every function, and the text begins with the field."""

import re
from datetime import date, datetime
from decimal import Decimal as D
from typing import Any, NamedTuple

import pytest

from corporations.money import allowance, forms, points, residual, shadow, value, years

NEVER = [D("NaN"), D("sNaN"), D("Infinity"), D("-Infinity"), 1.5, "1.00", None]
AMOUNTS = [D("-0.01"), D("1.001"), D("1E+30"), *NEVER]
RENTS = [D(0), D("0.00"), *AMOUNTS]
RATES = [D("-0.01"), D("1.2"), *NEVER]
MONTHS = [-1, 0, 37, 12.0, D("1.5"), "12", True]
YEARS = [1999, 2023, 2027, 20260, 2026.0, D(2026), "2026", None]
HOUSEHOLDS = ["", "2", "1-3", "3", None]
RECEIVES = ["yes", "", 2]


class Case(NamedTuple):
    function: Any
    good: dict[str, Any]
    wrong: dict[str, list[Any]]


RATE, THREE = D("0.041"), [D("0.041"), D("0.03"), D("0.03")]
BUYING: dict[str, Any] = {"rent": D(640), "reward": D("1127.00"), "months": 12}
ALLOWED: dict[str, Any] = {"year": 2026, "household": "1-2", "receives": True}
CASES = [
    Case(
        value.net_saving,
        {"avoided": D(2400), "materials": D(250), "handling": D(300), "risk_rate": D("0.1")},
        {"avoided": AMOUNTS, "materials": AMOUNTS, "handling": AMOUNTS, "risk_rate": RATES},
    ),
    Case(
        value.reward, {"net_saving": D(1610), "share": D("0.7")}, {"net_saving": [D("1.001"), *NEVER], "share": RATES}
    ),
    Case(forms.discount, {"reward": D(1127), "months": 36}, {"reward": AMOUNTS, "months": MONTHS}),
    Case(
        forms.skip,
        BUYING | {"increase_rate": RATE},
        {"rent": RENTS, "increase_rate": RATES, "reward": AMOUNTS, "months": MONTHS},
    ),
    Case(
        forms.freeze,
        BUYING | {"rates": THREE},
        {
            "rent": RENTS,
            "rates": [[], None, *([RATE, wrong] for wrong in RATES)],
            "reward": AMOUNTS,
            "months": [36, *MONTHS],  # 36 cost more than the reward
        },
    ),
    Case(
        forms.permanent_freeze_cost,
        {"rent": D(640), "increase_rate": RATE, "growth": D("0.03"), "years": 10},
        {"rent": RENTS, "increase_rate": RATES, "growth": RATES, "years": [-1, 0, 2.0, "5"]},
    ),
    Case(
        forms.plan,
        {"form": "freeze", "rates": THREE} | BUYING,
        {
            "form": ["", "gift", "FREEZE", None],
            "rent": RENTS,
            "reward": AMOUNTS,
            "months": MONTHS,
            "rates": [[], [D(2)]],
        },
    ),
    Case(forms.plan, {"form": "discount", "rates": THREE} | BUYING, {"months": [None, *MONTHS], "reward": AMOUNTS}),
    Case(
        allowance.net_of_discount,
        {"rent": D(640), "discount": D(30)} | ALLOWED,
        {
            "rent": RENTS,
            "discount": [D("640.01"), *AMOUNTS],
            "year": YEARS,
            "household": HOUSEHOLDS,
            "receives": RECEIVES,
        },
    ),
    Case(
        allowance.compare,
        {"reward": D(1127), "months": 36, "rent": D(640), "increase_rate": RATE, "rates": THREE} | ALLOWED,
        {
            "rates": [*([RATE, wrong] for wrong in RATES)],
            "reward": AMOUNTS,
            "months": MONTHS,
            "rent": RENTS,
            "increase_rate": RATES,
            "year": YEARS,
            "household": HOUSEHOLDS,
            "receives": RECEIVES,
        },
    ),
    Case(
        allowance.advice,
        {"reward": D(1127), "rent": D(640)} | ALLOWED,
        {"reward": AMOUNTS, "rent": RENTS, "year": YEARS, "household": HOUSEHOLDS, "receives": RECEIVES},
    ),
    Case(
        shadow.rent_line,
        {
            "rent": D(640),
            "start": date(2026, 5, 1),
            "months": 60,
            "discounts": [D(30)],
            "increases": {date(2026, 7, 1): RATE},
        },
        {
            "rent": RENTS,
            "start": [date(2026, 5, 2), datetime(2026, 5, 1), "2026-05-01", None],
            "months": [-1, 0, 61, 12.0, "12"],
            "discounts": [
                [D("640.01")],
                [D("0.01")] * 37,
                {
                    date(2026 + month // 12, month % 12 + 1, 1): D("0.01") for month in range(4, 60) if month % 3
                },  # 37 or more
                {date(2026, 5, 2): D(30)},
                {date(2026, 4, 1): D(30)},
                {date(2026, 5, 1): D("640.01")},
                *([wrong] for wrong in AMOUNTS),
                *({date(2026, 6, 1): wrong} for wrong in AMOUNTS),
            ],
            "increases": [
                {date(2026, 4, 1): RATE},  # before the start
                {date(2026, 7, 2): RATE},
                *({date(2026, 7, 1): wrong} for wrong in RATES),
            ],
        },
    ),
    Case(
        shadow.first_increase,
        {"day": date(2026, 3, 1), "letters_month": 4, "letters_day": 1, "increase_month": 7},
        {
            "day": [datetime(2026, 3, 1), "2026-03-01", None],
            "letters_month": [0, 13, 4.0],
            "letters_day": [0, 32],
            "increase_month": [0, 13],
        },
    ),
    Case(
        residual.residual_value,
        {"basis": D(1800), "months_used": 42, "term_months": 120},
        {"basis": AMOUNTS, "months_used": [-1, 1.5, "1"], "term_months": [-1, 0, 12.0]},
    ),
    Case(
        residual.exit_table,
        {"monthly": [D(30)] * 12, "once": D(10), "investment": D(900), "term_months": 180},
        {
            "monthly": [*([D(1), wrong] for wrong in AMOUNTS)],
            "once": AMOUNTS,
            "investment": AMOUNTS,
            "term_months": [-1, 0, 12.0],
        },
    ),
    Case(points.maximum_rent, {"points": 143, "year": 2026}, {"points": [-1, 143.0, D("143.5"), "143"], "year": YEARS}),
    Case(
        points.label_points,
        {"label": "A", "dwelling": "single", "year": 2026},
        {"label": ["", "H", "a", "A-", None], "dwelling": ["", "boat", "Single", None], "year": YEARS},
    ),
    Case(points.worktop_points, {"millimetres": 2000}, {"millimetres": [-1, 1999.5, "2000", None]}),
    Case(
        points.effect,
        {
            "points": 120,
            "dwelling": "single",
            "year": 2026,
            "label_before": "D",
            "label_after": "C",
            "worktop_before": 1000,
            "worktop_after": 2000,
        },
        {
            "points": [-1, 120.5],
            "dwelling": ["boat", None],
            "year": YEARS,
            "label_before": ["H"],
            "label_after": ["H"],
            "worktop_before": [-1],
            "worktop_after": [-1],
        },
    ),
    Case(
        points.effect,
        {"points": 120, "dwelling": "multi", "year": 2026},
        {"dwelling": ["boat", None], "label_after": ["A"], "worktop_after": [2000]},  # of a pair only one
    ),
    Case(years.of_year, {"year": 2026}, {"year": YEARS}),
]
WRONG = [
    pytest.param(case.function, case.good | {field: wrong}, field, id=f"{case.function.__name__}-{field}-{wrong!r}")
    for case in CASES
    for field, values in case.wrong.items()
    for wrong in values
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.function.__name__)
def test_good_words_are_taken(case: Case) -> None:
    case.function(**case.good)


@pytest.mark.parametrize(("function", "words", "field"), WRONG)
def test_wrong_word_is_refused_by_its_name(function: Any, words: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(field)}\\b"):
        function(**words)


@pytest.mark.parametrize("year", [1999, 2023, 2027])
def test_year_that_is_not_in_the_table_is_unknown_and_never_guessed(year: int) -> None:
    for ask in (
        lambda: years.of_year(year),
        lambda: points.effect(points=143, dwelling="single", year=year),
        lambda: points.maximum_rent(points=143, year=year),
        lambda: points.label_points(label="A", dwelling="single", year=year),
        lambda: allowance.net_of_discount(**ALLOWED | {"year": year}, rent=D(640), discount=D(30)),
    ):
        with pytest.raises(years.UnknownYear, match="^year"):
            ask()


@pytest.mark.parametrize(("rates", "months"), [(THREE[:1], 13), (THREE[:2], 25)])
def test_freeze_for_longer_than_there_are_rates_is_refused(rates: list[D], months: int) -> None:
    with pytest.raises(ValueError, match="^(months|rates)"):
        forms.freeze(rent=D(640), rates=rates, reward=D(5000), months=months)


def test_a_loss_is_no_bad_input_it_pays_nothing() -> None:
    assert value.reward(net_saving=D("-50.00"), share=D("0.7")) == D("0.00")
