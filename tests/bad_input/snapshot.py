"""The database in short: a hash of every table, in each scope, so that a test can say that nothing changed."""

from typing import Any

from django.db import connection

from corporations.models import Corporation
from klushuur.ground.scope import scope

# What a visit may leave behind: the session (a moment, a message to show).
OF_A_VISIT = {"django_session"}

HASH = "SELECT count(*), coalesce(md5(string_agg(line, chr(10) ORDER BY line)), '') FROM (SELECT t::text AS line FROM \"{}\" t) x"


def snapshot() -> dict[str, Any]:
    """Table and scope, with the number of rows and a hash of all of them."""
    found = {}
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - OF_A_VISIT)
    for number in [None, *Corporation.objects.order_by("pk").values_list("pk", flat=True)]:
        with scope.of(number), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(HASH.format(table))
                found[f"{table} of {number}"] = cursor.fetchone()
    return found


def changed(before: dict[str, Any]) -> dict[str, Any]:
    """The tables that differ from what they were."""
    after = snapshot()
    return {name: (before.get(name), after[name]) for name in after if before.get(name) != after[name]}
