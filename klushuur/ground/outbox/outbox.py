"""Work rows: what must happen after a commit is a row of the same transaction; the queue is only told afterwards.

Promise: each row is done at least once, and its effect is made to be safe to repeat. A row that another worker
holds is left alone; one whose worker died is taken again when its lease has run out, however old it is.
"""

import logging
import time
from collections.abc import Callable, Generator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import redis
from celery import current_app, shared_task
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from klushuur.ground.outbox.models import WorkRow, WorkStatus
from klushuur.ground.scope import scope
from klushuur.ground.sweeping import let_go_of_a_cut_line

log = logging.getLogger(__name__)

Prepare = Callable[[list[Any]], list[Callable[[], None]]]
LONG_QUEUE = 200
PATIENCE = timedelta(hours=48)
TOGETHER = 100  # rows that one task takes, of a kind that is done in batches
WORKS_FOR = 20  # seconds in which it begins with another row; what is left goes back
# longer than that and one row more: a mail server may take 10 seconds for each of five answers (EMAIL_TIMEOUT)
BATCH_LEASE = timedelta(seconds=80)
RUNG_FOR = 30  # seconds that one bell stands for all rows of such a kind, should its task be lost


class Later(Exception):
    """The work can't be done now, by no fault of its own (mail server away, disk full): try again, up to 48 hours.

    is_away: what it needs does not answer, so the rows beside it need not try, and all may when it is back.
    """

    def __init__(self, reason: str, *, is_away: bool = False) -> None:
        super().__init__(f"{WorkRow.AWAY}{reason}" if is_away else reason)
        self.is_away = is_away


class Never(Exception):
    """The work can't be done and trying again will not help. The text is a code, without personal data."""


def task(kind: str) -> Callable[[Callable[..., None]], Any]:
    """Make a function the door for work rows of this kind: it gets the row's arguments, within the row's scope."""

    def declare(function: Callable[..., None]) -> Any:
        def door(row_id: int) -> None:
            _run(function, row_id)

        door.__doc__, door.__module__ = function.__doc__, function.__module__
        return shared_task(name=kind)(door)

    return declare


def batch(kind: str) -> Callable[[Prepare], Any]:
    """Make a function the door for many work rows of this kind at once: for what a task of its own would cost too much.

    It gets a list of the arguments of each row, all within one scope, and gives as many deeds in the same order. Each is done
    and recorded by itself, and raises Later or Never for its own row.
    """

    def declare(prepare: Prepare) -> Any:
        if kind not in settings.WORK_TOGETHER:  # who rings does not load the tasks
            raise ImproperlyConfigured(f"{kind}: not in WORK_TOGETHER")

        def door() -> None:
            _run_many(kind, prepare)

        door.__doc__, door.__module__ = prepare.__doc__, prepare.__module__
        return shared_task(name=kind)(door)

    return declare


def add(kind: str, *, occasion: str, not_before: datetime | None = None, **arguments: int | str) -> None:
    """Write a work row in the current transaction and ring the bell after its commit. A second row of `occasion` is no row."""
    row = WorkRow(kind=kind, scope_id=scope.current(), arguments=arguments, occasion=f"{kind}:{occasion}")
    if not_before is not None:
        row.not_before = not_before
    # A conflict that is passed over breaks off no transaction; an IntegrityError would.
    made = WorkRow.objects.bulk_create([row], ignore_conflicts=True)
    # work for a later moment needs no bell: the sweep finds it when it is due
    if made and not_before is None:
        # robust: what was stored stands, also when the bell breaks
        transaction.on_commit(lambda: ring(kind, row.occasion), robust=True)


def ring(kind: str, occasion: str) -> None:
    """Tell the queue of a row. A queue that does not answer is no trouble: the sweep finds the row."""
    if kind in settings.WORK_TOGETHER:
        _ring_once(kind)
        return
    # looked up: where conflicts are passed over the database gives no number back
    pk = WorkRow.objects.filter(occasion=occasion).values_list("pk", flat=True).first()
    if pk is not None:
        _send(kind, pk)


def _ring_once(kind: str) -> None:
    """For a kind that is done in batches: one bell for all rows that come before it is heard."""
    try:
        is_first = cache.add(_bell(kind), True, timeout=RUNG_FOR)
    except redis.RedisError:
        return  # the queue is there too: the sweep finds the row
    if is_first:
        _send(kind)


def _bell(kind: str) -> str:
    return f"bell.{kind}"


def _send(kind: str, *words: int) -> bool:
    try:
        # no retry: a visitor does not wait for a broker that is away
        current_app.send_task(kind, args=words, retry=False)
    except Exception as error:  # noqa: BLE001 -- the broker is away; whatever the reason, the row stands
        log.warning("bell did not ring for %s %s: %s", kind, *words or ("",), type(error).__name__)
        return False
    return True


def sweep(*, at_most: int = 500) -> int:
    """Ring again for rows that wait longer than 5 seconds, and for those whose lease ran out. Returns how many bells it rang.

    Kind by kind, `at_most` of each, so that many documents hide no mail. A queue that is long already is left alone:
    its workers are behind, nothing was lost. A kind that is done in batches gets one bell, for a full batch rings the next.
    """
    waiting = WorkRow.objects.claimable().filter(not_before__lt=timezone.now() - timedelta(seconds=5))
    rung = 0
    for kind in waiting.order_by("kind").values_list("kind", flat=True).distinct():
        room = LONG_QUEUE + 1 - _length(current_app.amqp.router.route({}, kind)["queue"].name)
        rows = waiting.filter(kind=kind).order_by("not_before").values_list("pk", flat=True)
        most = max(0, min(room, at_most))
        bells = [()] if kind in settings.WORK_TOGETHER and most else [(pk,) for pk in rows[:most]]
        for words in bells:
            # what one bell meets, the next would meet too: the following sweep tries again
            if not _send(kind, *words):
                return rung
            rung += 1
    return rung


def _length(queue: str) -> int:
    """How many messages wait in a queue. A queue that does not answer counts as endless: ringing would be in vain."""
    try:
        with redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=2) as client:
            return int(client.llen(queue))
    except redis.RedisError:
        return LONG_QUEUE + 1


def _run(function: Callable[..., None], row_id: int) -> None:
    """Claim, do, finish. A claim that came to nothing, or a finish by a worker that lost its lease, changes nothing."""
    scope.enter(None)  # a worker still has the scope of the task before
    row = WorkRow.objects.claim(row_id)
    if row is not None:
        _do(row, lambda: _within_its_scope(row, function))


def _within_its_scope(row: WorkRow, function: Callable[..., None]) -> None:
    # work rows have no wall, so the row itself says whose work it is
    with scope.of(row.scope_id):
        function(**row.arguments)


def _run_many(kind: str, prepare: Prepare) -> None:
    """Claim, do one after the other, and record each. What the clock or a server that is away leaves undone goes back as it was."""
    scope.enter(None)
    cache.delete(_bell(kind))  # before the claim: who finds no bell has a row that this claim may not see
    ends = time.monotonic() + WORKS_FOR
    rows = WorkRow.objects.claim_many(kind, at_most=TOGETHER, lease=BATCH_LEASE)
    left, was_done, is_away = list(rows), False, False
    try:
        with closing(_deeds(rows, prepare)) as deeds:
            for row, deed in deeds:
                stopped_by = _do(row, deed)
                left.remove(row)
                was_done |= stopped_by is None
                is_away = isinstance(stopped_by, Later) and stopped_by.is_away
                if is_away or time.monotonic() > ends:
                    break
    except Exception as error:  # of preparing: a row by itself raises nothing
        log.exception("work rows of %s", kind)
        let_go_of_a_cut_line()
        for row in left:
            _later(row, type(error).__name__)
        return
    is_cut_short = WorkRow.objects.give_back(left)
    if was_done:
        WorkRow.objects.filter(kind=kind).no_longer_away()
    # one that a worker was lost with came alone: others may wait behind it
    if not is_away and (is_cut_short or len(rows) == TOGETHER or any(row.crashes for row in rows)):
        _ring_once(kind)


def _deeds(rows: list[WorkRow], prepare: Prepare) -> Generator[tuple[WorkRow, Callable[[], None]]]:
    """Each row with what to do for it, within its scope: those of one scope come together."""
    rows = sorted(rows, key=lambda row: row.scope_id or 0)
    for number, alike in groupby(rows, key=lambda row: row.scope_id):
        mine = list(alike)
        with scope.of(number):
            yield from zip(mine, prepare([row.arguments for row in mine]), strict=True)


def _do(row: WorkRow, act: Callable[[], None]) -> Exception | None:
    """Do what a claimed row asks, and record how it went. Gives what stopped it, or None when it was done."""
    # work that takes down whoever does it (memory, say) must not do so for ever
    if row.crashes >= settings.WORK_MOST_CRASHES:
        gone = Never("crashed too often")
        _finish(row, WorkStatus.FAILED, error=str(gone))
        return gone
    try:
        act()
    except Later as reason:
        _later(row, str(reason))
        return reason
    except Never as reason:
        _finish(row, WorkStatus.FAILED, error=str(reason))
        return reason
    except Exception as error:  # a fault of ours: keep the row, say where, try again later
        log.exception("work row %s of %s", row.pk, row.kind)
        let_go_of_a_cut_line()  # the next task would do so too, but then the row has a lease to sit out
        _later(row, type(error).__name__)
        return error
    _finish(row, WorkStatus.DONE)
    return None


def _finish(row: WorkRow, status: str, *, error: str = "") -> None:
    # the number of attempts tells our claim from a later one: who lost the lease writes nothing
    held = type(row).objects.filter(pk=row.pk, status="leased", attempts=row.attempts)
    held.update(status=status, done_at=timezone.now(), error=error[:120])
    if status == "failed":
        log.error("work row %s of %s failed: %s", row.pk, row.kind, error)


def _later(row: WorkRow, error: str) -> None:
    """Back in the queue, after 10, 20, 40 seconds ... up to 15 minutes; given up after 48 hours. A crash is no try."""
    if timezone.now() - row.made_at > PATIENCE:
        _finish(row, "failed", error=error)
        return
    wait = timedelta(seconds=min(900, 5 * 2 ** min(row.attempts - row.crashes, 8)))
    held = type(row).objects.filter(pk=row.pk, status="leased", attempts=row.attempts)
    held.update(status="queued", not_before=timezone.now() + wait, error=error[:120])
