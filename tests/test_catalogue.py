"""The two languages as a reader meets them, libraries' catalogues included."""

import ast

from django.utils import translation

from tests import catalogues
from tests.tree import text, tracked


def _texts() -> dict[str, str]:
    """Each text without a plural, with its English."""
    return {key: text for key, text in catalogues.catalogue(catalogues.MO.read_bytes()).items() if isinstance(key, str)}


def test_dutch_text_is_no_word_that_a_library_translates_otherwise() -> None:
    with translation.override("nl"):
        changed = {text: translation.gettext(text) for text in _texts() if translation.gettext(text) != text}
    assert changed == {}


def test_english_reader_gets_our_words() -> None:
    texts = _texts()
    assert len(texts) > 500
    with translation.override("en"):
        assert {text: translation.gettext(text) for text in texts} == texts


def test_problem_in_the_catalogue_is_found() -> None:
    po = catalogues.PO.read_bytes()
    mo = catalogues.MO.read_bytes()
    fresh = catalogues.run("msgattrib", "--clear-fuzzy", "--empty", "-", content=po)
    assert catalogues.problems(fresh, po, mo) == []
    start = po.decode().split("\n\n", 1)[0] + "\n"
    new = fresh + b'\nmsgid "nog nooit gezien"\nmsgstr ""\n'
    assert catalogues.problems(new, po, mo) == ["geen vertaling / no translation: 'nog nooit gezien'"]
    one = f'{start}\nmsgid "Aanbod"\nmsgstr ""\n'
    unused = catalogues.problems(one.encode(), po, mo)
    assert len(unused) == len(catalogues.ids(po)) - 1
    assert all(line.startswith("niet meer in gebruik / used no more: ") for line in unused)
    doubtful = po + b'\n#, fuzzy\nmsgid "nog nooit gezien"\nmsgstr "never seen"\n'
    assert catalogues.problems(new, doubtful, mo)[-1].startswith("er zijn twijfelachtige vertalingen")
    assert catalogues.problems(fresh, po, b"") == ["django.mo is niet van deze django.po / is not of this django.po"]


def _hidden_from_the_catalogue(source: str) -> list[int]:
    """Lines with a call of gettext within an f-string: xgettext does not look there."""
    strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    calls = [call for string in strings for call in ast.walk(string) if isinstance(call, ast.Call)]
    return [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Name) and (call.func.id == "_" or "gettext" in call.func.id)
        if isinstance(call.args[0], ast.Constant)
    ]


def test_no_text_hides_from_the_catalogue_in_another() -> None:
    found = {
        name: lines
        for name in tracked()
        if name.endswith(".py") and name.startswith(catalogues.SOURCES)
        if (lines := _hidden_from_the_catalogue(text(name)))
    }
    assert found == {}


def test_a_text_that_hides_would_be_found() -> None:
    """The twin."""
    assert _hidden_from_the_catalogue("a = 1\nb = f\" {_('en daarna')} \"") == [2]
