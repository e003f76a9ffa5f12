"""A form that was filled in wrong: the message in the reader's language, what was typed still there, and no row changed."""

from collections.abc import Mapping
from typing import Any

import html5lib
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.bad_input.snapshot import changed, snapshot
from tests.visiting import text

LANGUAGES = ("nl", "en")
FIELDS = {"input", "textarea", "select"}


def both(dutch: str, **values: Any) -> dict[str, str]:
    """A text of ours as its Dutch and its English reader see it."""
    with translation.override("en"):
        english = translation.gettext(dutch)
    assert english != dutch, dutch
    return {"nl": dutch % values, "en": english % values} if values else {"nl": dutch, "en": english}


def tree(response: Any) -> Any:
    """The page as a browser reads it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(response.content.decode())


def typed(response: Any) -> dict[str, list[str]]:
    """What the fields of a page hold: text, area, choice and what is ticked."""
    found: dict[str, list[str]] = {}
    for element in tree(response).iter():
        name, kind = element.get("name"), element.get("type")
        if element.tag not in FIELDS or not name or kind in {"submit", "password"}:
            continue
        if element.tag == "textarea":
            found.setdefault(name, []).append("".join(element.itertext()))
        elif element.tag == "select":
            chosen = [option.get("value") for option in element.iter("option") if "selected" in option.attrib]
            found.setdefault(name, []).extend(chosen)
        elif kind in {"radio", "checkbox"}:
            found.setdefault(name, []).extend([element.get("value", "on")] if "checked" in element.attrib else [])
        else:
            found.setdefault(name, []).append(element.get("value", ""))
    return found


def speak(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language


def refused(
    client: Client,
    address: str,
    posted: Mapping[str, Any],
    *,
    says: Mapping[str, str],
    keeps: Mapping[str, Any] | None = None,
) -> None:
    """Post in both languages; each says so, keeps what was typed (all of `posted`, unless told), and changes no row."""
    before = snapshot()
    for language in LANGUAGES:
        speak(client, language)
        answer = client.post(address, posted, follow=True)
        words = text(answer)
        assert answer.status_code == 200, (language, answer.status_code)
        assert says[language] in words, (language, words)
        fields = typed(answer)
        for name, value in (posted if keeps is None else keeps).items():
            wanted = sorted(str(item) for item in (value if isinstance(value, list | tuple) else [value]))
            kept = sorted(item for item in fields.get(name, []) if item in wanted)
            assert kept == wanted, (language, name, fields.get(name))
    assert changed(before) == {}
