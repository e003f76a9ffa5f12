"""Which corporation this request or task works for: a number, kept beside the code and in every database connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

_scope: ContextVar[int | None] = ContextVar("corporation", default=None)

SETTING = "klushuur.corporation"  # what the policies of the database read


def current() -> int | None:
    """The corporation's number now, or None: then protected tables show nothing."""
    return _scope.get()


def here() -> int:
    """What to filter by: the current corporation's number, or 0, which none has."""
    return _scope.get() or 0


def enter(corporation_id: int | None) -> None:
    """Work for this corporation from here on, also in the open database connection."""
    _scope.set(corporation_id)
    # a connection that is not open yet is told when it opens (`apps.ScopeConfig`)
    if connection.connection is not None and not _has_failed():
        apply(connection)


def _has_failed() -> bool:
    """Whether the transaction was broken off: then its rollback puts the setting back as it was."""
    is_broken = connection.connection.get_transaction_status() == TRANSACTION_STATUS_INERROR
    return connection.needs_rollback or bool(is_broken)


def apply(connection: object) -> None:
    """Tell a database connection the scope; a kept connection so carries nothing over from the one before."""
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        # false: for the session. Outside a transaction a local setting is gone with its own statement.
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, str(_scope.get() or "")])


@contextmanager
def of(corporation_id: int | None) -> Iterator[None]:
    """Work for one corporation within the block, and for the one before after it."""
    before = _scope.get()
    enter(corporation_id)
    try:
        yield
    finally:
        enter(before)
