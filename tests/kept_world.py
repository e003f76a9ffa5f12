"""A world for all tests of a module, where making it takes longer than a test.

    kept = kept_world.made_by(offered)

    @pytest.fixture
    def agreement(db, kept):
        return kept_world.own(kept)

It stands in a transaction that is undone after the last of them, and each test's own transaction begins in it. Tests of the module
that begin without it run before it is made; `conftest.py` sorts them so, which puts the tests of each module side by side again,
wherever another plugin had put them. One that began in a world it did not ask for fails (`refuse_a_stranger`).

Two things a kept world has not. Real transactions: a test that has them (`transactional_db`, `live_server`, `transaction=True`) and asks
for it stops the run (`refuse_real_transactions`). And another day: it is made once, before the time of a test is set, so it is of the
real today, unless its maker travels by itself.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from klushuur.ground.scope import scope
from tests import lock_order

World = TypeVar("World")
Row = TypeVar("Row", bound=Any)
FIXTURE = "kept"  # what a module calls it
REAL_TRANSACTIONS = {"transactional_db", "live_server", "django_db_reset_sequences"}
_open: set[str] = set()  # the module whose world stands now


def made_by(make: Callable[[], Any]) -> Any:
    """A fixture of the module it stands in: the row that `make` made, of which another gives each test its `own`."""

    @pytest.fixture(scope="module")
    def kept(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        translation.deactivate()  # what `_clean_slate` does for a test comes after this
        cache.clear()
        with django_db_blocker.unblock(), lock_order.own():
            made = make()
            scope.enter(None)
            django_db_blocker.block()
            _open.add(request.node.nodeid)
            yield made
            _open.clear()
            django_db_blocker.restore()
            scope.enter(None)
            transaction.set_rollback(True)

    return kept


def copied(world: World) -> World:
    """A world of more than a row, for one test; in no scope."""
    return copy.deepcopy(world)


def own(row: Row) -> Row:
    """A copy of a row that all tests of a module share, and what it had read of others; the scope is its corporation's."""
    scope.enter(row.corporation_id)
    return copy.deepcopy(row)


def last_of_their_module(items: list[pytest.Item]) -> None:
    """Sort the tests that begin with a kept world behind the others of their module; else those would begin with it too."""
    modules = {path: number for number, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(key=lambda item: (modules[item.path], _asks(item)))


def refuse_real_transactions(items: list[pytest.Item]) -> None:
    """Raises UsageError for a test of a kept world that would end the transaction it stands in, and so keep it for good."""
    for item in items:
        if _asks(item) and _has_real_transactions(item):
            raise pytest.UsageError(f"{item.nodeid} has real transactions: it cannot begin in a kept world")


def refuse_a_stranger(item: pytest.Item) -> None:
    """Fail a test that begins while a world stands that it did not ask for: what it finds would hang on the order of tests."""
    if _open and not _asks(item):
        pytest.fail(f"{item.nodeid} begins in the world of {min(_open)}, for which it does not ask", pytrace=False)


def _asks(item: pytest.Item) -> bool:
    return FIXTURE in getattr(item, "fixturenames", ())


def _has_real_transactions(item: Any) -> bool:
    marker = item.get_closest_marker("django_db")
    if marker and any([*marker.args[:2], marker.kwargs.get("transaction"), marker.kwargs.get("reset_sequences")]):
        return True
    return not REAL_TRANSACTIONS.isdisjoint(item.fixturenames)
