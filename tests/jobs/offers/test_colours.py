import re
from pathlib import Path

import pytest

from jobs.offers.rules import artwork, colours

STYLESHEET = Path(__file__).resolve().parents[3] / "static" / "klushuur" / "colours.css"


def test_committed_stylesheet_is_what_the_tables_say() -> None:
    assert STYLESHEET.read_text(encoding="utf-8") == colours.stylesheet() + artwork.stylesheet()


def test_every_colour_has_a_code_a_name_and_a_screen_value() -> None:
    for code, colour in colours.COLOURS.items():
        assert code == colour.code
        assert re.fullmatch(r"[1-9]\d{3}", code)
        assert re.fullmatch(r"#[0-9a-f]{6}", colour.on_screen)
        assert colour.name
        assert colour.name_en
    names = [colour.name for colour in colours.COLOURS.values()]
    assert len(names) == len(set(names))


def test_name_of_speaks_the_readers_language() -> None:
    assert [colours.name_of("6009"), colours.name_of("6009", language="en")] == ["Dennengroen", "Fir green"]


def test_name_of_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        colours.name_of("0000")


@pytest.mark.parametrize("element", colours.ELEMENTS)
def test_every_drawing_has_the_elements_that_can_be_coloured(element: str) -> None:
    drawings = sorted((STYLESHEET.parents[2] / "templates" / "parts").glob("house*.html"))
    assert len(drawings) == 3
    for drawing in drawings:
        assert f'class="{element}"' in drawing.read_text(encoding="utf-8"), drawing.name
