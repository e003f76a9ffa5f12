"""On which days a mandate counts: its first and its last too, and no other."""

from datetime import date
from decimal import Decimal as D

import pytest

from corporations.models import Mandate
from corporations.services import people
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2027, 2, 28), D("0.00")),
        (date(2027, 3, 1), D("1127.00")),
        (date(2027, 8, 31), D("1127.00")),
        (date(2027, 9, 1), D("0.00")),
    ],
)
def test_mandate_counts_from_its_first_to_its_last_day(day: date, amount: D) -> None:
    corporation = factories.corporation()
    manager = factories.staff(corporation, "manager")
    days = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 8, 31)}
    Mandate.objects.create(corporation=corporation, holder=manager, up_to=D("1127.00"), **days)
    assert people.mandate_of(manager, day) == amount
    covered = list(people.approvers_within(D("1127.00"), day))
    assert (covered, list(people.approvers_within(D("1127.01"), day))) == ([manager] if amount else [], [])
