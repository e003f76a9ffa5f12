"""Every amount and rate as it is written, in both languages: the strings are written out beside this file."""

from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_currency
from django.template import Context, Template
from django.utils import translation

from klushuur.ground.amounts.amounts import as_typed, euro, percent, percent_as_typed

Row = tuple[Decimal, str, str, str]


def _rows(name: str) -> list[Row]:
    """value, in Dutch, in English, in a field"""
    lines = Path(__file__).with_name(name).read_text().replace("~", "\u00a0").splitlines()[1:]
    return [(Decimal(value), *texts) for value, *texts in (line.split(" | ") for line in lines)]


AMOUNTS, RATES = _rows("amounts.txt"), _rows("rates.txt")


@pytest.mark.parametrize(("rows", "write", "type_"), [(AMOUNTS, euro, as_typed), (RATES, percent, percent_as_typed)])
def test_amounts_and_rates_are_written_as_ever(rows, write, type_):
    assert len(rows) > 80
    for column, language in (("dutch", "nl"), ("english", "en")):
        with translation.override(language):
            found = [(row[0], write(row[0]), type_(row[0])) for row in rows]
        assert found == [
            (value, dutch if column == "dutch" else english, typed) for value, dutch, english, typed in rows
        ]


def test_what_is_nothing_is_written_as_nothing_and_a_whole_number_as_an_amount():
    assert (euro(None), percent(None)) == ("", "")
    with translation.override("nl"):
        assert (euro(0), euro(-5), euro(1127)) == ("€\u00a00,00", "−€\u00a05,00", "€\u00a01.127,00")


@pytest.mark.parametrize("language", [None, "nl", "nl-be", "en-gb"])
def test_without_one_of_our_languages_it_is_dutch(language):
    with translation.override(language):
        assert (euro(Decimal("1127.5")), percent(Decimal("0.041"))) == ("€\u00a01.127,50", "4,1\u00a0%")


def test_a_template_writes_the_same():
    with translation.override("en"):
        text = Template("{{ a|euro }} {{ r|percent }}").render(Context({"a": Decimal("-1127"), "r": Decimal("0.7")}))
    assert text == "−€\u00a01,127.00 70\u00a0%"


@pytest.mark.parametrize(("language", "column"), [("nl", 1), ("en", 2)])
def test_the_patterns_of_the_languages_themselves_write_something_else(language, column):
    """The twin: why the pattern is ours."""
    found = {
        format_currency(value, "EUR", locale=language) == texts[column - 1] for value, *texts in AMOUNTS if value < 0
    }
    assert found == {False}
