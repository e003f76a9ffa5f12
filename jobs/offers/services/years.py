"""Which year's figures to reckon with, in one place; and what staff must know when a year is missing."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext

from corporations.money import years


class Figures(NamedTuple):
    """The year to ask the engine for, and the sentence that belongs beside its amounts; empty when it is this year."""

    year: int
    note: str


def figures_for(today: date) -> Figures:
    """This year's figures when the table has them in full, else the latest, and then the page says so in the reader's language."""
    latest = years.latest()
    if is_known(today.year):
        return Figures(today.year, "")
    return Figures(
        latest,
        gettext("Berekend met %(year)s: de bedragen van %(this_year)s zijn er nog niet.")
        % {"year": latest, "this_year": today.year},
    )


def is_known(year: int) -> bool:
    """Whether the table has the allowance and the points of this year."""
    known = years.YEARS.get(year)
    return known is not None and known.allowance is not None and known.points is not None


def missing_in_words(today: date) -> str:
    """What staff must have done: the years of which the figures are missing; empty when there is nothing to do."""
    missing = years.missing_on(today)
    if not missing:
        return ""
    return gettext(
        "De bedragen van %(years)s (huurtoeslag en punten) staan nog niet in het portaal. Tot ze er zijn, rekenen wij met %(latest)s, "
        "en dat staat erbij. Vraag de beheerder van het portaal om ze erin te zetten."
    ) % {"years": ", ".join(map(str, missing)), "latest": years.latest()}
