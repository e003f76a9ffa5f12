"""Each look is in the drawings, in the stylesheet and on paper."""

import re
from pathlib import Path

import pytest

from jobs.offers.rules import artwork, drawings
from klushuur.demo import catalogue

PARTS = Path(__file__).resolve().parents[3] / "templates" / "parts"
ROOMS = {"insulation": "attic", "front": "kitchen", "worktop": "kitchen", "handle": "kitchen"}


def drawing(name: str) -> str:
    return (PARTS / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("look", artwork.LOOKS, ids=lambda look: f"{look.spot}-{look.name}")
def test_a_look_is_told_apart_in_the_room_and_in_the_small_drawing(look: artwork.Look) -> None:
    for svg in (drawing(ROOMS[look.spot]), drawing("look")):
        marks = f'class="only-{look.spot}-{look.name}"' in svg
        fills = f'class="{look.spot}"' in svg and bool(look.on_screen)
        assert marks or fills


def test_a_drawing_has_no_detail_of_a_look_that_does_not_exist() -> None:
    known = {(look.spot, look.name) for look in artwork.LOOKS}
    for name in ("attic", "kitchen", "look"):
        assert set(artwork.ONLY.findall(drawing(name))) <= known, name


def test_every_choice_of_the_catalogue_has_a_look() -> None:
    known = {(look.spot, look.name) for look in artwork.LOOKS}
    for groups in catalogue.GROUPS.values():
        for group in groups.values():
            assert {(group["spot"], line[1]) for line in group["lines"]} <= known


def test_every_look_and_every_group_of_the_catalogue_lands_in_a_drawing() -> None:
    spots = {spot for one in drawings.every_drawing() for spot in one.spots}
    assert {look.spot for look in artwork.LOOKS} <= spots
    for code, groups in catalogue.GROUPS.items():
        drawing = drawings.drawing_of(catalogue.JOBS[code]["drawing"])
        assert drawing
        assert {group["spot"] for group in groups.values()} <= set(drawing.spots)


def test_painted_fills_the_parts_and_shows_the_details_of_what_was_chosen() -> None:
    svg = artwork.painted(drawing("kitchen"), {"front": "oak", "handle": "knob"})
    assert set(re.findall(r'class="([^"]+)"', svg)) == {"house"}
    assert svg.count('fill="#cfa56f"') == 2
    assert (svg.count('fill="#b9b2a6"'), svg.count('display="none"')) == (
        1,
        5,
    )  # neutral worktop; of seven details two are shown


def test_painted_gives_a_facade_its_colours_and_white_to_the_rest() -> None:
    svg = artwork.painted('<path class="door"/><path class="frame"/>', {"door": "6009"})
    assert svg == '<path fill="#27352a"/><path fill="#f1ece1"/>'


def test_on_screen_of_an_unknown_code_is_neutral() -> None:
    assert artwork.on_screen("front", "purple") == artwork.UNCHOSEN["front"]
