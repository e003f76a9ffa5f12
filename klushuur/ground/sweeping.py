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
    anything to do, for twice is normal. what: of a row, for the log. After a line to the database that was cut the next row has a new one.
    """
    return sum(_act_or_go_on(pk, act, what) for pk in list(numbers))


def _act_or_go_on(pk: int, act: Callable[[int], object], what: str) -> bool:
    try:
        with transaction.atomic():
            return bool(act(pk))
    except Exception:
        log.exception("%s %s", what, pk)
        let_go_of_a_cut_line()
        return False


def let_go_of_a_cut_line() -> None:
    """So that what comes next is written over a new one."""
    is_ours = connection.connection is not None and not connection.in_atomic_block
    if is_ours and not connection.is_usable():
        connection.close()
