"""Kinds of which one task takes many rows: each is recorded by itself, and what was not tried goes back as it was."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klushuur.ground.outbox import outbox
from klushuur.ground.outbox.models import WorkRow, WorkStatus
from klushuur.ground.scope import scope

pytestmark = pytest.mark.django_db
KIND = "mail.deliver"


@pytest.fixture(autouse=True)
def bells(monkeypatch):
    rung = []
    monkeypatch.setattr(outbox, "_send", lambda kind, *words: rung.append((kind, *words)) is None)
    return rung


@pytest.fixture
def done():
    return []


def add(*numbers, scope_id=None):
    with scope.of(scope_id):
        for number in numbers:
            outbox.add(KIND, occasion=str(number), number=number)


def row(number):
    return WorkRow.objects.get(occasion=f"{KIND}:{number}")


def doing(done, errors=None):
    """A door that writes down what it did in which scope, and meets an error where one is asked."""

    def act(number):
        if number in (errors or {}):
            raise errors[number]
        done.append((scope.current(), number))

    return lambda asked: [lambda number=one["number"]: act(number) for one in asked]


def lose_the_worker():
    """All that it held, and nobody heard of it again."""
    WorkRow.objects.filter(status=WorkStatus.LEASED).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_all_rows_are_done_in_one_go_each_within_its_scope(done):
    add(1, 3, scope_id=7)
    add(2, scope_id=8)
    add(4)
    outbox._run_many(KIND, doing(done))
    assert sorted(done, key=lambda pair: pair[1]) == [(7, 1), (8, 2), (7, 3), (None, 4)]
    assert Counter(WorkRow.objects.values_list("status", "attempts")) == {("done", 1): 4}
    assert scope.current() is None


def test_a_row_that_fails_stops_no_other(done):
    add(1, 2, 3, 4)
    outbox._run_many(KIND, doing(done, {1: KeyError("secret"), 2: outbox.Never("refused"), 3: outbox.Later("full")}))
    found = {number: (row(number).status, row(number).error) for number in range(1, 5)}
    assert found == {1: ("queued", "KeyError"), 2: ("failed", "refused"), 3: ("queued", "full"), 4: ("done", "")}


def test_a_server_that_is_away_is_asked_once_and_the_rest_waits_for_nothing(done):
    add(1, 2, 3)
    outbox._run_many(KIND, doing(done, {1: outbox.Later("refused", is_away=True)}))
    assert [(one.status, one.attempts, one.error) for one in map(row, (1, 2, 3))] == [
        ("queued", 1, "away: refused"),
        ("queued", 0, ""),
        ("queued", 0, ""),
    ]
    assert row(1).not_before > timezone.now() + timedelta(seconds=5)
    outbox._run_many(KIND, doing(done))  # the server is back
    assert [number for _, number in done] == [2, 3]
    assert row(1).not_before <= timezone.now()


def test_what_was_put_off_for_a_reason_of_its_own_keeps_its_wait(done):
    add(1, 2)
    outbox._run_many(KIND, doing(done, {1: outbox.Later("mailbox full")}))
    assert row(1).not_before > timezone.now() + timedelta(seconds=5)


def test_rows_that_were_lost_with_a_worker_come_alone_and_last(done):
    """Nobody knows which of them took it down: the others may not go down with it again, five times and for good."""
    add(1, 2)
    assert len(WorkRow.objects.claim_many(KIND, at_most=9, lease=timedelta(seconds=80))) == 2
    lose_the_worker()
    add(3)
    batches = []
    while taken := WorkRow.objects.claim_many(KIND, at_most=9, lease=timedelta(seconds=80)):
        batches.append([(one.arguments["number"], one.crashes) for one in taken])
    assert batches == [[(3, 0)], [(1, 1)], [(2, 1)]]


def test_without_coming_alone_a_row_would_take_the_others_with_it():
    """The twin: as many rows together as there are, and all count a crash each time."""
    add(1, 2)
    for _ in range(2):
        for one in WorkRow.objects.claimable():
            WorkRow.objects.claim(one.pk)
        lose_the_worker()
    assert set(WorkRow.objects.values_list("crashes", flat=True)) == {1}
    for one in WorkRow.objects.claimable():
        WorkRow.objects.claim(one.pk)
    assert set(WorkRow.objects.values_list("crashes", flat=True)) == {2}


def test_one_that_crashes_each_time_is_given_up(done):
    add(1)
    WorkRow.objects.update(crashes=5)
    outbox._run_many(KIND, doing(done))
    assert (row(1).status, row(1).error, done) == (WorkStatus.FAILED, "crashed too often", [])


def test_time_that_is_over_gives_the_rest_back_and_rings(done, bells, monkeypatch):
    monkeypatch.setattr(outbox, "WORKS_FOR", -1)
    add(1, 2, 3)
    outbox._run_many(KIND, doing(done))
    assert len(done) == 1
    assert Counter(WorkRow.objects.values_list("status", "attempts")) == {("done", 1): 1, ("queued", 0): 2}
    assert bells == [(KIND,)]


def test_who_lost_the_lease_gives_nothing_back():
    add(1)
    mine = WorkRow.objects.claim_many(KIND, at_most=9, lease=timedelta(seconds=80))
    lose_the_worker()
    WorkRow.objects.claim(mine[0].pk)
    assert not WorkRow.objects.give_back(mine)
    assert (row(1).status, row(1).attempts) == (WorkStatus.LEASED, 2)


def test_rows_that_cannot_be_prepared_wait_and_say_why(done):
    add(1, 2)

    def broken(_asked):
        raise ValueError("secret")

    outbox._run_many(KIND, broken)
    assert Counter(WorkRow.objects.values_list("status", "error")) == {("queued", "ValueError"): 2}
    assert row(1).not_before > timezone.now()


def test_a_full_batch_rings_for_the_next_and_another_does_not(done, bells, monkeypatch):
    monkeypatch.setattr(outbox, "TOGETHER", 2)
    add(1, 2, 3)
    outbox._run_many(KIND, doing(done))
    assert (len(done), bells) == (2, [(KIND,)])
    outbox._run_many(KIND, doing(done))
    assert (len(done), bells) == (3, [(KIND,)])


def test_one_bell_for_all_rows_until_it_is_heard(done, bells, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        add(1, 2, 3)
    assert bells == [(KIND,)]
    outbox._run_many(KIND, doing(done))
    with django_capture_on_commit_callbacks(execute=True):
        add(4)
    assert bells == [(KIND,)] * 2


def test_a_bell_that_was_lost_is_rung_again_by_the_sweep(bells, monkeypatch):
    monkeypatch.setattr(outbox, "_length", lambda queue: 0)
    cache.set(outbox._bell(KIND), True)
    add(1, 2)
    WorkRow.objects.update(not_before=timezone.now() - timedelta(seconds=6))
    assert outbox.sweep() == 1
    assert bells == [(KIND,)]


def test_a_hundred_rows_are_claimed_in_as_many_statements_as_one():
    def claimed(*numbers):
        add(*numbers)
        with CaptureQueriesContext(connection) as captured:
            WorkRow.objects.claim_many(KIND, at_most=100, lease=timedelta(seconds=80))
        return len(captured)

    assert claimed(1) == claimed(*range(2, 102))


def test_a_kind_that_the_settings_do_not_name_is_refused():
    with pytest.raises(ImproperlyConfigured, match="tests.unknown"):
        outbox.batch("tests.unknown")(lambda asked: [])
