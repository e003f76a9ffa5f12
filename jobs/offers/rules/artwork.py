"""What a choice shows in our drawings: kitchen fronts, worktops, handles and insulation; and the stylesheet of all choices.

A spot of a drawing carries its own name as its class and is filled; a detail that only one look has, such as the grain of oak,
carries `only-front-oak` and is shown with that look alone. Fills are an approximation, as any screen's are. Which group of choices
lands on which spot, and which choice has which look, is for the job type to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jobs.offers.rules import colours


@dataclass(frozen=True)
class Look:
    """One look of one spot. `on_screen` is `#rrggbb`, or empty when it differs by its shape only."""

    spot: str
    name: str
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
UNCHOSEN = {  # what a spot shows before anything was chosen
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
    """A drawing that needs no stylesheet. chosen: a colour or a look by its spot; what was not chosen stays neutral."""
    filled = PART.sub(lambda found: f'fill="{on_screen(found[1], chosen.get(found[1], ""))}"', svg)
    return ONLY.sub(lambda found: "" if chosen.get(found[1]) == found[2] else 'display="none"', filled)


def on_screen(spot: str, shows: str) -> str:
    """What a screen shows for a colour or a look; neutral for what is in neither table, empty where nothing is drawn."""
    if shows in colours.COLOURS:
        return colours.COLOURS[shows].on_screen
    return {(look.spot, look.name): look.on_screen for look in LOOKS}.get((spot, shows)) or UNCHOSEN.get(spot, "")


def known_look(spot: str, name: str) -> str:
    """The name of this look when there is a picture of it; empty otherwise: a page then goes without."""
    return name if any((look.spot, look.name) == (spot, name) for look in LOOKS) else ""


def paint_of(spot: str, shows: str) -> str:
    """How the stylesheet names what shows on a spot (`front-oak`, `door-6009`); empty for what shows nowhere."""
    return f"{spot}-{shows}" if spot and shows else ""


def stylesheet() -> str:
    """The CSS of the looks, as `colours.stylesheet` has it for colours.

    `.paint-front-oak` around a drawing shows a choice that was made; a checked radio that paints `front-oak` within `.studio`
    shows it in the large drawing (`.house`), and its words.
    """
    spots = list(dict.fromkeys(look.spot for look in LOOKS))
    lines = ["/* And from jobs/offers/rules/artwork.py. */", ":is(.house, .look) [class^=only-] { display: none; }"]
    lines += [f":is(.house, .look) .{spot} {{ fill: {UNCHOSEN[spot]}; }}" for spot in spots if spot in UNCHOSEN]
    lines += [f'.studio:has([data-paint^="{spot}-"]:checked) .say-{spot}-none {{ display: none; }}' for spot in spots]
    for look in LOOKS:
        name = paint_of(look.spot, look.name)
        checked = f'.studio:has([data-paint="{name}"]:checked)'
        if look.on_screen:
            lines.append(f".paint-{name} .{look.spot}, {checked} .house .{look.spot} {{ fill: {look.on_screen}; }}")
        lines += [
            f".paint-{name} .only-{name}, {checked} .house .only-{name} {{ display: inline; }}",
            f"{checked} .say-{name} {{ display: inline; }}",
        ]
    return "\n".join(lines) + "\n"
