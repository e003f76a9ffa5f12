"""The rent line as a drawing and as few rows: where it turns, what stands at the axes, and that it stays in its field."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporations.figures.rent_picture import BOTTOM, LEFT, MOST_STEPS, RIGHT, TOP, Mark, Stretch, picture, stretches
from corporations.money import forms
from corporations.money.shadow import Month, month_after, rent_line

JULY = {date(year, 7, 1): Decimal("0.041") if year == 2028 else Decimal("0.03") for year in range(2028, 2033)}


def the_line(*, reward="1127.00", months=36, rent="640.00"):
    """36 months of discount from September 2027, with an increase every July."""
    discounts = forms.discount(reward=Decimal(reward), months=months)
    return rent_line(rent=Decimal(rent), start=date(2027, 9, 1), months=60, discounts=discounts, increases=JULY)


def months_of(*amounts):
    """From January 2027: shadow and charged rent of each month."""
    return [
        Month(
            month_after(date(2027, 1, 1), number), Decimal(shadow), Decimal(charged), Decimal(shadow) - Decimal(charged)
        )
        for number, (shadow, charged) in enumerate(amounts)
    ]


def points(path):
    return [tuple(map(float, point.split())) for point in path.strip("MZ").split("L")]


def test_sixty_months_are_eight_rows():
    rows = stretches(the_line())
    assert [(f"{row.first:%Y-%m}", f"{row.last:%Y-%m}", str(row.charged), str(row.discount)) for row in rows] == [
        ("2027-09", "2028-06", "608.69", "31.31"),
        ("2028-07", "2029-06", "634.93", "31.31"),
        ("2029-07", "2030-06", "654.92", "31.31"),
        ("2030-07", "2030-07", "675.51", "31.31"),
        ("2030-08", "2030-08", "675.67", "31.15"),
        ("2030-09", "2031-06", "706.82", "0.00"),
        ("2031-07", "2032-06", "728.02", "0.00"),
        ("2032-07", "2032-08", "749.86", "0.00"),
    ]


def test_one_month_is_one_row():
    (month,) = months_of(("640.00", "600.00"))
    day = date(2027, 1, 1)
    assert stretches([month]) == [Stretch(day, day, Decimal("640.00"), Decimal("600.00"), Decimal("40.00"))]


def test_lines_turn_where_an_amount_changes_and_nowhere_else():
    found = picture(months_of(("50", "46"), ("50", "46"), ("50", "50"), ("54", "54")))
    assert [x for x, _y in points(found.charged)] == [58, 223, 223, 305.5, 305.5, 388]
    assert [x for x, _y in points(found.shadow)] == [58, 305.5, 305.5, 388]


def test_lines_are_one_after_the_discount_and_an_area_apart_before_it():
    found = picture(the_line())
    shadow, charged = points(found.shadow), points(found.charged)
    assert shadow[-5:] == charged[-5:]
    assert found.between == found.shadow + "L" + "L".join(reversed(found.charged[1:].split("L"))) + "Z"
    assert charged[0][1] > shadow[0][1]  # lower on paper


def test_years_stand_at_january_and_euros_at_whole_steps():
    found = picture(the_line())
    assert [(mark.value, mark.at) for mark in found.years] == [
        (2028, "80"), (2029, "146"), (2030, "212"), (2031, "278"), (2032, "344")
    ]  # fmt: skip
    assert [mark.value for mark in found.euros] == [600, 620, 640, 660, 680, 700, 720, 740, 760]
    assert (found.euros[0], found.euros[-1]) == (Mark(str(BOTTOM), 600), Mark(str(TOP), 760))


def test_the_same_line_gives_the_same_letters():
    assert picture(the_line()) == picture(the_line())


def test_no_months_is_refused():
    with pytest.raises(ValueError, match="months"):
        picture([])


amounts = st.decimals(min_value="0.01", max_value="99999999.99", places=2)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=60))
def test_any_line_stays_in_its_field(pairs):
    found = picture(months_of(*[(max(pair), min(pair)) for pair in pairs]))
    assert re.fullmatch(r"M[\d. ]+(L[\d. ]+)*", found.shadow)
    for x, y in points(found.shadow) + points(found.charged):
        assert LEFT <= x <= RIGHT
        assert TOP <= y <= BOTTOM
    values = [mark.value for mark in found.euros]
    assert 2 <= len(values) <= MOST_STEPS + 1
    assert len({after - before for before, after in pairwise(values)}) == 1
