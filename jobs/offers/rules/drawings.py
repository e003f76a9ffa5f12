"""The drawings that a kind of job can be shown by. A job type names one, or none; nothing else spells these names."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Drawing:
    """One drawing, with what is said about it.

    name: stands in rows, so it never changes. template: gets `house_type` and `label`. spots: where a choice can land in it,
    each the class of the shapes there. label: for who can't see it. heading: above it, for who lives there; heading_of_others:
    for everybody else. on_paper: in Dutch, as the document is. crop: what stays of it in a strip (SVG's preserveAspectRatio).
    """

    name: str
    title: "StrOrPromise"
    template: str
    spots: tuple[str, ...]
    label: "StrOrPromise"
    heading: "StrOrPromise"
    heading_of_others: "StrOrPromise"
    on_paper: str
    crop: str = "xMidYMid"


_DRAWINGS: dict[str, Drawing] = {}


def register(drawing: Drawing) -> Drawing:
    """Make a drawing known. Raises ValueError for a name that is there."""
    if drawing.name in _DRAWINGS:
        raise ValueError(f"drawing: {drawing.name} is there already")
    _DRAWINGS[drawing.name] = drawing
    return drawing


def drawing_of(name: str) -> Drawing | None:
    """The drawing with this name; None for no name. Raises ValueError for an unknown one: nothing stands in its place."""
    if not name:
        return None
    try:
        return _DRAWINGS[name]
    except KeyError:
        raise ValueError(f"drawing: one of {', '.join(_DRAWINGS)}") from None


def every_drawing() -> list[Drawing]:
    """All drawings, in the order in which they were made known."""
    return list(_DRAWINGS.values())


def drawing_choices() -> list[tuple[str, "StrOrPromise"]]:
    """Name and title, for the choices of a column: as a function, so that another drawing is no migration."""
    return [(one.name, one.title) for one in every_drawing()]


register(
    Drawing(
        name="facade",
        title=_("De gevel"),
        template="jobs/_house.html",
        spots=("door", "frame", "fascia"),
        label=_("Het huis in de gekozen kleuren"),
        heading=_("Zo ziet uw huis eruit"),
        heading_of_others=_("Zo ziet het huis eruit"),
        on_paper="De gevel in de gekozen kleuren",
        crop="xMidYMax",  # the door, not the roof
    )
)
register(
    Drawing(
        name="attic",
        title=_("De zolder"),
        template="parts/attic.html",
        spots=("insulation",),
        label=_("De zolder met het gekozen materiaal"),
        heading=_("Zo ziet uw zolder eruit"),
        heading_of_others=_("Zo ziet uw zolder eruit"),
        on_paper="De zolder met het gekozen materiaal",
    )
)
register(
    Drawing(
        name="kitchen",
        title=_("De keuken"),
        template="parts/kitchen.html",
        spots=("front", "worktop", "handle"),
        label=_("De keuken zoals gekozen"),
        heading=_("Zo ziet uw keuken eruit"),
        heading_of_others=_("Zo ziet uw keuken eruit"),
        on_paper="De keuken zoals gekozen",
    )
)
