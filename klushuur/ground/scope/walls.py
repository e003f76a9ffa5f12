"""The second wall: row-level security, put up by a migration for each table with `corporation_id`."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

from klushuur.ground import env
from klushuur.ground.scope.scope import SETTING

# without a scope the setting is empty, which becomes null: nothing equals that, so no row shows
NOW = f"nullif(current_setting('{SETTING}', true), '')::int"


def wall(*tables: str, shared: bool = False) -> migrations.RunSQL:
    """An operation that shows a table's rows to their own corporation only, also to the table's owner.

    shared: rows without a corporation exist, and show only where no scope is set (sign-in mail, the operator's journal).
    """
    # shared: null is to equal null here, which `=` never says
    test = f"corporation_id IS NOT DISTINCT FROM {NOW}" if shared else f"corporation_id = {NOW}"
    up = [
        statement
        for table in tables
        for statement in (
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            # or the owner of the table would see through it
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            # USING hides the rows of others, WITH CHECK refuses to write one
            f'CREATE POLICY own_corporation ON "{table}" USING ({test}) WITH CHECK ({test})',
        )
    ]
    down = [
        statement
        for table in tables
        for statement in (
            f'DROP POLICY own_corporation ON "{table}"',
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
        )
    ]
    return migrations.RunSQL([*up], [*down])


@contextmanager
def as_owner(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Within the block the connection logs in as the owner of the tables (`DATABASE_OWNER_URL`): for migrations only."""
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    owner = env.database("DATABASE_OWNER_URL")
    connection.close()  # a login is for the life of a connection
    connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def append_only(table: str, *, may_change: tuple[str, ...] = ()) -> migrations.RunSQL:
    """An operation that lets nobody change or remove a row once written, by a trigger.

    may_change: columns that may be filled in once, from empty (the seal of a journal row).
    """
    name = f"{table}_append_only"
    kept = " AND ".join(f"coalesce(OLD.{column}::text, '') = ''" for column in may_change) or "false"
    same = (
        f"to_jsonb(NEW) - ARRAY[{_quoted(may_change)}]::text[] = to_jsonb(OLD) - ARRAY[{_quoted(may_change)}]::text[]"
    )
    up = f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND {kept} AND {same} THEN RETURN NEW; END IF;
            RAISE EXCEPTION '{table} is append-only';
        END $$;
        CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}();
    """
    return migrations.RunSQL(up, f'DROP TRIGGER {name} ON "{table}"; DROP FUNCTION {name}();')


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)
