"""Locks: one door, one order, one dialect.

The order is LOCK_ORDER of the settings, from left to right: who holds a row takes no row of a table that stands before its
own, so nobody waits in a circle. An UPDATE is a lock too, and so is a DELETE. In the tests a guard watches every statement
(`tests/lock_order.py`).

The dialect is "no key": a row that points at a held one may be written meanwhile. With a plain FOR UPDATE the second change of
an agreement in a transaction waits for its case (PostgreSQL checks the foreign key again), and whoever holds the case waits for
the agreement.

A row is locked by itself, and read by a statement after that: a joined row would be the one from before we waited.
"""

from typing import TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def hold(rows: type[Row] | models.QuerySet[Row], pk: int) -> Row:
    """The row of this number as it is now, held until the transaction ends; with what `rows` reads along. Two queries.

    Raises DoesNotExist.
    """
    found = _queryset(rows)
    _locked(_base(found.model)).values_list("pk").get(pk=pk)
    return found.get(pk=pk)


def hold_all(rows: models.QuerySet[Row]) -> list[Row]:
    """All these rows as they are now, held in the order of their numbers. Two queries."""
    numbers = list(
        _locked(_base(rows.model)).filter(pk__in=rows.values("pk")).order_by("pk").values_list("pk", flat=True)
    )
    return list(rows.filter(pk__in=numbers).order_by("pk"))


def hold_if_free(rows: models.QuerySet[Row], pk: int) -> Row | None:
    """The row of this number, held; None when somebody else holds it now, or it is none of `rows`. At most two queries."""
    free = _locked(_base(rows.model), skips=True)
    return rows.filter(pk=pk).first() if free.filter(pk=pk).values_list("pk").first() else None


def hold_free(rows: models.QuerySet[Row], *, at_most: int) -> list[Row]:
    """The first so many of these rows, in their order, that nobody else holds now; held. rows: of one table. One query."""
    return list(_locked(rows, skips=True)[:at_most])


def alone(number: int, part: int) -> None:
    """Wait until nobody else has this number and part, and have it until the transaction ends: a lock that is no row's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [number, part])


def _queryset(rows: type[Row] | models.QuerySet[Row]) -> models.QuerySet[Row]:
    return rows if isinstance(rows, models.QuerySet) else _base(rows)


def _base(model: type[Row]) -> models.QuerySet[Row]:
    return model._default_manager.all()


def _locked(rows: models.QuerySet[Row], *, skips: bool = False) -> models.QuerySet[Row]:
    return rows.select_for_update(of=("self",), no_key=True, skip_locked=skips)
