"""What a kind of job can change of the points of a home (WWS). A job type names one of these, or none; nothing else spells their names."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from corporations.money import years

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Calculator:
    """One way to reckon the points before and after.

    name: stands in rows, so it never changes. of_home: the attribute of a home that the job changes; before and after: what
    `corporations.money.points.effect` calls it. now, value: label and text of how it is now, of which `%(now)s` is the value.
    unknown: said when the home's own is not known. is_in_table: whether only what the year's table of labels has is known.
    """

    name: str
    title: "StrOrPromise"
    of_home: str
    before: str
    after: str
    now: "StrOrPromise"
    value: "StrOrPromise"
    unknown: "StrOrPromise"
    is_in_table: bool = False

    def knows(self, found: object, *, year: int) -> bool:
        """Whether there is anything to reckon with. found: what the home has. Raises as `years.points_of`."""
        return found in years.points_of(year).labels if self.is_in_table else found is not None


_CALCULATORS = {
    one.name: one
    for one in (
        Calculator(
            name="energy_label",
            title=_("Punten van het energielabel"),
            of_home="label",
            before="label_before",
            after="label_after",
            now=_("Label nu"),
            value="%(now)s",
            unknown=_(
                "Het energielabel van deze woning staat niet in het portaal, dus wij kunnen niet rekenen. "
                "Vraag uw beheerder om het in te lezen."
            ),
            is_in_table=True,
        ),
        Calculator(
            name="worktop",
            title=_("Punten van het aanrecht"),
            of_home="worktop_mm",
            before="worktop_before",
            after="worktop_after",
            now=_("Aanrecht nu"),
            value=_("%(now)s millimeter"),
            unknown=_(
                "De lengte van het aanrecht staat niet in het portaal, dus wij kunnen niet rekenen. Meet het aanrecht bij de "
                "opname en vraag uw beheerder om de lengte in te lezen."
            ),
        ),
    )
}


def calculator_of(name: str) -> Calculator | None:
    """The calculator with this name; None for no name. Raises ValueError for an unknown one: nothing stands in its place."""
    if not name:
        return None
    try:
        return _CALCULATORS[name]
    except KeyError:
        raise ValueError(f"calculator: one of {', '.join(_CALCULATORS)}") from None


def every_calculator() -> list[Calculator]:
    """All calculators."""
    return list(_CALCULATORS.values())


def calculator_choices() -> list[tuple[str, "StrOrPromise"]]:
    """Name and title, for the choices of a column: as a function, so that another calculator is no migration."""
    return [(one.name, one.title) for one in every_calculator()]
