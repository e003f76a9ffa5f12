"""Many at once: each in a thread with a connection of its own, let go together by a barrier."""

import os
import time
from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model, QuerySet

from klushuur.ground.journal.states import Machine
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope
from tests import lock_order

Outcomes = list[Exception | None]


def at_least(count: int) -> int:
    """So many rounds, or as many as KLUSHUUR_ROUNDS asks for: a proof takes its time, a test run does not."""
    return max(count, int(os.environ.get("KLUSHUUR_ROUNDS", "0")))


def race(corporation_id: int, verbs: Sequence[Callable[[], Any]]) -> Outcomes:
    """Run the verbs at the same moment, in the scope of a corporation. Returns what each raised, or None."""
    found: list[Outcomes] = []
    clients = [lambda _round, verb=verb: verb() for verb in verbs]
    rounds(corporation_id, clients, count=1, after=lambda _round, outcomes: found.append(outcomes))
    return found[0]


def rounds(
    corporation_id: int,
    clients: Sequence[Callable[[int], Any]],
    *,
    count: int,
    before: Callable[[int], Any] = lambda _round: None,
    after: Callable[[int, Outcomes], Any] = lambda _round, _outcomes: None,
) -> None:
    """The same clients race again and again, each on one connection: `before(n)`, all `client(n)` at once, `after(n, …)`.

    Outcomes are what each client raised, or None.
    """
    start, end = (Barrier(len(clients) + 1, timeout=60) for _ in range(2))
    outcomes: Outcomes = [None] * len(clients)

    def run(place: int, client: Callable[[int], Any]) -> None:
        scope.enter(corporation_id)
        try:
            connection.ensure_connection()
            for number in range(count):
                start.wait()
                outcomes[place] = _try(client, number)
                end.wait()
        finally:
            connection.close()

    threads = [Thread(target=run, args=item, daemon=True) for item in enumerate(clients)]
    for thread in threads:
        thread.start()
    for number in range(count):
        before(number)
        start.wait()
        end.wait()
        after(number, list(outcomes))
    for thread in threads:
        thread.join(timeout=30)


def _try(client: Callable[[int], Any], number: int) -> Exception | None:
    try:
        client(number)
    except Exception as error:  # noqa: BLE001 -- the test looks at it
        return error
    return None


def named(outcomes: Outcomes) -> list[str]:
    """What the clients met, in words to compare: the codes of refusals, the names of other exceptions, "" for none, sorted."""
    return sorted(name_of(outcome) for outcome in outcomes)


def name_of(outcome: Exception | None) -> str:
    """What one client met, as `named` says it."""
    if type(outcome) is Refusal:  # what derives from it is told apart by its class
        return outcome.code
    return type(outcome).__name__ if outcome else ""


def tell(what: str, *, rounds: int, clients: int, violations: int, since: float) -> None:
    """A line with the figures of a race, for `pytest -rP` and `bin/prove`."""
    seconds = time.monotonic() - since
    print(f"race: {what}: {rounds} rounds x {clients} clients, {violations} violations, {seconds:.1f} s")


def without_locks(monkeypatch: pytest.MonkeyPatch, *only: type[Model]) -> None:
    """The guard off: nobody waits for anybody's row, and only a change takes it, in whatever order.

    only: for no row of these, so that of two locks the other one is tested.
    """
    lock_order.unwatched(monkeypatch)
    lock = QuerySet.select_for_update
    monkeypatch.setattr(
        QuerySet,
        "select_for_update",
        lambda self, **how: lock(self, **how) if only and self.model not in only else self,
    )


def without_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard off: a status is written whatever it became since it was read."""

    def move_to(self: Any, action: str, *, by: Any, reason: str = "", **changes: Any) -> Any:
        self.must_be_able(action)
        taken = self.ACTIONS[action]
        new = taken.way[-1]
        type(self)._default_manager.filter(pk=self.pk).update(status=new, **changes)
        self._record(taken, by=by, reason=reason)
        self.status = new
        for name, value in changes.items():
            setattr(self, name, value)
        return self

    monkeypatch.setattr(Machine, "move_to", move_to)


def slowly(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, *, seconds: float = 0.1) -> None:
    """A moment between this question and what is done with its answer, so that a missing guard shows."""
    asked = getattr(owner, name)

    def ask(*args: Any, **kwargs: Any) -> Any:
        answer = asked(*args, **kwargs)
        time.sleep(seconds)
        return answer

    monkeypatch.setattr(owner, name, ask)
