"""What a choice shows in our drawings: kitchen fronts, worktops, handles and insulation; and the stylesheet of all choices.

A part of a drawing carries the part's name as its class and is filled; a detail that only one look has, such as the grain of oak,
carries `only-front-oak` and is shown with that look alone. Fills are an approximation, as any screen's are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jobs.offers.rules import colours


@dataclass(frozen=True)
class Look:
    """One look of one part. `on_screen` is `#rrggbb`, or empty when it differs by its shape only."""

    part: str
    code: str
    on_screen: str = ""


LOOKS = (
    Look("insulation", "glass-wool", "#ecc95a"),
    Look("insulation", "wood-fibre", "#a9794a"),
    Look("insulation", "sheep-wool", "#ece4d3"),
    Look("front", "matt-white", "#f4f1ea"),
    Look("front", "oak", "#cfa56f"),
    Look("front", "dark-green", "#2f4b3f"),
    Look("worktop", "light-grey", "#c6c7c4"),
    Look("worktop", "wood", "#a8713d"),
    Look("worktop", "composite", "#4a4d51"),
    Look("handle", "bar"),
    Look("handle", "knob"),
    Look("handle", "handleless"),
)
UNCHOSEN = {  # what a part shows before anything was chosen
    "door": colours.COLOURS["9010"].on_screen,
    "frame": colours.COLOURS["9010"].on_screen,
    "fascia": colours.COLOURS["9010"].on_screen,
    "insulation": "#e3ddd2",
    "front": "#d9d2c5",
    "worktop": "#b9b2a6",
}
PART = re.compile(rf'class="({"|".join(UNCHOSEN)})"')
ONLY = re.compile(r'class="only-([a-z]+)-([a-z-]+)"')


def painted(svg: str, chosen: Mapping[str, str]) -> str:
    """A drawing that needs no stylesheet, in the chosen codes per part; what was not chosen stays neutral."""
    filled = PART.sub(lambda found: f'fill="{on_screen(found[1], chosen.get(found[1], ""))}"', svg)
    return ONLY.sub(lambda found: "" if chosen.get(found[1]) == found[2] else 'display="none"', filled)


def on_screen(part: str, code: str) -> str:
    """What a screen shows for a choice; neutral for a code that is in neither table."""
    if code in colours.COLOURS:
        return colours.COLOURS[code].on_screen
    return {(look.part, look.code): look.on_screen for look in LOOKS}.get((part, code)) or UNCHOSEN[part]


def stylesheet() -> str:
    """The CSS of the looks, as `colours.stylesheet` has it for colours.

    `.paint-front-oak` around a drawing shows a choice that was made; a checked radio `front` of value oak within `.studio`
    shows it in the large drawing (`.house`), and its words.
    """
    parts = list(dict.fromkeys(look.part for look in LOOKS))
    lines = ["/* And from jobs/offers/rules/artwork.py. */", ":is(.house, .look) [class^=only-] { display: none; }"]
    lines += [f":is(.house, .look) .{part} {{ fill: {UNCHOSEN[part]}; }}" for part in parts if part in UNCHOSEN]
    lines += [f".studio:has([name={part}]:checked) .say-{part}-none {{ display: none; }}" for part in parts]
    for look in LOOKS:
        name = f"{look.part}-{look.code}"
        checked = f'.studio:has([name={look.part}][value="{look.code}"]:checked)'
        if look.on_screen:
            lines.append(f".paint-{name} .{look.part}, {checked} .house .{look.part} {{ fill: {look.on_screen}; }}")
        lines += [
            f".paint-{name} .only-{name}, {checked} .house .only-{name} {{ display: inline; }}",
            f"{checked} .say-{name} {{ display: inline; }}",
        ]
    return "\n".join(lines) + "\n"
