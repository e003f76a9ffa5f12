"""A guard in every test: whoever takes a lock against LOCK_ORDER, or with its key, is found, also when nobody waited for it.

It reads the statements. An UPDATE and a DELETE are locks as much as a SELECT that says so. What a transaction holds ends with it; a
transaction is the outermost that is not the test's own (`own`), which would make one of all that a test does. A table into which it wrote
a new row is left out: nobody else can hold that row.
"""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

TAKEN = re.compile(r'^(?:SELECT .*? FROM|UPDATE|DELETE FROM) "(\w+)"', re.DOTALL)
MADE = re.compile(r'^INSERT INTO "(\w+)"')
HELD = re.compile(r"FOR (NO KEY )?UPDATE")
MANY_UNDER = {"jobs_application": "jobs_offer"}  # who has more than one of these holds what they are of

found: list[str] = []  # what was taken against the order, since the test began


class AgainstTheOrder(AssertionError):
    """A lock that makes two wait for each other some day."""


@dataclass
class Held:
    """What the transaction of one connection holds: the numbers by table, None for rows that no number names."""

    depth: int = 0
    rows: dict[str, set[Any]] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    before: list[dict[str, set[Any]]] = field(default_factory=list)

    def enter(self) -> None:
        self.depth += 1
        self.before.append({table: set(numbers) for table, numbers in self.rows.items()})

    def leave(self, *, undone: bool) -> None:
        """The database lets go of what was taken within a savepoint that is undone; of the rest when all ends."""
        before = self.before.pop()
        self.depth -= 1
        if not self.depth:
            self.rows, self.made = {}, set()
        elif undone:
            self.rows = before

    def take(self, table: str, number: object) -> str:
        """Note a lock. Returns what is wrong with it, if anything."""
        order = tables()
        mine = self.rows.get(table, set())
        after = [other for other in self.rows if order.index(other) > order.index(table)]
        is_had = number in mine or (number is None and bool(mine))
        is_under = MANY_UNDER.get(table) in self.rows
        self.rows.setdefault(table, set()).add(number)
        if is_had or (is_under and mine):
            return ""
        if after:
            return f"{table} after {', '.join(after)}"
        known = [other for other in mine if isinstance(other, int)]
        is_back = isinstance(number, int) and bool(known) and number < max(known)
        return f"{table} {number} after {max(known)}" if is_back and not is_under else ""


def tables() -> list[str]:
    """The tables whose rows are held, in their order."""
    return [apps.get_model(label)._meta.db_table for label in settings.LOCK_ORDER]


def held_by(connection: BaseDatabaseWrapper) -> Held:
    """What this connection holds; kept with it, so that each thread has its own."""
    if not hasattr(connection, "lock_order"):
        connection.lock_order = Held()  # type: ignore[attr-defined]
    return connection.lock_order  # type: ignore[attr-defined,no-any-return]


def wrong(sql: str, params: Any, held: Held) -> str:
    """What is wrong with the locks of this statement, if anything."""
    if made := MADE.match(sql):
        held.made.add(made[1])
    taken = TAKEN.match(sql)
    if taken is None or taken[1] not in tables() or taken[1] in held.made:
        return ""
    dialect = HELD.search(sql)
    if sql.startswith("SELECT"):
        if dialect is None:
            return ""
        if not dialect[1]:
            return f"{taken[1]} with its key"
    return held.take(taken[1], _number(sql, taken[1], params))


def _number(sql: str, table: str, params: Any) -> object:
    """Of the one row that the statement names, else None."""
    named = re.search(rf'"{table}"\."id" = (%s)', sql)
    if named is None or not isinstance(params, Sequence):
        return None
    return params[sql[: named.start(1)].count("%s")]


def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Look at a statement before it goes to the database. Raises AgainstTheOrder."""
    held = held_by(context["connection"])
    if held.depth and not many:
        against = wrong(sql, params, held)
        if against:
            found.append(against)  # who goes on after any exception does not hide it
            raise AgainstTheOrder(against)
    return execute(sql, params, many, context)


def own() -> transaction.Atomic:
    """A transaction of the test itself, marked as Django's own test cases mark theirs: what a service holds in it ends with the service's."""
    made = transaction.atomic()
    made._from_testcase = True  # type: ignore[attr-defined]
    return made


def install() -> None:
    """Watch every connection that opens from now on, in every thread."""

    def wrap(connection: BaseDatabaseWrapper, **_rest: object) -> None:
        if watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(watch)

    connection_created.connect(wrap, weak=False, dispatch_uid="lock order")
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def begin(self: Any) -> None:
        enter(self)
        if not self._from_testcase:
            held_by(transaction.get_connection(self.using)).enter()

    def end(self: Any, kind: Any, value: Any, traceback: Any) -> None:
        connection = transaction.get_connection(self.using)
        if not self._from_testcase:
            held_by(connection).leave(undone=kind is not None or connection.needs_rollback)
        leave(self, kind, value, traceback)

    transaction.Atomic.__enter__ = begin  # type: ignore[method-assign]
    transaction.Atomic.__exit__ = end  # type: ignore[method-assign]


def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard off: for a twin that shows what comes of locks against the order."""
    monkeypatch.setattr(sys.modules[__name__], "wrong", lambda _sql, _params, _held: "")
