"""A world for all tests of a module, where making it takes longer than a test.

    kept = kept_world.made_by(offered)

    @pytest.fixture
    def agreement(db, kept):
        return kept_world.own(kept)

It stands in a transaction that is undone after the last of them, and each test's own transaction begins in it. Tests of the module
that begin without it run before it is made (`last_of_their_module`, for `conftest.py`); none may have real transactions
(`transactional_db`, `live_server`).
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from klushuur.ground.scope import scope

World = TypeVar("World")
Row = TypeVar("Row", bound=Any)
FIXTURE = "kept"  # what a module calls it


def made_by(make: Callable[[], Any]) -> Any:
    """A fixture of the module it stands in: the row that `make` made, of which another gives each test its `own`."""

    @pytest.fixture(scope="module")
    def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        translation.deactivate()  # what `_clean_slate` does for a test comes after this
        cache.clear()
        with django_db_blocker.unblock(), transaction.atomic():
            made = make()
            scope.enter(None)
            django_db_blocker.block()
            yield made
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
    items.sort(key=lambda item: (modules[item.path], FIXTURE in getattr(item, "fixturenames", ())))
