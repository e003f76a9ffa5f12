"""On which days a lease runs, since when its rent holds, and how an envelope is written."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from corporations.models import Dwelling, Lease
from corporations.models.homes import last_july
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "runs"),
    [(date(2027, 2, 28), False), (date(2027, 3, 1), True), (date(2027, 8, 31), True), (date(2027, 9, 1), False)],
)
def test_lease_runs_from_its_first_to_its_last_day(day: date, runs: bool) -> None:
    block = factories.block(factories.corporation())
    factories.lease(block, starts_on=date(2027, 3, 1), ends_on=date(2027, 8, 31))
    assert Lease.objects.running(day).exists() is runs


@pytest.mark.parametrize(
    ("day", "since"),
    [
        (datetime(2027, 6, 30, 21, 59, tzinfo=UTC), date(2026, 7, 1)),  # 23.59 here
        (datetime(2027, 6, 30, 22, 1, tzinfo=UTC), date(2027, 7, 1)),
        (datetime(2027, 12, 31, 12, tzinfo=UTC), date(2027, 7, 1)),
        (datetime(2028, 1, 1, 12, tzinfo=UTC), date(2027, 7, 1)),
    ],
)
def test_a_rent_holds_since_the_last_first_of_july(day: datetime, since: date) -> None:
    with time_machine.travel(day, tick=False):
        assert last_july() == since


def test_last_line_of_an_envelope_has_two_spaces() -> None:
    home = Dwelling(street="Zonnestraat", house_number="12", postcode="1234AB", city="Voorbeeldstad")
    assert (home.address, home.postal_line) == ("Zonnestraat 12", "1234 AB  Voorbeeldstad")
