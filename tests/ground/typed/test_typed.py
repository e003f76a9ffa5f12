"""What people paste, made clean: each sort of value by its cases, and by any text at all."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klushuur.ground.typed import typed
from tests.ground.typed.pasted import PASTED

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
READERS = {
    "text": typed.text,
    "line": typed.line,
    "name": typed.name,
    "address": typed.address,
    "figures": typed.figures,
    "reference": typed.reference,
    "phone": typed.phone,
    "search": typed.search,
    "token": typed.token,
    "digits": lambda given: typed.code(given, alphabet=typed.DIGITS),
    "code": lambda given: typed.code(given, alphabet=ALPHABET),
}
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANY = st.text(st.characters(codec=None), max_size=40) | st.lists(st.sampled_from(PASTED), max_size=12).map("".join)


@pytest.mark.parametrize("reader", READERS)
@UNHURRIED
@given(ANY)
def test_clean_once_is_clean(reader, text):
    try:
        once = READERS[reader](text)
    except typed.Unreadable:
        return
    assert READERS[reader](once) == once


@pytest.mark.parametrize("reader", READERS)
@UNHURRIED
@given(ANY)
def test_nothing_is_left_that_no_column_holds_or_that_nobody_sees(reader, text):
    try:
        found = READERS[reader](text)
    except typed.Unreadable:
        return
    assert not typed.UNSEEN.search(found)
    if reader in {"text", "line", "name", "reference", "phone", "token", "digits", "code"}:
        found.encode()
        assert not typed.NEVER.search(found)
        assert not typed.OVERRIDES.search(found)


@UNHURRIED
@given(ANY)
def test_a_day_a_month_and_a_number_are_read_or_refused(text):
    for read in (typed.day, typed.month, typed.whole):
        try:
            assert isinstance(read(text), date | int)
        except typed.Unreadable as refused:
            assert refused.code  # noqa: PT017


@UNHURRIED
@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_day_is_read_as_it_is_written(day):
    for pattern in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y/%m/%d"):
        assert typed.day(day.strftime(pattern).replace("-", "\u2011")) == day
    assert typed.month(day.strftime("%Y-%m")) == typed.month(day.strftime("%m/%Y")) == day.replace(day=1)


@pytest.mark.parametrize(
    ("reader", "pasted", "clean"),
    [
        ("text", "een\r\ntwee\rdrie\x0bvier\x0cvijf\u2028zes\x85zeven", "een\ntwee\ndrie\nvier\nvijf\nzes\nzeven"),
        ("text", "  a\u00a0b \t\n\n c\u200b\u00ad\ufeff  ", "a b\n\n c"),
        ("text", "nul\0 bel\a om\u202eigd\u202c half\ud83d!", "nul bel omigd half!"),
        ("text", "“Zo’n” – 5 m² · o\ufb03ce", "“Zo’n” – 5 m² · office"),
        ("text", "cafe\u0301, e\u00ad\u0301e\u0301n", "caf\u00e9, \u00e9\u00e9n"),
        ("text", "\uf0b7 hond", "• hond"),
        ("text", "👨\u200d👩\u200d👧 می\u200cخواهم a\u200db", "👨\u200d👩\u200d👧 می\u200cخواهم ab"),
        ("line", " Schilder\u00a0uw\r\nkozijnen\u200b ", "Schilder uw kozijnen"),
        ("line", "ｋｌｕｓ", "klus"),
        ("name", "\u200eJan\u00a0de\u2003Wit\ufeff\n", "Jan de Wit"),
        ("name", "Jeanne d’Arc–Smit", "Jeanne d'Arc-Smit"),
        ("digits", "abcdef", "ABCDEF"),
        ("name", "Rene\u0301e", "Ren\u00e9e"),
        ("address", " Jan@Voorbeeld.NL. ", "jan@voorbeeld.nl"),
        ("address", "mailto:jan@voorbeeld.nl?subject=Klus", "jan@voorbeeld.nl"),
        ("address", "mailto:jan%2Bklus@voorbeeld.nl", "jan+klus@voorbeeld.nl"),
        ("address", "Jan de Wit <jan@voorbeeld.nl>;", "jan@voorbeeld.nl"),
        ("address", "jan@voorbeeld.nl<mailto:jan@voorbeeld.nl>", "jan@voorbeeld.nl"),
        ("address", "‘\u200bjan＠voorbeeld.nl’,", "jan@voorbeeld.nl"),
        (
            "address",
            "a@voorbeeld.nl <b@voorbeeld.nl>",
            "a@voorbeeld.nl <b@voorbeeld.nl>",
        ),  # which one: its validator refuses
        ("code", "k7mq\u20114xpd\u00a09htr", "K7MQ4XPD9HTR"),
        ("code", "Uw code: Ｋ7MQ-4XPD-9HTR.", "K7MQ4XPD9HTR"),
        ("code", "O7MQ-4XPD-9HTR", "O7MQ4XPD9HTR"),  # no such letter, and no way to know which
        ("digits", "123\u202f456", "123456"),
        ("digits", "l2O-45I", "120451"),
        ("digits", "uw code is 123 456", "123456"),
        ("digits", "١٢٣٤٥٦", "123456"),
        ("digits", "12345x", "12345X"),
        ("phone", "\u202a+31\u00a06\u20111234\u00a05678\u202c", "+31 6-1234 5678"),
        ("phone", "tel:+31612345678", "+31612345678"),
        ("search", "  CAFÉ\u00a0d’Été ", "cafe d'ete"),
        ("token", "abc\u200b\0 \n", "abc"),
    ],
)
def test_what_is_pasted_is_clean(reader, pasted, clean):
    assert READERS[reader](pasted) == clean


@pytest.mark.parametrize("sign", ["\0", "\a", "\u202e", "\ud800", "\ufffe", "\x9f"])
@pytest.mark.parametrize("reader", ["line", "name", "reference", "phone"])
def test_a_sign_that_can_not_be_shown_is_refused_where_it_could_change_what_is_read(reader, sign):
    with pytest.raises(typed.Unreadable, match="signs"):
        READERS[reader](f"Jan{sign}tiW ed")


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("31-12-2027", (2027, 12, 31)),
        ("1/2/27", (2027, 2, 1)),
        ("2027-2-1", (2027, 2, 1)),
        ("1 feb. 2027", (2027, 2, 1)),
        ("1e februari 2027", (2027, 2, 1)),
        ("February 1st, 2027", (2027, 2, 1)),
        ("maandag 1 februari 2027", (2027, 2, 1)),
        ("\u200e1\u00a0mei\u00a02027", (2027, 5, 1)),
    ],
)
def test_a_day_in_every_way_of_writing(given, day):
    assert typed.day(given) == date(*day)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("31-2-2027", "day"), ("morgen", "day"), ("", "day"), ("12/31/2027", "day"), ("1-2-0", "day"), ("1 foo 2027", "day"),
        ("dinsdag 1 februari 2027", "weekday"), ("1 februari", "day"), ("0000-01-01", "day"), ("1-2/2027", "day"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(given, code):
    with pytest.raises(typed.Unreadable) as refused:
        typed.day(given)
    assert refused.value.code == code


def test_for_a_reader_of_english_two_days_are_refused_and_one_is_not():
    assert typed.day("4/5/2027") == date(2027, 5, 4)
    with pytest.raises(typed.Unreadable, match="two_days"):
        typed.day("4/5/2027", month_may_be_first=True)
    for one in ("31/12/2027", "4-5-2027", "5/5/2027", "4 May 2027"):
        assert typed.day(one, month_may_be_first=True) == typed.day(one)


@pytest.mark.parametrize(
    ("given", "number"), [("2.400", 2400), ("2 400", 2400), ("2400,00", 2400), ("−5", -5), ("٣", 3)]
)
def test_a_whole_number(given, number):
    assert typed.whole(given) == number


@pytest.mark.parametrize("given", ["", "2,4", "2.4", "1_000", "²", "½", "1e3", "9" * 5000, "9." + "999." * 40 + "999"])
def test_what_is_no_whole_number_is_refused(given):
    with pytest.raises(typed.Unreadable):
        typed.whole(given)
