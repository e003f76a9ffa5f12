"""A world for all tests of a module, where making it takes longer than a test.

    kept = kept_world.made_by(offered)

    @pytest.fixture
    def agreement(db, kept):
        return kept_world.own(kept)

It stands in a transaction that is undone after the last of them, and each test's own transaction begins in it. So only for modules
in which every test begins with it, and none has real transactions (`transactional_db`, `live_server`).
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from klushuur.ground.scope import scope

Row = TypeVar("Row", bound=Any)


def made_by(make: Callable[[], Any]) -> Any:
    """A fixture of the module it stands in: the row that `make` made, of which another gives each test its `own`."""

    @pytest.fixture(scope="module", autouse=True)  # so that a test which cannot live in it fails in every order
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


def own(row: Row) -> Row:
    """A copy of a row that all tests of a module share, and what it had read of others; the scope is its corporation's."""
    scope.enter(row.corporation_id)
    return copy.deepcopy(row)
