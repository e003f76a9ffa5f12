"""What every test stands on: a database made by its owner and used by the application's login, and no way out."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connections
from django.test.utils import override_settings, setup_databases, teardown_databases
from django.utils import translation

from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tests import kept_world, lock_order, prepared

FIRST = ("journey", "long")
TRUNCATE = "GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO klushuur_app"  # in a test database only, for its clean-up


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, and the rest fills up: else one worker is still busy when the others have ended."""
    kept_world.refuse_real_transactions(items)
    kept_world.last_of_their_module(items)
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in FIRST])


def pytest_collection_finish() -> None:
    """All that was imported stays: the collector of garbage need not look at it over and over."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Made and migrated as the owner, or copied from one that was; from then on the connection is the application's, which owns nothing.

    The rights of the application's login come with the template: granting them here would give back what a migration took.
    `django_db_modify_db_settings` names a database for each worker of pytest-xdist.
    """
    connection = connections["default"]
    verbosity = request.config.option.verbose
    if prepared.is_there():
        connection.settings_dict["TEST"]["TEMPLATE"] = prepared.MIGRATED
    with django_db_blocker.unblock(), as_owner(connection):
        made = setup_databases(verbosity=verbosity, interactive=False, serialized_aliases=set())
        with connection.cursor() as cursor:
            cursor.execute(TRUNCATE)
    yield
    with django_db_blocker.unblock(), as_owner(connection):
        teardown_databases(made, verbosity=verbosity)


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files(django_test_environment: None) -> Iterator[None]:
    """No collected copies with a hash in their names: collecting takes 20 seconds. A build of the image proves that part."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}, STATIC_ROOT=None):
        yield


lock_order.install()


@pytest.fixture(autouse=True)
def _locks_in_order() -> Iterator[None]:
    """No test takes a lock against the order, whoever caught the exception."""
    lock_order.found.clear()
    yield
    assert lock_order.found == []


@pytest.fixture(autouse=True)
def _clean_slate(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """No scope, no language, nothing in the cache (rate limits) from the test before, and no world that another test asked for."""
    kept_world.refuse_a_stranger(request.node)
    translation.deactivate()
    with django_db_blocker.unblock():
        scope.enter(None)
    cache.clear()
    yield
    with django_db_blocker.unblock():
        scope.enter(None)


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """The same hasher on its lowest figures: tests count hashes, and do not need to pay for them."""
    figures: dict[str, Any] = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in figures.items():
            patch.setattr(Argon2PasswordHasher, name, value)
        yield
