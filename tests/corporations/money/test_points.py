"""Points and the highest rent of 2026 against the dossier's table, of which a copy of the figures is not needed to know them."""

from decimal import Decimal as D
from hashlib import sha256

import pytest

from corporations.money.points import effect, label_points, maximum_rent, worktop_points

NAMED = {
    60: "375.32", 80: "500.38", 100: "637.67", 110: "706.32", 115: "740.66", 120: "774.94", 130: "843.62", 140: "912.26",
    143: "932.93", 144: "939.73", 150: "980.91", 160: "1049.57", 170: "1118.23", 186: "1228.07", 187: "1234.92",
}  # fmt: skip
SINGLE = {"A": 41, "B": 34, "C": 22, "D": 14, "E": -4, "F": -9, "G": -15}
MULTI = {"A": 37, "B": 30, "C": 15, "D": 11, "E": -4, "F": -9, "G": -15}


def _of(points: int) -> D:
    return maximum_rent(points=points, year=2026)


@pytest.mark.parametrize(("points", "rent"), NAMED.items())
def test_highest_rent_is_that_of_the_dossier(points: int, rent: str) -> None:
    assert _of(points) == D(rent)


def test_all_211_rows_are_those_of_the_government_table() -> None:
    """The hash is of the table as it was fetched, written as lines of points and rent."""
    lines = "".join(f"{points},{_of(points):.2f}\r\n" for points in range(40, 251))
    assert sum(_of(points) for points in range(40, 251)) == D("200232.97")
    assert sha256(f"Punten,Bedrag\r\n{lines}".encode()).hexdigest() == (
        "43254e7dddc40104e989bcad411ae4d8f79eb33b4e91841c35404eecdf7801cc"
    )


def test_a_point_more_is_always_a_higher_rent_near_a_straight_line() -> None:
    steps = [_of(points + 1) - _of(points) for points in range(40, 250)]
    assert all(D("6.18") <= step <= D("6.95") for step in steps)
    assert max(abs(_of(points) - D("637.67") - D("6.865") * (points - 100)) for points in range(100, 251)) <= D("0.07")
    assert max(abs(_of(points) - D("250.26") - D("6.253") * (points - 40)) for points in range(40, 81)) <= D("0.05")


@pytest.mark.parametrize(("dwelling", "table"), [("single", SINGLE), ("multi", MULTI)])
def test_label_points_of_both_kinds_of_dwelling(dwelling: str, table: dict[str, int]) -> None:
    assert {label: label_points(label=label, dwelling=dwelling, year=2026) for label in table} == table


@pytest.mark.parametrize("dwelling", ["single", "multi"])
def test_a_better_label_is_always_more_points(dwelling: str) -> None:
    order = ["A++++", "A+++", "A++", "A+", *SINGLE]
    points = [label_points(label=label, dwelling=dwelling, year=2026) for label in order]
    assert points == sorted(set(points), reverse=True)


@pytest.mark.parametrize(
    ("millimetres", "points"), [(0, 0), (999, 0), (1000, 4), (1999, 4), (2000, 7), (2700, 7), (6000, 7)]
)
def test_worktop_points_by_length(millimetres: int, points: int) -> None:
    assert worktop_points(millimetres=millimetres) == points


@pytest.mark.parametrize(
    ("before", "after", "points", "difference"),
    [("D", "C", 8, "54.92"), ("E", "D", 18, "123.57")],  # the dossier's examples, by its straight line
)
def test_better_label_raises_the_ceiling(before: str, after: str, points: int, difference: str) -> None:
    found = effect(points=120, dwelling="single", year=2026, label_before=before, label_after=after)
    assert (found.points_before, found.points_after) == (120, 120 + points)
    assert (found.maximum_before, found.maximum_after) == (D("774.94"), _of(120 + points))
    assert found.difference == found.maximum_after - found.maximum_before
    assert abs(found.difference - D(difference)) <= D("0.14")


def test_longer_worktop_raises_the_ceiling_by_three_points() -> None:
    found = effect(points=100, dwelling="multi", year=2026, worktop_before=1800, worktop_after=2700)
    assert (found.points_before, found.points_after, found.difference) == (100, 103, _of(103) - _of(100))


def test_nothing_changed_is_no_difference() -> None:
    found = effect(points=115, dwelling="single", year=2026)
    assert (found.points_after, found.maximum_after, found.difference) == (115, D("740.66"), D("0.00"))
