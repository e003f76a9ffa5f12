"""The Dutch manual says what the screens say: its pictures come from the journeys, its bold words are on a button."""

import re

import pytest

from tests import pictures
from tests.catalogues import MO, catalogue
from tests.tree import ROOT

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LOOK = re.compile(r"""\.(?:look|show)\(\s*f?"([^"]+)\"""")
LIGHTEST, HEAVIEST_TOGETHER = 1_000, 2_000_000  # bytes


def _any(words: str, hole: str) -> str:
    """A pattern of a text in which something is filled in."""
    return ".+".join(re.escape(part) for part in re.split(hole, words))


def test_every_picture_is_named_by_a_page_and_the_other_way_round() -> None:
    assert {path.name for path in pictures.FOLDER.iterdir()} == set(pictures.named())


def test_every_picture_says_what_it_shows() -> None:
    assert [name for name, words in pictures.named().items() if len(words) < 30] == []


def test_every_picture_comes_from_a_journey() -> None:
    journeys = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/journeys").glob("*.py"))
    looks = re.compile("|".join(_any(name, r"\{[^}]+\}") for name in LOOK.findall(journeys)))
    names = {name: re.fullmatch(r"(.+)-(?:1280|390)\.png", name) for name in pictures.named()}
    assert [name for name, found in names.items() if not found or not looks.fullmatch(found[1])] == []


def test_pictures_are_light() -> None:
    weights = {path.name: path.stat().st_size for path in pictures.FOLDER.iterdir()}
    assert {name: weight for name, weight in weights.items() if not LIGHTEST < weight < pictures.HEAVIEST} == {}
    assert sum(weights.values()) < HEAVIEST_TOGETHER


def test_index_of_the_manual_links_every_page() -> None:
    pages = pictures.pages()
    linked = set(re.findall(r"\]\(([^)/\s]+\.md)\)", pages["README.md"]))
    assert linked == set(pages) - {"README.md"}


@pytest.mark.parametrize("page", sorted(pictures.pages()))
def test_bold_words_of_the_manual_are_on_a_screen(page: str) -> None:
    """A button that gets another name makes the manual red."""
    assert _not_on_a_screen(pictures.pages()[page]) == []


def test_a_button_that_is_on_no_screen_is_found() -> None:
    assert _not_on_a_screen("Kies **Publiceer dit aanbod** of **Een knop die er niet is**.") == [
        "Een knop die er niet is"
    ]


def _not_on_a_screen(text: str) -> list[str]:
    texts = {str(key[0] if isinstance(key, tuple) else key) for key in catalogue(MO.read_bytes())}
    filled_in = [re.compile(_any(one, r"%\(\w+\)[sd]")) for one in texts if "%(" in one and one[0] != "%"]
    bold = [" ".join(words.split()) for words in BOLD.findall(text)]
    return [words for words in bold if words not in texts and not any(one.fullmatch(words) for one in filled_in)]
