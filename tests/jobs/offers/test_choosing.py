from decimal import Decimal as D

import pytest

from corporations.figures.value_table import in_words, table
from corporations.money.value import explain
from jobs.offers.rules.choosing import meter, reward_after, surplus


@pytest.mark.parametrize(
    ("differences", "budget", "above"),
    [
        ([], "0", "0.00"),
        (["0", "0"], "250", "0.00"),
        (["180", "60", "10"], "250", "0.00"),
        (["180", "60", "10.01"], "250", "0.01"),
        (["180", "320", "95"], "250", "345.00"),
        (["140"], "0", "140.00"),
    ],
)
def test_surplus_is_what_comes_above_the_budget(differences: list[str], budget: str, above: str) -> None:
    assert surplus(differences=map(D, differences), budget=D(budget)) == D(above)


@pytest.mark.parametrize(("differences", "budget"), [(["-1"], "0"), (["0.001"], "0"), (["1"], "-1"), (["1"], "0.005")])
def test_surplus_of_what_is_no_amount_is_refused(differences: list[str], budget: str) -> None:
    with pytest.raises(ValueError, match="an amount in euro"):
        surplus(differences=map(D, differences), budget=D(budget))


@pytest.mark.parametrize(
    ("above", "left"), [("0", "1697.50"), ("275", "1422.50"), ("1697.50", "0.00"), ("9999", "0.00")]
)
def test_reward_after_the_surplus_is_never_below_zero(above: str, left: str) -> None:
    assert reward_after(reward=D("1697.50"), surplus=D(above)) == D(left)


@pytest.mark.parametrize(
    ("total", "above", "left", "fits"),
    [
        ("250", "0.00", "1697.50", True),
        ("525", "275.00", "1422.50", True),
        ("1947.49", "1697.49", "0.01", True),
        ("1947.50", "1697.50", "0.00", False),
    ],
)
def test_meter_says_what_is_left_and_whether_that_is_something(total: str, above: str, left: str, fits: bool) -> None:
    found = meter(differences=[D(total)], budget=D("250.00"), reward=D("1697.50"))
    assert (found.total, found.surplus, found.left, found.fits) == (D(total), D(above), D(left), fits)


KITCHEN = {"avoided": D(6000), "materials": D(2600), "handling": D(375), "risk_rate": D("0.10"), "share": D("0.70")}


def test_explanation_has_the_surplus_as_a_row_of_its_own() -> None:
    rows = table(explain(**KITCHEN, source="beleid 1", surplus=D(275)))
    assert [(row["label"], row["formula"], row["amount"], row["minus"], row["kind"]) for row in rows[4:]] == [
        ("Wij besparen", "N = A − M − O − r", D("2425.00"), False, "sum"),
        ("Meerprijs van uw keuze, boven het budget", "S", D("275.00"), True, ""),
        ("Beloning", "V = 70 % × N − S", D("1422.50"), False, "total"),
    ]


def test_explanation_within_the_budget_has_no_such_row() -> None:
    plain = explain(**KITCHEN, source="")
    assert explain(**KITCHEN, source="", surplus=D(0)) == plain
    assert [row.amount for row in plain][-2:] == [D("2425.00"), D("1697.50")]


def test_a_tenant_reads_the_surplus_in_words() -> None:
    rates = {"risk_rate": D("0.10"), "share": D("0.70")}
    words = [row["formula"] for row in in_words(explain(**KITCHEN, source="", surplus=D(275)), **rates)]
    assert words[4:] == [
        "",
        "wat u kiest kost meer dan wat wij betalen",
        "70\u00a0% van wat wij besparen, min de meerprijs",
    ]
    assert in_words(explain(**KITCHEN, source=""), **rates)[-1]["formula"] == "70\u00a0% van wat wij besparen"
