"""CSV as Dutch spreadsheets and ERPs read it: bytes, amounts, days, and no formula out of a text."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klushuur.ground import sheets


def read(content):
    """As a program reads the file back."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_file_has_a_mark_semicolons_and_both_line_ends():
    content = sheets.csv_of("naam;bedrag", [["Jan", Decimal("-1127.5")]])
    assert content == b"\xef\xbb\xbfnaam;bedrag\r\nJan;-1127,50\r\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (Decimal("1234567.1"), "1234567,10"),
        (Decimal("-0.01"), "-0,01"),
        (date(2027, 12, 31), "31-12-2027"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "01-01-2027 00:30"),
        (True, "ja"),
        (False, "nee"),
        (None, ""),
        (-5, "-5"),
        ("Jan de Wit", "Jan de Wit"),
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("-Jan", "'-Jan"),
        ("@jan", "'@jan"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("A=1", "A=1"),
    ],
)
def test_cell_is_written_as_it_is_read(cell, written):
    assert sheets.written(cell) == written


def test_what_has_a_semicolon_a_quote_or_a_line_in_it_stays_one_cell():
    odd = 'Jan; "de" Wit\r\nen zo'
    assert read(sheets.csv_of("a;b", [[odd, "x"]])) == [["a", "b"], [odd, "x"]]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_no_text_begins_as_a_formula_and_all_of_it_is_there(text):
    ((_head,), (cell,)) = read(sheets.csv_of("a", [[text]])) if text else [["a"], [""]]
    assert cell.removeprefix("'") in {text, text.removeprefix("'")}
    assert not cell.lstrip(" ").startswith(sheets.FORMULA)


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="1 cells for 2 heads"):
        sheets.csv_of("a;b", [["x"]])


def test_the_answer_is_a_download_that_no_cache_keeps():
    answer = sheets.handed_out(b"x", name="lijst.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lijst.csv"'
    assert (answer.headers["Cache-Control"], answer.headers["Content-Type"]) == (
        "private, no-store",
        "text/csv; charset=utf-8",
    )
