"""The four figures as one value: whose they are, what they come to, and that each stays in its own place."""

from dataclasses import FrozenInstanceError, fields
from decimal import Decimal as D
from types import SimpleNamespace

import pytest

from agreements.contract.models import Quote
from corporations.money import business_case, value
from corporations.money.amounts import COLUMNS, Amounts
from jobs.offers.models import Offer

GIVEN = Amounts(avoided=D(2400), materials=D(250), handling=D(300), risk_rate=D("0.10"))
ROW = {"avoided_cost": D(2400), "materials_cost": D(250), "handling_cost": D(300), "risk_rate": D("0.10")}


def test_amounts_of_a_row_go_back_into_a_row():
    assert Amounts.of_row(SimpleNamespace(**ROW)) == GIVEN
    assert GIVEN.columns == ROW


@pytest.mark.parametrize("model", [Offer, Quote])
def test_an_offer_and_a_quote_have_the_columns(model):
    assert set(COLUMNS) <= {field.name for field in model._meta.get_fields()}
    assert model(**GIVEN.columns).amounts == GIVEN


def test_amounts_that_were_typed_are_whole_or_nothing():
    assert Amounts.of_typed(ROW | {"share": D("0.70")}) == GIVEN
    for column in COLUMNS:
        assert Amounts.of_typed(ROW | {column: None}) is None
        assert Amounts.of_typed({name: figure for name, figure in ROW.items() if name != column}) is None
    assert Amounts.of_typed(dict.fromkeys(ROW, D(0))) == Amounts(D(0), D(0), D(0), D(0))  # nothing is an answer too


def test_amounts_reckon_as_the_engine_does_with_its_own_words():
    assert GIVEN.net_saving == value.net_saving(**GIVEN.keywords) == D("1610.00")
    given = {"share": D("0.70"), "source": "beleid 1", "surplus": D(27)}
    assert GIVEN.explain(**given) == value.explain(**GIVEN.keywords, **given)
    assert business_case.case(**GIVEN.keywords, reward=D(1127)).risk == D("240.00")


def test_each_figure_has_a_place_of_its_own():
    """The twin: with two of them changed over it comes to something else."""
    assert [field.name for field in fields(Amounts)] == list(GIVEN.keywords)
    other = Amounts(avoided=D(250), materials=D(2400), handling=D(300), risk_rate=D("0.10"))
    assert other.net_saving != GIVEN.net_saving
    assert other.columns != ROW


def test_amounts_do_not_change():
    with pytest.raises(FrozenInstanceError):
        GIVEN.avoided = D(1)


def test_what_is_no_amount_is_refused_where_it_is_reckoned_with():
    with pytest.raises(ValueError, match="materials"):
        Amounts(D(2400), D("-1"), D(300), D("0.10")).net_saving  # noqa: B018
