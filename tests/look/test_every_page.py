"""Every page, as the server sends it, in both languages: valid HTML, a switch of language, and no Dutch left in the English one."""

import re
from html import unescape
from typing import Any

import html5lib
import pytest
from django.conf import settings
from django.test import Client

from jobs.offers.models import JobType
from klushuur.ground.scope import scope
from tests import access_world, kept_world
from tests.catalogues import PO, catalogue, compiled
from tests.every_page import looked_at
from tests.factories import signed_in

MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]+>", re.DOTALL)
IN_DUTCH = re.compile(r"<(\w+)[^>]*\slang=\"nl\".*?</\1>", re.DOTALL)


def _every_page() -> dict[str, dict[tuple[str, str], str]]:
    world = access_world.with_operator()
    return {language: _pages(world, language) for language in ("nl", "en")}


kept = kept_world.made_by(_every_page)


def _pages(world: access_world.Corporation, language: str) -> dict[tuple[str, str], str]:
    """The HTML of every page in a language, by name and role."""
    found = {}
    for name, role, address in looked_at(world):
        client = Client()
        if role != "visitor":
            signed_in(client, world.users[role])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        response = client.get(address)
        scope.enter(None)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            found[name, role] = response.content.decode()
    return found


def _dutch_texts() -> list[str]:
    """What stands in Dutch in the code and reads otherwise in English: whole sentences and long words, nothing to fill in."""
    table = catalogue(compiled(PO.read_bytes()))
    texts = [key[0] if isinstance(key, tuple) else key for key in table]
    return [str(text) for text in texts if len(str(text)) > 14 and "%" not in str(text) and table.get(text) != text]


def _words(page: str) -> str:
    return " ".join(unescape(MARKUP.sub(" ", IN_DUTCH.sub(" ", page))).split())


def _errors(page: str) -> list[Any]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    return [(code, place, details) for place, code, details in parser.errors]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_valid_html_in_its_language_with_a_switch_to_the_other(language, db, kept):
    pages = kept[language]
    other = "en" if language == "nl" else "nl"
    assert len(pages) > 35
    assert {key: errors for key, page in pages.items() if (errors := _errors(page))} == {}
    assert [key for key, page in pages.items() if f'<html lang="{language}"' not in page] == []
    without = [key for key, page in pages.items() if f'name="language" value="{other}"' not in page]
    assert [key for key in without if not key[0].startswith("admin:")] == []


def test_no_english_page_has_a_text_in_dutch(db, kept):
    scope.enter(access_world.number_of("voorbeeldstad"))
    in_rows = {str(name) for name in JobType.objects.values_list("name", flat=True)}
    texts = [text for text in _dutch_texts() if text not in in_rows]
    assert len(texts) > 300
    found = {}
    for key, page in kept["en"].items():
        words = _words(page)
        if left := [text for text in texts if text in words]:
            found[key] = left
    assert found == {}


def test_a_text_in_dutch_would_be_found(db, kept):
    """The twin: the Dutch pages are full of them."""
    texts = _dutch_texts()
    pages = [_words(page.replace('<html lang="nl"', "<html")) for page in kept["nl"].values()]
    assert sum(any(text in page for text in texts) for page in pages) > len(pages) // 2
