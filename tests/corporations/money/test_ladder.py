"""The ladder of an offer: which forms, what is known without a rent, and the household of which the least stays."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporations.money import years
from corporations.money.allowance import HOUSEHOLDS, net_of_discount
from corporations.money.forms import REWARD_FORMS
from corporations.money.ladder import Rung, ladder

D = Decimal
P1 = {
    "reward": D("1127.00"),
    "forms": REWARD_FORMS,
    "terms": [12, 36],
    "rent": D("640.00"),
    "rates": [D("0.041"), D("0.03"), D("0.03")],
    "year": 2026,
    "household": "",
    "receives": True,
}


def test_ladder_of_a_known_rent_has_every_form_with_what_at_least_stays():
    """Domain 2.7: of the discount over 36 months € 394 stays, of the one-off all of it; 27 months of freeze (issue 4)."""
    rungs = ladder(**P1)
    assert [(one.form, one.months, one.per_month, one.once, one.paid) for one in rungs] == [
        ("one_off", 0, D("0.00"), D("1127.00"), "once"),
        ("discount", 12, D("93.92"), D("0.00"), "monthly"),
        ("discount", 36, D("31.31"), D("0.00"), "monthly"),
        ("skip", 36, D("26.24"), D("182.36"), "next_increase"),
        ("freeze", 27, D("26.24"), rungs[-1].once, "next_increase"),
    ]
    assert {one.gross for one in rungs} == {D("1127.00")}
    assert (rungs[0].net, rungs[2].net) == (D("1127.00"), D("394.45"))
    assert all(one.net is not None and one.net < one.gross for one in rungs[1:])


def test_ladder_without_a_rent_says_only_what_does_not_depend_on_it():
    for receives, kept in ((True, None), (None, None), (False, D("1127.00"))):
        assert ladder(**P1 | {"rent": None, "receives": receives}) == [
            Rung("one_off", D("1127.00"), D("1127.00"), 0, D("0.00"), D("1127.00"), "once"),
            Rung("discount", D("1127.00"), kept, 12, D("93.92"), D("0.00"), "monthly"),
            Rung("discount", D("1127.00"), kept, 36, D("31.31"), D("0.00"), "monthly"),
            Rung("skip", D("1127.00"), kept, None, None, D("0.00"), "next_increase"),
            Rung("freeze", D("1127.00"), kept, None, None, D("0.00"), "next_increase"),
        ]


@pytest.mark.parametrize("rent", [None, D("640.00")])
@pytest.mark.parametrize(
    ("changes", "forms"),
    [
        ({"forms": ["discount", "one_off"]}, ["one_off", "discount", "discount"]),
        ({"forms": ["one_off", "discount"], "terms": []}, ["one_off"]),
        ({"forms": ["freeze"], "terms": []}, ["freeze"]),
    ],
)
def test_ladder_has_only_what_the_policy_allows_in_a_fixed_order(rent, changes, forms):
    assert [one.form for one in ladder(**P1 | changes | {"rent": rent})] == forms


def test_a_form_that_does_not_fit_the_rent_is_left_out():
    assert [(one.form, one.months) for one in ladder(**P1 | {"rent": D("50.00")})] == [
        ("one_off", 0),
        ("discount", 36),
        ("skip", 36),
        ("freeze", 36),
    ]


rents = st.decimals("300.00", "1200.00", places=2)


@given(rent=rents, receives=st.sampled_from([True, None]))
def test_without_a_household_the_ladder_shows_the_lower_of_both(rent, receives):
    asked = P1 | {"rent": rent, "receives": receives}
    unsaid = [one.net for one in ladder(**asked)]
    each = [[one.net for one in ladder(**asked | {"household": household})] for household in HOUSEHOLDS]
    assert unsaid == list(map(min, zip(*each, strict=True)))


@given(rent=rents)
def test_of_the_two_households_three_or_more_is_the_lower_bound(rent):
    """Why nobody is asked below the lower cap: there it makes no difference."""
    nets = {
        one: net_of_discount(rent=rent, discount=D("30.00"), year=2026, household=one, receives=True)
        for one in HOUSEHOLDS
    }
    assert nets["3+"] <= nets["1-2"]
    if rent <= years.allowance_of(2026).caps["1-2"]:
        assert nets["3+"] == nets["1-2"]


def test_net_is_gross_without_allowance():
    assert {one.net for one in ladder(**P1 | {"receives": False})} == {D("1127.00")}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"rent": D(0)}, "rent"), ({"rent": D("640.001")}, "rent"), ({"year": 2031}, "year"), ({"terms": [37]}, "months")],
)
def test_ladder_refuses_what_is_wrong_by_its_name(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        ladder(**P1 | wrong)
