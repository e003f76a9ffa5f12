"""Texts with placeholders: refused in words when they are saved, and filled in the reader's language, plain and as HTML."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from klushuur.ground.placeholders import (
    Kind,
    Named,
    Placeholder,
    WordingField,
    check,
    check_alike,
    fill,
    fill_html,
    names,
    pieces,
)
from tests.bad_input.payloads import ALL

ALLOWED = (
    Placeholder("name", Kind.TEXT, "de huurder"),
    Placeholder("reward", Kind.AMOUNT, "de beloning", is_needed=True),
    Placeholder("share", Kind.RATE),
    Placeholder("until", Kind.DAY),
    Placeholder("weeks", Kind.NUMBER),
    Placeholder("page", Kind.LINK),
)
VALUES = {
    "name": "Jan", "reward": Decimal("1127.5"), "share": Decimal("0.041"), "until": date(2027, 5, 4), "weeks": 8,
    "page": "https://klus.voorbeeld.nl/a?b=1&c=2",
}  # fmt: skip
TEXT = "Dag {name},\n\nU krijgt {reward} ({share}) tot {until}, {weeks} weken: {page} {{echt}}"


def refusal(call, *given):
    with pytest.raises(ValidationError) as refused:
        call(*given)
    return refused.value.code, refused.value.messages


def test_a_text_is_filled_in_the_readers_language():
    assert fill(TEXT, ALLOWED, VALUES, language="nl") == (
        "Dag Jan,\n\nU krijgt €\u00a01.127,50 (4,1\u00a0%) tot 4 mei 2027, 8 weken: https://klus.voorbeeld.nl/a?b=1&c=2 {echt}"
    )
    english = fill("{reward} {share} {until}", ALLOWED, VALUES, language="en")
    assert english == "€\u00a01,127.50 4.1\u00a0% 4 May 2027"


def test_as_html_it_is_escaped_and_a_link_can_be_followed():
    text = "<b>{name}</b>\n\n{page}"
    found = fill_html(text, ALLOWED, VALUES | {"name": "<i>Jan & co"}, language="nl")
    address = "https://klus.voorbeeld.nl/a?b=1&amp;c=2"
    assert found == f'<p>&lt;b&gt;&lt;i&gt;Jan &amp; co&lt;/b&gt;</p>\n\n<p><a href="{address}">{address}</a></p>'
    assert hasattr(found, "__html__")


@pytest.mark.parametrize("typed", ALL)
def test_a_value_is_only_text_and_never_a_placeholder(typed):
    assert fill("{name} {name}", ALLOWED, {"name": typed}, language="nl") == f"{typed} {typed}"
    assert fill_html("x{name}x", ALLOWED, {"name": typed}, language="nl") == f"<p>x{escape(typed)}x</p>"


def test_a_value_that_looks_like_a_placeholder_stays_what_it_is():
    assert fill("{name}", ALLOWED, VALUES | {"name": "{reward}"}, language="nl") == "{reward}"


@pytest.mark.parametrize("text", ["{", "}", "a } b", "{name", "name}", "{{name}", "{a{reward}b}"])
def test_a_brace_that_stands_alone_is_refused(text):
    assert refusal(pieces, text)[0] == "brace"


@pytest.mark.parametrize("text", ["{name.__class__}", "{0}", "{}", "{reward!r:>9}", "{Name}", "{ name }", "{bedrag}"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Dit kennen wij niet: {}. U kunt kiezen uit: {name}, "),
        ("en", "We do not know this: {}. You can choose from: {name}, "),
    ],
)
def test_what_is_unknown_is_named_with_what_may_be_used(text, language, words):
    with translation.override(language):
        code, messages = refusal(check, f"{{reward}} {text}", ALLOWED)
    assert code == "unknown"
    assert messages[0].startswith(words.replace("{}", text, 1))
    assert messages[0].endswith("{weeks}, {page}.")


def test_what_is_missing_is_named():
    assert refusal(check, "Dag {name}", ALLOWED) == ("missing", ["Dit moet nog in de tekst: {reward}."])
    check("{reward}", ALLOWED)


def test_a_text_for_which_nothing_may_be_used_says_so():
    assert refusal(check, "{name}", []) == ("unknown", ["Dit kennen wij niet: {name}. U kunt kiezen uit: –."])


def test_the_languages_name_the_same():
    check_alike({"nl": "{name} krijgt {reward}", "en": "{reward} for {name}"})
    check_alike({"nl": "{name}", "en": ""})  # not written yet
    check_alike({})
    code, messages = refusal(check_alike, {"nl": "{name} krijgt {reward}", "en": "For {name}"})
    assert (code, messages) == (
        "not_alike", ["In de tekst in het Engels staat niet: {reward}. Noem in elke taal hetzelfde."],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("reward", 1127.5, TypeError), ("reward", "1127", TypeError), ("weeks", True, TypeError), ("weeks", "8", TypeError),
        ("until", "2027-05-04", TypeError), ("until", datetime(2027, 5, 4, tzinfo=UTC), TypeError), ("name", None, TypeError),
        ("page", "javascript:alert(1)", ValueError), ("page", "/a", ValueError), ("page", "https://a.nl/ b", ValueError),
        ("page", 'https://a.nl/"onclick=', ValueError), ("page", "https:///a", ValueError),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", [fill, fill_html])
def test_a_value_of_another_kind_is_not_written(way, name, value, error):
    with pytest.raises(error):
        way(f"{{{name}}}", ALLOWED, VALUES | {name: value}, language="nl")


@pytest.mark.parametrize("way", [fill, fill_html])
def test_a_value_that_is_not_there_is_not_left_out(way):
    with pytest.raises(KeyError):
        way("{name}", ALLOWED, {}, language="nl")
    with pytest.raises(KeyError):
        way("{other}", ALLOWED, {"other": "x"}, language="nl")


@pytest.mark.parametrize("name", ["", "Naam", "a b", "a.b", "1a", "é"])
def test_a_name_is_plain(name):
    with pytest.raises(ValueError, match="small letters"):
        Placeholder(name, Kind.TEXT)


@given(st.text(st.sampled_from("{}ab \n<&")))
def test_any_text_is_read_or_refused_and_its_pieces_are_the_text(text):
    try:
        found = pieces(text)
    except ValidationError:
        return
    back = "".join(
        f"{{{piece.name}}}" if isinstance(piece, Named) else piece.replace("{", "{{").replace("}", "}}")
        for piece in found
    )
    assert back == text
    assert names(text) == {piece.name for piece in found if isinstance(piece, Named)}


def test_a_form_refuses_a_text_that_can_not_be_filled():
    field = WordingField(allowed=ALLOWED, max_length=200)
    assert field.clean("U krijgt\u00a0{reward}.\r\n") == "U krijgt {reward}."
    for text, code in (
        ("", "required"),
        ("{bedrag}", "unknown"),
        ("{name}", "missing"),
        ("{reward", "brace"),
        ("{reward}" * 40, "max_length"),
    ):
        with pytest.raises(ValidationError) as refused:
            field.clean(text)
        assert [error.code for error in refused.value.error_list] == [code]


def test_without_the_check_a_text_would_fail_where_it_is_read():
    """The twin: why it is refused when it is saved."""
    with pytest.raises(KeyError):
        fill("{bedrag}", ALLOWED, VALUES, language="nl")
