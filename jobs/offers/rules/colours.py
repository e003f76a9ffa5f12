"""House-paint colours: RAL code, Dutch and English name, and what a screen shows for it.

The screen value is an approximation, as any screen's is; the pages say so. 9010, 7016, 6009, 5011 and 3005 are the house's own choice.
"""

from dataclasses import dataclass
from types import MappingProxyType

ELEMENTS = (
    "door",
    "frame",
    "fascia",
)  # the parts of a façade that a tenant may colour, as they are named in the drawings


@dataclass(frozen=True)
class Colour:
    """One colour of the RAL Classic card. `on_screen` is `#rrggbb`."""

    code: str
    name: str
    name_en: str
    on_screen: str


def _table(*rows: tuple[str, str, str, str]) -> MappingProxyType[str, Colour]:
    return MappingProxyType({row[0]: Colour(*row) for row in rows})


COLOURS = _table(
    ("1013", "Parelwit", "Oyster white", "#e3d9c6"),
    ("1015", "Licht ivoor", "Light ivory", "#e6d2b5"),
    ("2004", "Zuiver oranje", "Pure orange", "#e25303"),
    ("3003", "Robijnrood", "Ruby red", "#861a22"),
    ("3005", "Wijnrood", "Wine red", "#5e2028"),
    ("3009", "Oxiderood", "Oxide red", "#6d342d"),
    ("3011", "Bruinrood", "Brown red", "#7c1f24"),
    ("5003", "Saffierblauw", "Sapphire blue", "#1f3855"),
    ("5011", "Staalblauw", "Steel blue", "#1a2b3c"),
    ("5014", "Duifblauw", "Pigeon blue", "#637d96"),
    ("6005", "Mosgroen", "Moss green", "#114232"),
    ("6009", "Dennengroen", "Fir green", "#27352a"),
    ("6011", "Resedagroen", "Reseda green", "#6c7c59"),
    ("6021", "Bleekgroen", "Pale green", "#8a9977"),
    ("7016", "Antraciet", "Anthracite", "#383e42"),
    ("7021", "Zwartgrijs", "Black grey", "#2f3234"),
    ("7030", "Steengrijs", "Stone grey", "#928e85"),
    ("7035", "Lichtgrijs", "Light grey", "#c5c7c4"),
    ("7039", "Kwartsgrijs", "Quartz grey", "#6c6960"),
    ("8017", "Chocoladebruin", "Chocolate brown", "#442f29"),
    ("8019", "Grijsbruin", "Grey brown", "#3d3635"),
    ("8022", "Zwartbruin", "Black brown", "#1a1718"),
    ("9001", "Crèmewit", "Cream", "#e9e0d2"),
    ("9005", "Gitzwart", "Jet black", "#0e0e10"),
    ("9010", "Wit", "Pure white", "#f1ece1"),
    ("9016", "Verkeerswit", "Traffic white", "#f1f0ea"),
)


def name_of(code: str, *, language: str = "nl") -> str:
    """The colour's name in `nl` (or any other language than `en`) or `en`. Raises KeyError for a code that is not in the table."""
    colour = COLOURS[code]
    return colour.name_en if language == "en" else colour.name


def stylesheet() -> str:
    """The CSS by which a choice reaches the drawing without a script: rules in the order of the table, nothing else.

    `.ral-6009` colours a swatch; a checked radio that paints `door-6009` within `.studio` colours `.door`;
    `.paint-door-6009` around a drawing shows a choice that was made before. The same radio shows `.say-door-6009`,
    the colour in words, and hides `.say-door-none`.
    """
    lines = ["/* Written by `manage.py write_colours` from jobs/offers/rules/colours.py. */"]
    lines += [
        f'.studio:has([data-paint^="{element}-"]:checked) .say-{element}-none {{ display: none; }}'
        for element in ELEMENTS
    ]
    for colour in COLOURS.values():
        fill = f"{{ fill: {colour.on_screen}; }}"
        lines.append(f".ral-{colour.code} {fill}")
        for element in ELEMENTS:
            chosen = f'.studio:has([data-paint="{element}-{colour.code}"]:checked)'
            lines += [
                f".paint-{element}-{colour.code} .house .{element}, {chosen} .house .{element} {fill}",
                f"{chosen} .say-{element}-{colour.code} {{ display: inline; }}",
            ]
    return "\n".join(lines) + "\n"
