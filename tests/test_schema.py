"""The database is what tests/schema.txt says, to the last policy; `python -m tests.schema` writes that file."""

import os
from collections.abc import Iterator
from contextlib import closing
from difflib import unified_diff
from typing import Any

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from klushuur.embedded import postgres
from klushuur.ground.scope import schema
from tests.schema import FILE

OWN = "(corporation_id = (NULLIF(current_setting('klushuur.corporation'::text, true), ''::text))::integer)"

# What is done to the database, and the lines that then differ.
CHANGES = {
    "DROP POLICY own_corporation ON tenants_tenant": [
        f"-    policy own_corporation, permissive, for ALL to public using {OWN} with check {OWN}"
    ],
    "ALTER TABLE tenants_tenant NO FORCE ROW LEVEL SECURITY": [
        "-    row security on, forced",
        "+    row security on, not forced",
    ],
    "ALTER TABLE tenants_tenant DISABLE ROW LEVEL SECURITY": [
        "-    row security on, forced",
        "+    row security off, forced",
    ],
    "DROP TRIGGER journal_entry_append_only ON journal_entry": [
        (
            "-    trigger CREATE TRIGGER journal_entry_append_only BEFORE DELETE OR UPDATE ON public.journal_entry"
            " FOR EACH ROW EXECUTE FUNCTION journal_entry_append_only()"
        )
    ],
    "CREATE OR REPLACE FUNCTION jobs_question_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'": [
        "-    body",
        "-                BEGIN",
        (
            "-                    IF TG_OP = 'UPDATE' AND false AND to_jsonb(NEW) - ARRAY[]::text[] = to_jsonb(OLD) - ARRAY[]::text[]"
            " THEN RETURN NEW; END IF;"
        ),
        "-                    RAISE EXCEPTION 'jobs_question is append-only';",
        "-                END",
        "+    body BEGIN RETURN NEW; END",
    ],
    "ALTER TABLE corporations_lease DROP CONSTRAINT lease_rent_is_positive": [
        "-    constraint lease_rent_is_positive CHECK ((net_rent > (0)::numeric))"
    ],
    "ALTER TABLE corporations_lease ALTER net_rent DROP NOT NULL": [
        "-    column net_rent numeric(10,2) not null",
        "+    column net_rent numeric(10,2)",
    ],
    "DROP INDEX work_open": [
        (
            "-    index CREATE INDEX work_open ON public.work_row USING btree (not_before) WHERE ((status)::text = ANY"
            " ((ARRAY['queued'::character varying, 'leased'::character varying])::text[]))"
        )
    ],
    "REVOKE DELETE ON journal_entry FROM klushuur_app": [
        "-    grant DELETE, INSERT, SELECT, UPDATE to klushuur_app",
        "+    grant INSERT, SELECT, UPDATE to klushuur_app",
    ],
    "GRANT UPDATE (name) ON tenants_tenant TO PUBLIC": ["+    grant UPDATE on name to PUBLIC"],
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM klushuur_app": [
        "-    grant SELECT, USAGE on its sequences to klushuur_app"
    ],
}


@pytest.fixture(name="cursor")
def _cursor(django_db_setup: None) -> Iterator[Any]:
    """The owner's, in a transaction that is rolled back, without the one right that only a test database gives.

    It clears its tables by TRUNCATE (tests/conftest.py); an installation gives that to nobody.
    """
    address = postgres.with_database(os.environ["DATABASE_OWNER_URL"], str(connection.settings_dict["NAME"]))
    with closing(psycopg2.connect(address)) as owner, owner.cursor() as cursor:
        cursor.execute("REVOKE TRUNCATE ON ALL TABLES IN SCHEMA public FROM klushuur_app")
        yield cursor


def _difference(cursor: Any) -> list[str]:
    lines = unified_diff(FILE.read_text().splitlines(), schema.text(cursor).splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_the_migrations_make_what_the_file_says(cursor: Any) -> None:
    assert _difference(cursor) == [], "is it meant? then: python -m tests.schema"
    assert schema.text(cursor) == FILE.read_text()


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_missing_or_other_shows_as_lines(cursor: Any, change: str) -> None:
    """The twin: no wall, trigger, constraint, index or right goes unseen."""
    cursor.execute(change)
    assert _difference(cursor) == CHANGES[change]


def test_columns_in_another_order_are_the_same(cursor: Any) -> None:
    cursor.execute("ALTER TABLE work_row DROP COLUMN error")
    cursor.execute("ALTER TABLE work_row ADD COLUMN error varchar(120) NOT NULL")
    assert _difference(cursor) == []


@pytest.mark.django_db
def test_the_command_prints_it_as_the_login_of_the_application(capsys: pytest.CaptureFixture[str]) -> None:
    """With the test database's own right."""
    call_command("schema")
    said = capsys.readouterr().out
    assert said.replace(", TRUNCATE, ", ", ") == FILE.read_text()
