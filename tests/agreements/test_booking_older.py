"""`manage.py book_rewards`: what an older version recorded without rows of money gets them, once."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.management import call_command

from agreements.models import Payout, RentChange
from agreements.services import reconciling
from klushuur import scope
from klushuur.mail.models import Message
from tests import factories
from tests.agreements.booked import ACCEPTED, DISCOUNT, REWARD, accepted, recorded
from tests.agreements.signed import put

pytestmark = pytest.mark.django_db
APRIL = {"accepted_on": ACCEPTED, "reward_from": date(2027, 4, 1), "rewarded_on": None}


@pytest.fixture(name="row")
def _row(db):
    return accepted()


def booked(capsys, corporation):
    """What the command says, and what is there then."""
    scope.enter(None)
    call_command("book_rewards")
    scope.enter(corporation.pk)
    lower = [(one.starts_on, one.ends_on, one.amount) for one in RentChange.objects.order_by("pk")]
    once = [(one.kind, one.amount, one.due_on, one.paid_on) for one in Payout.objects.order_by("pk")]
    return capsys.readouterr().out.splitlines(), lower, once


@pytest.mark.parametrize("status", ["rewarding", "finished"])
def test_a_discount_of_before_is_booked_from_its_first_month_and_once(row, capsys, status):
    put(row, status, form="discount", months=12, **APRIL)
    rows = [
        (date(2027, 4, 1), date(2028, 3, 1), D("93.92")),
        (date(2028, 3, 1), date(2028, 4, 1), D("93.88")),
    ]
    assert booked(capsys, row.corporation) == (["Wonen Voorbeeldstad: 1 beloningen geboekt"], rows, [])
    assert booked(capsys, row.corporation) == (["Wonen Voorbeeldstad: 0 beloningen geboekt"], rows, [])
    assert not Message.objects.filter(kind__startswith="reward").exists()


def test_a_payment_of_before_is_booked_as_it_was_paid_and_all_is_right(row, capsys):
    put(row, "finished", form="one_off", months=None, accepted_on=ACCEPTED, rewarded_on=date(2027, 4, 2))
    assert [one.found for one in reconciling.reconcile().differences] == [D("0.00")]  # the twin: before
    _said, _lower, once = booked(capsys, row.corporation)
    assert once == [("one_off", REWARD, date(2027, 4, 30), date(2027, 4, 2))]
    assert reconciling.reconcile().differences == []


def test_what_has_rows_or_is_not_recorded_is_left_alone(row, capsys):
    put(row, "accepted", **DISCOUNT)
    assert booked(capsys, row.corporation) == (["Wonen Voorbeeldstad: 0 beloningen geboekt"], [], [])
    recorded(row, factories.staff(row.corporation, "finance"), **DISCOUNT)
    assert RentChange.objects.count() == 2
    assert booked(capsys, row.corporation)[0] == ["Wonen Voorbeeldstad: 0 beloningen geboekt"]
    assert RentChange.objects.count() == 2
