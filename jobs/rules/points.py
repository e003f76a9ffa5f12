"""What a job does to the points of a home and its highest rent (woningwaarderingsstelsel): an indication, for staff only."""

from dataclasses import dataclass
from decimal import Decimal

from jobs.rules import years
from jobs.rules.value import check_whole

SMALL_WORKTOP, LARGE_WORKTOP = 1000, 2000  # millimetres
LONGEST_WORKTOP = 20_000


@dataclass(frozen=True)
class Effect:
    """Points before and after, the highest rent of each in euro a month, and what differs."""

    points_before: int
    points_after: int
    maximum_before: Decimal
    maximum_after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.maximum_after - self.maximum_before


def maximum_rent(*, points: int, year: int) -> Decimal:
    """The highest rent of a self-contained home, in euro a month. Raises UnknownYear; ValueError for points outside the table."""
    table = years.points_of(year)
    check_whole("points", points, least=table.first, most=table.first + len(table.rents) - 1)
    return table.rents[points - table.first]


def label_points(*, label: str, dwelling: str, year: int) -> int:
    """Points of an energy label, for a `single` or a `multi` dwelling. Raises UnknownYear; ValueError for another label or dwelling."""
    labels = years.points_of(year).labels
    if label not in labels:
        raise ValueError(f"label: one of {', '.join(labels)}")
    if dwelling not in labels[label]:
        raise ValueError(f"dwelling: one of {', '.join(labels[label])}")
    return labels[label][dwelling]


def worktop_points(*, millimetres: int) -> int:
    """Points of a worktop by its length: 0 below a metre (then it is no kitchen), 4, and 7 from two metres on."""
    check_whole("millimetres", millimetres, least=0, most=LONGEST_WORKTOP)
    return 0 if millimetres < SMALL_WORKTOP else 4 if millimetres < LARGE_WORKTOP else 7


def effect(
    *,
    points: int,
    dwelling: str,
    year: int,
    label_before: str = "",
    label_after: str = "",
    worktop_before: int | None = None,
    worktop_after: int | None = None,
) -> Effect:
    """What another label or worktop does. Only what the corporation pays counts (nothing of the tenant's own).

    worktop: in millimetres. Raises UnknownYear, ValueError as the others do, and when only one of a pair is given.
    """
    if bool(label_before) != bool(label_after):
        raise ValueError("label_after: give the label before and after")
    if (worktop_before is None) != (worktop_after is None):
        raise ValueError("worktop_after: give the worktop before and after")
    after = points
    if label_before:
        before = label_points(label=label_before, dwelling=dwelling, year=year)
        after += label_points(label=label_after, dwelling=dwelling, year=year) - before
    if worktop_before is not None and worktop_after is not None:
        after += worktop_points(millimetres=worktop_after) - worktop_points(millimetres=worktop_before)
    return Effect(points, after, maximum_rent(points=points, year=year), maximum_rent(points=after, year=year))
