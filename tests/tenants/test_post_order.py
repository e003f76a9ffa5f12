"""The order in which the post goes round."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.rules import post_order

NUMBERS = ["2", "10", "10A", "10 b", "10B-1", "10-2", "10-10", "11", "100", "100 bis"]


def key(house_number, *, postcode="1234AB", street="Zonnestraat"):
    return post_order(postcode=postcode, street=street, house_number=house_number)


def test_numbers_come_by_value_and_additions_after_their_number():
    mixed = random.Random(7).sample(NUMBERS, len(NUMBERS))
    assert sorted(mixed, key=key) == NUMBERS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (key("99"), key("1", postcode="1234AC")),
        (key("99"), key("1", street="Zuiderstraat")),
        (key("9", postcode="1234 ab"), key("10", street="ZONNESTRAAT")),
        (key("9"), key("9A")),
        (key("bij de molen"), key("1")),
    ],
)
def test_postcode_counts_before_street_and_street_before_number(one, other):
    assert one < other


def test_spaces_and_capitals_do_not_count():
    assert key("12 a", postcode="1234 ab", street="zonnestraat ") == key("12A")


@settings(deadline=None)
@given(st.lists(st.text("019²½ -/aBéß\t", max_size=8), max_size=6))
def test_any_house_numbers_can_be_put_in_order(numbers):
    assert sorted(sorted(numbers, key=key)) == sorted(numbers)
