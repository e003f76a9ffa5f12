"""Work rows without a queue: claimed once, finished by who holds them, never forgotten."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from klushuur.ground.outbox import outbox
from klushuur.ground.outbox.models import WorkRow, WorkStatus
from klushuur.ground.scope import scope
from tests import tree

pytestmark = pytest.mark.django_db

done: list[dict[str, object]] = []


def _add(occasion="1", **arguments):
    outbox.add("tests.do", occasion=occasion, **arguments)
    return WorkRow.objects.get(occasion=f"tests.do:{occasion}")


def _do(**arguments):
    done.append({"scope": scope.current(), **arguments})


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def test_work_is_done_within_its_scope_and_once():
    with scope.of(7):
        row = _add(number=3)
    outbox._run(_do, row.pk)
    outbox._run(_do, row.pk)  # delivered twice
    row.refresh_from_db()
    assert done == [{"scope": 7, "number": 3}]
    assert (row.status, row.attempts, row.crashes) == (WorkStatus.DONE, 1, 0)
    assert scope.current() is None


def test_the_same_occasion_is_one_row():
    _add("x")
    _add("x")
    assert WorkRow.objects.count() == 1


def test_nothing_but_the_bell_waits_for_a_commit():
    """What must happen after a commit is a row of the same transaction: asked for afterwards, a crash in between loses it."""
    waiting = [name for name in tree.tracked() if name.endswith(".py") and "on_commit" in tree.text(name)]
    ours = [name for name in waiting if not name.startswith("tests/")]
    assert ours == ["klushuur/ground/outbox/outbox.py"]
    assert tree.text(ours[0]).count("on_commit") == 1


def test_a_row_that_another_holds_is_left_alone():
    row = _add()
    assert WorkRow.objects.claim(row.pk) is not None
    assert WorkRow.objects.claim(row.pk) is None


def test_a_lease_that_ran_out_is_taken_again_and_counts_as_a_crash():
    row = _add()
    WorkRow.objects.claim(row.pk)
    WorkRow.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    again = WorkRow.objects.claim(row.pk)
    assert (again.attempts, again.crashes) == (2, 1)


def test_who_lost_the_lease_does_not_finish_for_the_other():
    row = _add()
    slow = WorkRow.objects.claim(row.pk)
    WorkRow.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    WorkRow.objects.claim(row.pk)
    outbox._finish(slow, WorkStatus.DONE)
    assert WorkRow.objects.get().status == WorkStatus.LEASED


def test_a_row_that_crashes_each_time_is_given_up_after_five():
    row = _add()
    for _ in range(6):
        WorkRow.objects.claim(row.pk)
        WorkRow.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    outbox._run(_do, row.pk)
    assert (WorkRow.objects.get().status, done) == (WorkStatus.FAILED, [])


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (outbox.Later("away"), WorkStatus.QUEUED),
        (outbox.Never("bad"), WorkStatus.FAILED),
        (KeyError("secret"), WorkStatus.QUEUED),
    ],
)
def test_work_that_fails_keeps_its_row_and_says_why_without_details(error, status):
    row = _add()

    def fail(**_):
        raise error

    outbox._run(fail, row.pk)
    row.refresh_from_db()
    assert row.status == status
    assert "secret" not in row.error
    assert row.status == WorkStatus.FAILED or row.not_before > timezone.now()


def _wait(row):
    """Seconds until a row is tried again."""
    row.refresh_from_db()
    return round((row.not_before - timezone.now()).total_seconds())


def test_each_try_waits_twice_as_long_and_a_crash_is_no_try():
    row = _add()

    def away(**_):
        raise outbox.Later("away")

    waits = []
    for _ in range(3):
        WorkRow.objects.update(not_before=timezone.now())
        outbox._run(away, row.pk)
        waits.append(_wait(row))
    WorkRow.objects.update(not_before=timezone.now())
    WorkRow.objects.claim(row.pk)  # by a worker that is killed
    WorkRow.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    outbox._run(away, row.pk)
    assert (waits, _wait(row)) == ([10, 20, 40], 80)


def test_a_lease_is_longer_than_a_task_may_take():
    assert settings.WORK_LEASE_SECONDS > settings.CELERY_TASK_TIME_LIMIT > settings.CELERY_TASK_SOFT_TIME_LIMIT


@pytest.mark.django_db(transaction=True)
def test_work_whose_line_to_the_database_was_cut_is_back_in_the_queue_at_once():
    row = _add()

    def cut(**_):
        connection.connection.close()
        WorkRow.objects.count()

    outbox._run(cut, row.pk)
    row.refresh_from_db()
    assert (row.status, row.attempts, row.crashes) == (WorkStatus.QUEUED, 1, 0)


def test_work_is_put_off_for_48_hours_and_then_given_up():
    row = _add()
    WorkRow.objects.update(made_at=timezone.now() - timedelta(hours=49))

    def away(**_):
        raise outbox.Later("away")

    outbox._run(away, row.pk)
    assert WorkRow.objects.get().status == WorkStatus.FAILED


def test_sweep_finds_what_the_queue_lost_and_nothing_else(monkeypatch):
    rung = []
    monkeypatch.setattr(outbox, "_send", lambda kind, pk: rung.append(pk) is None)
    lost, fresh, held, dead, ready = (_add(str(number)) for number in range(5))
    past = timezone.now() - timedelta(seconds=6)
    WorkRow.objects.exclude(pk=fresh.pk).update(not_before=past)
    WorkRow.objects.filter(pk=held.pk).update(
        status=WorkStatus.LEASED, lease_until=timezone.now() + timedelta(seconds=9)
    )
    WorkRow.objects.filter(pk=dead.pk).update(status=WorkStatus.LEASED, lease_until=past)
    WorkRow.objects.filter(pk=ready.pk).update(status=WorkStatus.DONE)
    assert outbox.sweep() == 2
    assert rung == [lost.pk, dead.pk]


def test_many_rows_of_one_kind_hide_no_other(monkeypatch):
    rung = []
    monkeypatch.setattr(outbox, "_send", lambda kind, pk: rung.append(kind) is None)
    monkeypatch.setattr(outbox, "_length", lambda queue: 0)
    for number in range(5):
        _add(str(number))
    outbox.add("tests.other", occasion="1")
    WorkRow.objects.update(not_before=timezone.now() - timedelta(seconds=6))
    assert outbox.sweep(at_most=2) == 3
    assert sorted(rung) == ["tests.do", "tests.do", "tests.other"]


@pytest.mark.parametrize(("length", "expected"), [(outbox.LONG_QUEUE, 1), (outbox.LONG_QUEUE + 1, 0)])
def test_a_queue_that_is_long_already_is_left_alone(monkeypatch, length, expected):
    monkeypatch.setattr(outbox, "_send", lambda kind, pk: True)
    monkeypatch.setattr(outbox, "_length", lambda queue: length)
    _add()
    WorkRow.objects.update(not_before=timezone.now() - timedelta(seconds=6))
    assert outbox.sweep() == expected


def test_a_queue_that_is_away_loses_no_row(monkeypatch, django_capture_on_commit_callbacks):
    def away(*_, **__):
        raise ConnectionError

    monkeypatch.setattr("celery.app.base.Celery.send_task", away)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        _add()
    assert WorkRow.objects.get().status == WorkStatus.QUEUED
