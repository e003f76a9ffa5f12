"""What is owed on a day, by the rows that held on it: on the page, in the file, to the cent."""

from datetime import date
from decimal import Decimal as D

import pytest

from agreements.rewards.services import increases, obligations, rewarding
from tests.agreements.booked import (
    ACCEPTED,
    FREEZE,
    REWARD,
    SKIP,
    address,
    at,
    follow,
    page,
    recorded,
    rows_of,
)
from tests.agreements.signed import put
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db


def owed(day):
    """By the sums, which are those of the list."""
    found, listed = obligations.summary(day), obligations.open_on(day)
    assert found.total == sum((one.amount for one in listed), D(0))
    assert {one.kind for one in listed} == set(found.kinds)
    keys = [obligations.Key(*key) for key in obligations.keys(day)]
    assert [(key.of, key.what) for key in keys] == [(one.agreement.pk, one.kind) for one in listed]
    assert obligations.open_on(day, only=keys[1:]) == listed[1:]
    return found.total


def test_what_is_owed_goes_down_by_the_months_that_began_and_what_was_paid(row, finance):
    assert [owed(day) for day in (date(2027, 3, 30), ACCEPTED)] == [D(0), REWARD]  # accepted, not recorded
    made = recorded(row, finance, **SKIP)
    step = D("26.24")
    assert owed(ACCEPTED) == REWARD  # as it stood then
    assert owed(date(2027, 6, 30)) == REWARD
    assert owed(date(2027, 7, 1)) == REWARD - step
    assert owed(date(2028, 6, 30)) == REWARD - 12 * step
    assert owed(date(2030, 6, 30)) == D("182.36")
    with at(2030, 7, 2):
        rewarding.record_rest(made, paid_on=date(2030, 7, 1), by=finance)
    assert (owed(date(2030, 6, 30)), owed(date(2030, 7, 1))) == (D("182.36"), D(0))


def test_every_form_gives_the_reward_from_the_first_day_to_the_last(row, finance):
    """What is owed on a day and what was given by then are the reward, on each first of a month."""
    made = recorded(row, finance, **FREEZE)
    for number in range(40):
        day = date(2027 + (3 + number) // 12, (3 + number) % 12 + 1, 1)
        given = sum(
            change.amount * len([m for m in _months(change) if m <= day]) for change in made.rent_changes.current()
        )
        assert owed(day) + given == REWARD, day


def _months(change):
    day, found = change.starts_on, []
    while day < change.ends_on:
        found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found


def test_a_past_day_shows_the_rows_that_held_then(row, finance):
    recorded(row, finance, on=(2026, 12, 1), **SKIP)
    with at(2027, 3, 1):
        increases.decide(row.corporation, year=2027, rate=D("0.03"), by=finance)
        follow(finance)
    before, after = (obligations.open_on(day) for day in (date(2027, 2, 28), date(2027, 3, 1)))
    assert [(one.kind, one.amount) for one in before] == [("remainder", D("182.36")), ("skip", D("944.64"))]
    assert [(one.kind, one.amount) for one in after] == [("remainder", D("435.80")), ("skip", D("691.20"))]


def test_the_page_adds_up_each_kind_and_the_file_holds_the_same(row, finance):
    recorded(row, finance, **SKIP)
    shown = page(finance, "obligations", "?op=2028-06-30")
    assert "<dt>Overgeslagen huurverhoging</dt> <dd>€ 629,76</dd>" in shown
    assert "<dt><b>Samen op 30 juni 2028</b></dt> <dd><b>€ 812,12</b></dd>" in shown
    assert "nog 24 maanden" in shown
    found = rows_of(visitor(finance).get(address("obligations_file") + "?op=2028-06-30"))
    assert [(one["soort"], one["maanden"], one["tot_en_met"], one["bedrag"]) for one in found] == [
        ("remainder", "0", "01-07-2030", "182,36"),
        ("skip", "24", "30-06-2030", "629,76"),
    ]


def test_the_years_say_when_it_comes_and_add_up_to_what_is_known(row, finance):
    recorded(row, finance, **SKIP)
    found, step = obligations.summary(date(2027, 9, 30)), D("26.24")
    assert found.years == {
        2027: 3 * step,
        2028: 12 * step,
        2029: 12 * step,
        2030: 6 * step + D("182.36"),
    }
    assert sum(found.years.values()) == owed(date(2027, 9, 30))
    put(row, "accepted", **SKIP)
    found = obligations.summary(ACCEPTED)
    assert (found.years, found.kinds) == ({}, {"unrecorded": REWARD})


@pytest.mark.parametrize("name", ["obligations", "obligations_file"])
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("morgen", "Dit is geen dag."),
        ("2027-02-30", "Dit is geen dag."),
        ("", "Kies een dag."),
        ("1999-12-31", "Kies een dag tussen 2000 en 2100."),
        ("9999-12-31", "Kies een dag tussen"),
    ],
)
def test_a_day_that_is_none_is_said_and_kept(row, finance, name, asked, words):
    answer = visitor(finance).get(address(name) + f"?op={asked}")
    assert (answer.status_code, words in text(answer)) == (200, True)
    assert answer.context["form"]["op"].value() == asked
