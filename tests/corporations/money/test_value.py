"""What a job saves and pays: its rows and its edges. The dossier's figures are in rules/test_fixtures.py."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporations.money.shadow import raised
from corporations.money.value import explain, net_saving, reward


def test_explanation_of_the_paint_job_row_by_row():
    rows = explain(
        avoided=D("2400"),
        materials=D("250"),
        handling=D("300"),
        risk_rate=D("0.10"),
        share=D("0.70"),
        source="beleid 1",
    )
    assert [(row.label, row.amount) for row in rows] == [
        ("Kosten die wij niet maken", D("2400.00")),
        ("Wat het materiaal kost", D("-250.00")),
        ("Wat onze uren kosten", D("-300.00")),
        ("Opslag voor risico", D("-240.00")),
        ("Wij besparen", D("1610.00")),
        ("Beloning", D("1127.00")),
    ]


def test_a_negative_saving_pays_nothing():
    found = net_saving(avoided=D(100), materials=D(90), handling=D(50), risk_rate=D("0.10"))
    assert (found, reward(net_saving=found, share=D("0.70"))) == (D("-50.00"), D("0.00"))


def test_half_a_cent_goes_up():
    assert reward(net_saving=D("0.01"), share=D("0.5")) == D("0.01")
    assert net_saving(avoided=D("0.05"), materials=D(0), handling=D(0), risk_rate=D("0.1")) == D("0.04")


@pytest.mark.parametrize(
    "wrong", [{"avoided": D(-1)}, {"materials": D("1.001")}, {"handling": D("NaN")}, {"risk_rate": D("1.2")}]
)
def test_what_is_no_amount_or_rate_is_refused_by_name(wrong):
    good = {"avoided": D(100), "materials": D(10), "handling": D(10), "risk_rate": D("0.1")}
    with pytest.raises(ValueError, match=next(iter(wrong))):
        net_saving(**good | wrong)


def test_a_share_above_one_is_refused():
    with pytest.raises(ValueError, match="share"):
        reward(net_saving=D(100), share=D("1.2"))


amounts = st.integers(0, 10_000_000).map(lambda cents: D(cents) / 100)
rates = st.integers(0, 10_000).map(lambda parts: D(parts) / 10_000)


@given(avoided=amounts, materials=amounts, handling=amounts, risk_rate=rates, share=rates)
def test_rows_add_up_and_no_cent_is_lost(avoided, materials, handling, risk_rate, share):
    *parts, saving, paid = explain(
        avoided=avoided, materials=materials, handling=handling, risk_rate=risk_rate, share=share, source=""
    )
    assert sum(row.amount for row in parts) == saving.amount
    assert D(0) <= paid.amount <= max(saving.amount, D(0))
    assert paid.amount == paid.amount.quantize(D("0.01"))


def test_a_rent_is_rounded_at_each_increase_as_it_is_charged():
    """640.00 becomes 666.24, 686.23 and 706.82; rounded once at the end it would be 706.81."""
    assert [raised(D(640), [D("0.041"), D("0.03"), D("0.03")][:years]) for years in range(4)] == [
        D(640), D("666.24"), D("686.23"), D("706.82"),
    ]  # fmt: skip
