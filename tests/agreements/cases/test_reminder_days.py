"""Reminders in simulated time: a tick each quarter of an hour, over both changes of the clock and a leap day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from agreements.cases.services import reminding
from agreements.contract.models import Agreement, Reminder, ReminderKind
from klushuur.ground.mail.models import Message
from tests.agreements.signed import offered, signed

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Amsterdam")
QUARTER = timedelta(minutes=15)
WINDOWS = [
    pytest.param(date(2026, 10, 23), 5, id="to winter time"),
    pytest.param(date(2027, 3, 26), 5, id="to summer time"),
    pytest.param(date(2028, 2, 28), 3, id="leap day"),
]
MAIL = {
    ReminderKind.SIGN: "reminder_sign",
    ReminderKind.START: "reminder_start",
    ReminderKind.FINISH: "reminder_finish",
}


def _local(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), HERE).astimezone(UTC)


def _ticks(first: date, days: int) -> Iterator[datetime]:
    """Every quarter of an hour of these local days, as beat counts them: in UTC."""
    moment, end = _local(first), _local(first + timedelta(days=days))
    while moment < end:
        yield moment
        moment += QUARTER


def _one_a_day(first: date, days: int, kinds=ReminderKind) -> list[tuple[str, date]]:
    """Two agreements with a reminder of each kind on each day; returns the kinds and days."""
    with time_machine.travel(_local(first, 12) - timedelta(days=5), tick=False):
        to_sign = offered()
        working = signed(corporation=to_sign.corporation)
    Reminder.objects.all().delete()
    late = first + timedelta(days=40)
    Agreement.objects.update(sign_before=late, works_from=late, works_until=late)
    wanted = [(kind, first + timedelta(days=number)) for number in range(days) for kind in kinds]
    for kind, day in wanted:
        agreement = to_sign if kind == ReminderKind.SIGN else working
        Reminder.objects.create(corporation=agreement.corporation, agreement=agreement, kind=kind, due_on=day)
    return wanted


def _play(moments) -> None:
    moments = list(moments)
    with time_machine.travel(moments[0], tick=False) as traveller:
        for moment in moments:
            traveller.move_to(moment)
            reminding.remind()


def _told() -> list[tuple[str, date, datetime]]:
    """Kind, day and local moment of each that was sent; the mails agree."""
    rows = list(Reminder.objects.filter(status="sent").order_by("due_on", "pk"))
    assert Message.objects.filter(kind__in=MAIL.values()).count() == len(rows)
    return [(row.kind, row.due_on, row.decided_at.astimezone(HERE)) for row in rows]


@pytest.mark.parametrize(("first", "days"), WINDOWS)
def test_each_comes_once_on_its_local_date_at_eight_in_the_morning(first, days):
    wanted = _one_a_day(first, days)
    _play(_ticks(first, days))
    assert _told() == [(kind, day, datetime.combine(day, time(8), HERE)) for kind, day in wanted]


@pytest.mark.parametrize(("first", "days"), WINDOWS)
def test_after_26_hours_without_beat_the_last_of_each_kind_comes_at_the_first_tick(first, days):
    _one_a_day(first, days)
    off, on = _local(first + timedelta(days=1), 7, 50), _local(first + timedelta(days=1), 7, 50) + timedelta(hours=26)
    _play(moment for moment in _ticks(first, days) if not off < moment < on)
    silent = first + timedelta(days=1)  # its own day went by: the next day's reminder speaks for it
    told = _told()
    assert {(kind, day) for kind, day, _ in told} == {
        (kind, first + timedelta(days=number)) for kind in ReminderKind for number in range(days) if number != 1
    }
    back = {at for _, day, at in told if day == first + timedelta(days=2)}
    assert back == {moment.astimezone(HERE) for moment in (on + timedelta(minutes=10),)}
    assert set(Reminder.objects.filter(due_on=silent).values_list("status", flat=True)) == {"missed"}


def test_after_26_hours_without_beat_a_single_one_comes_late_and_once():
    silent = date(2026, 10, 25)
    _one_a_day(silent, 1)
    _play([*_ticks(silent + timedelta(days=1), 2)])
    morning = datetime.combine(silent + timedelta(days=1), time(8), HERE)
    assert _told() == [(kind, silent, morning) for kind in ReminderKind]


@pytest.mark.parametrize("hour", [1, 7, 8, 22])
@pytest.mark.parametrize("jump", [timedelta(hours=2), timedelta(hours=-2)])
def test_a_clock_that_jumps_repeats_and_loses_nothing(hour, jump):
    first, days = date(2026, 10, 24), 2
    wanted = _one_a_day(first, days, kinds=[ReminderKind.SIGN])
    at = _local(first + timedelta(days=1), hour, 30)
    before = [moment for moment in _ticks(first, days) if moment <= at]
    after = [moment for moment in _ticks(first, days + 1) if moment > at + jump]
    _play([*before, *after])
    told = _told()
    assert [(kind, day) for kind, day, _ in told] == wanted
    assert all(moment.date() == day and 8 <= moment.hour < 20 for _, day, moment in told)
