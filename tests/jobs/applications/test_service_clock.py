from datetime import date, timedelta

import pytest

from jobs.applications.rules.service_clock import service_clock

START = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "colour"),
    [(-5, "green"), (0, "green"), (27, "green"), (28, "amber"), (55, "amber"), (56, "red"), (90, "red")],
)
def test_clock_turns_amber_at_28_and_red_at_56_days(day, colour):
    clock = service_clock(starts_on=START, today=START + timedelta(days=day), amber_days=28, red_days=56)
    assert (clock.day, clock.colour, clock.answer_by, clock.red_on) == (
        day,
        colour,
        date(2026, 12, 21),
        date(2027, 1, 18),
    )


def test_red_before_amber_is_refused():
    with pytest.raises(ValueError, match="red_days"):
        service_clock(starts_on=START, today=START, amber_days=28, red_days=28)
