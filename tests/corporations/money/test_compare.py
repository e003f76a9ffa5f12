"""The paint job of the dossier side by side, the advice of its section 2.8b, the exit month by month, and what each explains."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from corporations.money import years
from corporations.money.allowance import advice, compare, net_of_discount
from corporations.money.forms import explain_discount, freeze, skip
from corporations.money.points import effect, label_points, maximum_rent
from corporations.money.residual import Exit, exit_table

PAINT: dict[str, Any] = {"reward": D("1127.00"), "rent": D("640.00"), "year": 2026, "household": "1-2"}
RATES = [D("0.041"), D("0.03"), D("0.03")]


@pytest.mark.parametrize(
    ("receives", "nets"),
    [
        (True, ["1127.00", "394.45", "512.98", "402.45"]),  # 35 % of what goes off, but 60 % above 713.02
        (None, ["1127.00", "394.45", "512.98", "402.45"]),
        (False, ["1127.00"] * 4),
    ],
)
def test_paint_job_side_by_side(receives: bool | None, nets: list[str]) -> None:
    found = compare(**PAINT, months=36, increase_rate=D("0.041"), receives=receives)
    assert [(row.form, row.per_month, row.months, row.once, row.paid) for row in found] == [
        ("one_off", D("0.00"), 0, D("1127.00"), "once"),
        ("discount", D("31.31"), 36, D("0.00"), "monthly"),
        ("skip", D("26.24"), 36, D("182.36"), "next_increase"),
        ("freeze", D("26.24"), 26, D("5.40"), "next_increase"),  # 4.1 % each year: 26.24, 53.56 and two months of 82.00
    ]
    assert [row.net for row in found] == [D(net) for net in nets]
    assert {row.may_be_less for row in found} == {("tax", "benefit")}


def test_freeze_beside_the_others_takes_the_rates_of_the_quote() -> None:
    """27 months and a remainder of 56.90, as the quote's own freeze; 35 % of 1,070.10 and all of the remainder stay."""
    *_, frozen = compare(**PAINT, months=36, increase_rate=RATES[0], rates=RATES, receives=True)
    assert (frozen.form, frozen.months, frozen.once, frozen.net) == ("freeze", 27, D("56.90"), D("431.44"))


@pytest.mark.parametrize(
    ("reward", "rent", "receives", "may_move", "expected"),
    [
        ("1127", "480", True, False, [("one_off", "allowance_whole")]),
        ("1127", "498.20", True, False, [("one_off", "allowance_whole")]),
        ("1127", "640", True, False, [("one_off", "allowance_part")]),
        ("1127", "900", True, False, [("one_off", "allowance_part")]),
        ("1127", "640", False, False, [("discount", "equal")]),
        ("1127", "640", None, False, []),
        ("149.99", "640", None, True, [("one_off", "small"), ("one_off", "may_move")]),
        ("150.00", "640", None, True, [("one_off", "may_move")]),
    ],
)
def test_advice_follows_the_situation(
    reward: str, rent: str, receives: bool | None, may_move: bool, expected: list[tuple[str, str]]
) -> None:
    words = PAINT | {"reward": D(reward), "rent": D(rent)}
    assert [(one.form, one.reason) for one in advice(**words, receives=receives, may_move=may_move)] == expected


def test_leaving_a_discount_of_36_months_after_fourteen() -> None:
    table = exit_table(monthly=[D("31.31")] * 35 + [D("31.15")], once=D(0), investment=D(900), term_months=180)
    euro = {0: ("0.00", "900.00", "1127.00"), 14: ("438.34", "830.00", "688.66"), 36: ("1127.00", "720.00", "0.00")}
    assert len(table) == 61
    for month, (received, residual, left) in euro.items():
        bought_off = D(left) + D(residual)
        assert table[month] == Exit(month, D(received), D(residual), D(residual), bought_off, D(left))


def test_leaving_a_skip_before_its_remainder_was_paid() -> None:
    table = exit_table(monthly=[D("26.24")] * 36, once=D("182.36"), investment=D(0), term_months=120)
    assert [(table[month].received, table[month].bought_off) for month in (0, 35, 36, 60)] == [
        (D("0.00"), D("1127.00")),
        (D("918.40"), D("208.60")),
        (D("1127.00"), D("0.00")),
        (D("1127.00"), D("0.00")),
    ]


def test_leaving_after_a_one_off_leaves_nothing_to_pay() -> None:
    table = exit_table(monthly=[], once=D("1127.00"), investment=D(0), term_months=120, months=12)
    assert {(row.received, row.lapses, row.bought_off, row.handed_over) for row in table} == {
        (D("1127.00"), D("0.00"), D("0.00"), D("0.00"))
    }


def test_rows_of_each_form_add_up_to_the_reward() -> None:
    skipped = skip(rent=D(640), increase_rate=RATES[0], reward=D(1127)).explain(source="beleid 1")
    frozen = freeze(rent=D(640), rates=RATES, reward=D(1127)).explain(source="beleid 1")
    lowered = explain_discount(reward=D(1127), months=36, source="beleid 1")
    assert [row.amount for row in skipped] == [D("26.24"), D("944.64"), D("182.36")]
    assert [row.amount for row in frozen] == [D("314.88"), D("554.76"), D("200.46"), D("1070.10"), D("56.90")]
    assert [row.amount for row in lowered] == [D("31.31"), D("31.15"), D("1127.00")]
    assert {row.source for row in [*skipped, *frozen, *lowered]} == {"beleid 1"}
    assert all(row.label and row.formula for row in [*skipped, *frozen, *lowered])


def test_rows_of_an_exit_and_of_points_add_up() -> None:
    leaving = exit_table(monthly=[D("26.24")] * 36, once=D("182.36"), investment=D(900), term_months=180)[14]
    received, left, worth, bought_off, lapses = [row.amount for row in leaving.explain(source="beleid 1")]
    assert (received + left, left + worth, worth) == (D("1127.00"), bought_off, lapses)
    better = effect(points=120, dwelling="single", year=2026, label_before="D", label_after="C")
    now, then, more = [row.amount for row in better.explain(source="2026")]
    assert (now, then, more) == (D("774.94"), D("829.94"), D("55.00"))


def test_rows_of_a_comparison_go_from_gross_to_net() -> None:
    for form in compare(**PAINT, months=36, increase_rate=RATES[0], receives=True):
        gross, lost, net = form.explain(source="2026")
        assert (gross.amount, gross.amount + lost.amount, net.amount) == (form.gross, form.net, form.net)


@pytest.mark.parametrize(
    ("year", "rent", "net"),
    [
        (2024, "464.47", "3.50"),  # 10.00 above 454.47
        (2024, "660.43", "9.50"),  # 10.00 above 650.43 at 60 %, 10.00 below it at 35 %
        (2024, "889.66", "16.00"),  # 10.00 above 879.66: free
        (2025, "487.20", "3.50"),
        (2025, "692.96", "9.50"),
        (2025, "910.07", "16.00"),
        (2026, "508.20", "3.50"),
        (2026, "723.02", "9.50"),
        (2026, "942.93", "16.00"),
    ],
)
def test_limits_of_each_year_are_those_of_the_dossier(year: int, rent: str, net: str) -> None:
    found = net_of_discount(rent=D(rent), discount=D(20), year=year, household="1-2", receives=True)
    assert found == D(net)


@pytest.mark.parametrize(("year", "cap"), [(2024, "697.07"), (2025, "731.93"), (2026, "764.14")])
def test_cap_of_three_or_more_is_that_of_the_dossier(year: int, cap: str) -> None:
    found = net_of_discount(rent=D(cap) + 10, discount=D(20), year=year, household="3+", receives=True)
    assert found == D("9.50")


def test_year_of_which_the_table_knows_something_else_is_unknown_too() -> None:
    with pytest.raises(years.UnknownYear):
        net_of_discount(rent=D(640), discount=D(30), year=2022, household="1-2", receives=True)
    with pytest.raises(years.UnknownYear):
        maximum_rent(points=143, year=2025)
    with pytest.raises(years.UnknownYear):
        label_points(label="A", dwelling="single", year=2025)


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), [2027]),
        (date(2027, 1, 1), [2027]),
        (date(2027, 12, 31), [2027, 2028]),
    ],
)
def test_from_december_on_the_next_year_is_missed(today: date, missing: list[int]) -> None:
    assert (years.latest(), years.missing_on(today)) == (2026, missing)
