"""The order of a waiting list: a figure for each case, that anybody can reckon again."""

from datetime import date
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from jobs.applications.rules.waiting import Turn, lot, turns

MONDAY, TUESDAY = date(2027, 3, 1), date(2027, 3, 2)


def test_who_waits_longest_is_next() -> None:
    assert turns(7, {30: TUESDAY, 31: MONDAY}) == [Turn(1, 31, MONDAY, is_drawn=False), Turn(2, 30, TUESDAY, False)]


def test_of_one_day_the_draw_decides_and_not_the_number() -> None:
    lots = {pk: sha256(f"7:{pk}".encode()).hexdigest() for pk in range(1, 6)}
    order = sorted(lots, key=lambda pk: lots[pk])
    found = turns(7, dict.fromkeys(lots, MONDAY))
    assert order != sorted(order)
    assert [(turn.application_id, turn.is_drawn) for turn in found] == [(pk, True) for pk in order]


def test_another_offer_draws_another_order() -> None:
    waiting = dict.fromkeys(range(1, 9), MONDAY)
    assert len({tuple(turn.application_id for turn in turns(offer, waiting)) for offer in range(1, 6)}) == 5


def test_lot_is_of_the_offer_and_the_application() -> None:
    assert lot(1, 23) != lot(12, 3)


@given(st.dictionaries(st.integers(1, 10**6), st.dates(), max_size=30))
def test_line_has_everybody_once_in_order_of_days(since: dict[int, date]) -> None:
    found = turns(5, since)
    days = [turn.since for turn in found]
    assert ({turn.application_id for turn in found}, len(found)) == (set(since), len(since))
    assert days == sorted(days)
    assert [turn.number for turn in found] == list(range(1, len(since) + 1))
