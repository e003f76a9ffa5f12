"""What a job does to the points of a home and its highest rent (woningwaarderingsstelsel): an indication, for staff only."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from corporations.money import years
from corporations.money.value import Row, check_whole

SMALL_WORKTOP, LARGE_WORKTOP = 1000, 2000  # millimetres
LONGEST_WORKTOP = 20_000
DWELLINGS = (years.SINGLE, years.MULTI)


@dataclass(frozen=True)
class Effect:
    """Points before and after, the highest rent of each in euro a month, and what differs."""

    points_before: int
    points_after: int
    maximum_before: Decimal
    maximum_after: Decimal

    @property
    def difference(self) -> Decimal:
        """What the highest rent goes up, in euro a month; negative when the job takes points."""
        return self.maximum_after - self.maximum_before

    def explain(self, *, source: str) -> list[Row]:
        """The rows of the highest rent: now, with the job, and what differs."""
        return [
            Row(_("Hoogste huur nu"), f"{self.points_before} punten", self.maximum_before, source),
            Row(_("Hoogste huur na de klus"), f"{self.points_after} punten", self.maximum_after, source),
            Row(_("Verschil"), "na − nu", self.difference, source),
        ]


def maximum_rent(*, points: int, year: int) -> Decimal:
    """The highest rent of a self-contained home, in euro a month. Raises UnknownYear; ValueError for points outside the table."""
    table = years.points_of(year)
    check_whole("points", points, least=table.first, most=table.first + len(table.rents) - 1)
    return table.rents[points - table.first]


def label_points(*, label: str, dwelling: str, year: int) -> int:
    """Points of an energy label, for a `single` or a `multi` dwelling. Raises UnknownYear; ValueError for another label or dwelling."""
    return _label_points("label", label, dwelling, year)


def worktop_points(*, millimetres: int) -> int:
    """Points of a worktop by its length: 0 below a metre (then it is no kitchen), 4, and 7 from two metres on."""
    return _worktop_points("millimetres", millimetres)


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
    _check_dwelling(dwelling)
    after = points
    if label_before:
        before = _label_points("label_before", label_before, dwelling, year)
        after += _label_points("label_after", label_after, dwelling, year) - before
    if worktop_before is not None and worktop_after is not None:
        before = _worktop_points("worktop_before", worktop_before)
        after += _worktop_points("worktop_after", worktop_after) - before
    return Effect(points, after, maximum_rent(points=points, year=year), maximum_rent(points=after, year=year))


def _label_points(name: str, label: str, dwelling: str, year: int) -> int:
    labels = years.points_of(year).labels
    if label not in labels:
        raise ValueError(f"{name}: one of {', '.join(labels)}")
    _check_dwelling(dwelling)
    return labels[label][dwelling]


def _worktop_points(name: str, millimetres: int) -> int:
    check_whole(name, millimetres, least=0, most=LONGEST_WORKTOP)
    return 0 if millimetres < SMALL_WORKTOP else 4 if millimetres < LARGE_WORKTOP else 7


def _check_dwelling(dwelling: str) -> None:
    if dwelling not in DWELLINGS:
        raise ValueError(f"dwelling: one of {', '.join(DWELLINGS)}")
