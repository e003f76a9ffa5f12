"""Each look is in the drawings, in the stylesheet and on paper."""

import re
from pathlib import Path

import pytest

from jobs.offers.models import COLOURED, Part
from jobs.offers.rules import artwork
from klushuur.demo import catalogue

PARTS = Path(__file__).resolve().parents[3] / "templates" / "parts"
ROOMS = {"insulation": "attic", "front": "kitchen", "worktop": "kitchen", "handle": "kitchen"}


def drawing(name: str) -> str:
    return (PARTS / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("look", artwork.LOOKS, ids=lambda look: f"{look.part}-{look.code}")
def test_a_look_is_told_apart_in_the_room_and_in_the_small_drawing(look: artwork.Look) -> None:
    for svg in (drawing(ROOMS[look.part]), drawing("look")):
        marks = f'class="only-{look.part}-{look.code}"' in svg
        fills = f'class="{look.part}"' in svg and bool(look.on_screen)
        assert marks or fills


def test_a_drawing_has_no_detail_of_a_look_that_does_not_exist() -> None:
    known = {(look.part, look.code) for look in artwork.LOOKS}
    for name in ("attic", "kitchen", "look"):
        assert set(artwork.ONLY.findall(drawing(name))) <= known, name


def test_every_choice_of_the_catalogue_has_a_look() -> None:
    known = {(look.part, look.code) for look in artwork.LOOKS}
    for groups in catalogue.CHOICES.values():
        for part, lines in groups.items():
            assert {(part, line[0]) for line in lines} <= known


def test_parts_with_a_catalogue_are_those_with_looks() -> None:
    assert {look.part for look in artwork.LOOKS} == set(Part.values) - COLOURED


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
