"""Two ticks at once, and a worker that dies between the decision and its message."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.db import connection

from agreements.cases.services import reminding
from agreements.contract.models import Reminder
from agreements.contract.services.notices import tell_parties
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests.agreements.signed import offered
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)
START = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def due():
    """A reminder whose day has come."""
    with time_machine.travel(START) as traveller:
        agreement = offered()
        traveller.shift(timedelta(days=3))
        yield agreement.reminders.order_by("due_on").first()


def _tick_twice(reminder) -> list[int]:
    """How many each of two ticks sent, let go together."""
    sent: list[int] = []
    outcomes = race(reminder.corporation_id, [lambda: sent.append(reminding.remind())] * 2)
    assert outcomes == [None, None]
    return sent


def _mails() -> int:
    return Message.objects.filter(kind="reminder_sign").count()


def test_two_ticks_at_once_send_one_message(due):
    assert (sum(_tick_twice(due)), _mails()) == (1, 1)


@pytest.fixture
def _without_the_hold(monkeypatch):
    """Both ticks see the row before either decides: no lock, and no look at its status."""
    monkeypatch.setattr(reminding.locks, "hold_if_free", lambda rows, pk: Reminder.objects.get(pk=pk))
    monkeypatch.setattr(reminding.Reminder.objects, "due", lambda today: Reminder.objects.filter(due_on__lte=today))


@pytest.mark.usefixtures("_without_the_hold")
def test_without_the_hold_both_decide_and_the_mails_own_occasion_still_keeps_it_to_one(due):
    """The twin of the first guard; the second one stands."""
    assert (sum(_tick_twice(due)), _mails()) == (2, 1)


@pytest.mark.usefixtures("_without_the_hold")
def test_without_both_guards_the_message_is_doubled(due, monkeypatch):
    number = count()

    def tell(agreement, kind, *, occasion, **words):
        tell_parties(agreement, kind, occasion=f"{occasion}.{next(number)}", **words)

    monkeypatch.setattr(reminding, "tell_parties", tell)
    assert (sum(_tick_twice(due)), _mails()) == (2, 2)


@pytest.mark.parametrize("moment", ["before the message", "after the message"])
def test_a_worker_that_dies_before_the_commit_leaves_the_reminder_waiting(due, monkeypatch, moment):
    def die(*arguments, **words):
        if moment == "after the message":
            tell_parties(*arguments, **words)
        connection.connection.close()  # what the database sees of a killed worker

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "tell_parties", die)
        assert reminding.remind() == 0
    connection.close()
    scope.enter(due.corporation_id)
    due.refresh_from_db()
    assert (due.status, _mails()) == ("waiting", 0)
    assert (reminding.remind(), reminding.remind(), _mails()) == (1, 0, 1)
