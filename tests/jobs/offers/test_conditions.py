from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jobs.offers.rules.conditions import Gate, OfferFacts, eligibility, in_season, publish_gate

TODAY = date(2027, 1, 10)
WITHIN = frozenset({Gate.ASBESTOS})  # work within the walls
GOOD = OfferFacts(
    built_year=1968,
    has_asbestos_survey=True,
    is_protected=False,
    maintenance_year=None,
    gates=frozenset(Gate),
    capacity=10,
    opens_on=date(2027, 1, 1),
    closes_on=date(2027, 2, 1),
    works_from=date(2027, 4, 15),
    works_until=date(2027, 10, 15),
    net_saving=Decimal("1610.00"),
    reward=Decimal("1127.00"),
    choices={"door": 5, "frame": 1},
    colours={"door": 5, "frame": 1},
)


def unmet(facts: OfferFacts) -> dict[str, bool]:
    """The codes that are not met, and whether each stops."""
    return {condition.code: condition.stops for condition in publish_gate(facts, today=TODAY) if not condition.is_met}


def test_publish_gate_with_all_in_order_lets_through() -> None:
    assert unmet(GOOD) == {}


@pytest.mark.parametrize(("change", "found"), [
    ({"has_asbestos_survey": False}, {"asbestos": True}),
    ({"has_asbestos_survey": False, "built_year": 1993}, {"asbestos": True}),
    ({"has_asbestos_survey": False, "built_year": 1994}, {}),
    ({"choices": {}}, {"choices": True}),
    ({"choices": {"door": 5, "frame": 0}}, {"choices": True}),
    ({"is_protected": True}, {"protected": True}),
    ({"is_protected": True, "colours": {"door": 1, "frame": 1}}, {}),
    ({"lacks_words": True}, {"words": True}),
    ({"closes_on": date(2027, 1, 9)}, {"window": True}),
    ({"closes_on": TODAY}, {}),
    ({"net_saving": Decimal(0), "reward": Decimal(0)}, {"money": True}),
    ({"net_saving": Decimal("0.01"), "reward": Decimal("0.00")}, {"money": True}),
    ({"net_saving": Decimal("0.02"), "reward": Decimal("0.01")}, {}),
    ({"works_from": date(2027, 4, 14)}, {"season": True}),
    ({"works_until": date(2027, 10, 16)}, {"season": True}),
    ({"works_until": date(2027, 10, 16), "gates": WITHIN}, {}),
    ({"is_protected": True, "gates": WITHIN}, {}),
    ({"has_asbestos_survey": False, "gates": WITHIN}, {"asbestos": True}),
    ({"has_asbestos_survey": False, "is_protected": True, "works_until": date(2027, 12, 1), "gates": frozenset()}, {}),
    ({"maintenance_year": 2027}, {"planned": False}),
    ({"maintenance_year": 2030}, {"planned": False}),
    ({"maintenance_year": 2031}, {}),
    ({"maintenance_year": 2026}, {}),
])  # fmt: skip
def test_publish_gate_with_one_thing_changed_says_just_that(change: dict[str, Any], found: dict[str, bool]) -> None:
    assert unmet(replace(GOOD, **change)) == found


def test_publish_gate_tells_what_to_do_for_each_condition() -> None:
    conditions = publish_gate(GOOD, today=TODAY)
    assert all(str(condition.text) and str(condition.todo) for condition in conditions)
    assert len({condition.code for condition in conditions}) == len(conditions) == 7


@pytest.mark.parametrize(("first", "last", "is_in"), [
    (date(2027, 4, 15), date(2027, 10, 15), True),
    (date(2027, 4, 14), date(2027, 5, 1), False),
    (date(2027, 9, 1), date(2027, 10, 16), False),
    (date(2027, 5, 1), date(2028, 6, 1), False),
])  # fmt: skip
def test_in_season_is_one_summer(first: date, last: date, is_in: bool) -> None:
    assert in_season(first, last) is is_in


@pytest.mark.parametrize(("change", "found"), [
    ({}, []),
    ({"is_own_complex": False}, ["home"]),
    ({"today": date(2026, 12, 31)}, ["window"]),
    ({"today": date(2027, 2, 1)}, []),
    ({"today": date(2027, 2, 2)}, ["window"]),
    ({"is_open": False}, ["window"]),
    ({"has_open_application": True}, ["once"]),
    ({"is_own_complex": False, "has_open_application": True}, ["home", "once"]),
])  # fmt: skip
def test_eligibility_names_what_is_not_met(change: dict[str, Any], found: list[str]) -> None:
    facts: dict[str, Any] = {
        "is_own_complex": True,
        "opens_on": date(2027, 1, 1),
        "closes_on": date(2027, 2, 1),
        "has_open_application": False,
        "is_open": True,
        "today": TODAY,
    }
    assert [condition.code for condition in eligibility(**facts | change) if condition.stops] == found
