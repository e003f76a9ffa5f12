"""What the clock asks for, row after row: a row that can't be done is told in the log, waits for the next time, and stops no other."""

import logging
from collections.abc import Callable, Iterable

from django.db import connection, transaction

from klushuur.ground.scope import scope

log = logging.getLogger(__name__)


class NoScopeError(RuntimeError):
    """Asked for without a corporation: there the walls hide every row, and nothing would be done for ever, silently."""


def each_here(numbers: Iterable[int], act: Callable[[int], object], *, what: str) -> int:
    """`each`, for rows of the current corporation. Raises NoScopeError outside one."""
    if scope.current() is None:
        raise NoScopeError(what)
    return each(numbers, act, what=what)


def each(numbers: Iterable[int], act: Callable[[int], object], *, what: str) -> int:
    """Act on each number in a transaction of its own, and go on after one that fails. Returns how many it said to have done.

    numbers: read whole first, for acting may change which rows they are of. act: asks again under its lock whether there is
    anything to do, for twice is normal. what: of a row, for the log. A line to the database that was cut is raised: no row is to blame.
    """
    return sum(_act_or_go_on(pk, act, what) for pk in list(numbers))


def _act_or_go_on(pk: int, act: Callable[[int], object], what: str) -> bool:
    try:
        with transaction.atomic():
            return bool(act(pk))
    except Exception:
        if not connection.is_usable():
            raise
        log.exception("%s %s", what, pk)
        return False
