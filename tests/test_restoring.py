"""The drill of the operators' page: a backup by the login that only reads, put back by the owner, and everything stands again."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from klushuur.embedded import postgres
from klushuur.embedded.processes import Processes
from tests import prepared
from tests.tree import ROOT, text

PAGE = "docs/operators/README.md"
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
WALLS = """
    SELECT relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner), relacl::text,
        (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid), (SELECT count(*) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal)
    FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""


def _ask(address: str, sql: str) -> list[Any]:
    with closing(psycopg2.connect(address)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _rows(server: postgres.Server) -> dict[str, int]:
    """How many rows each table has, past every wall."""
    admin = server.url(postgres.SUPERUSER)
    return {name: _ask(admin, f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in _ask(admin, TABLES)}


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    folder = Path("/tmp") / f"klushuur-drill-{os.getpid()}"  # a socket's path has a limit
    folder.mkdir(mode=0o711)
    with Processes(folder / "log") as processes:
        processes.leash.remove(folder)
        prepared.furnish(folder / "pg")
        yield postgres.start(processes, folder / "pg", is_durable=False, say=lambda _: None)


def _command(program: str) -> list[str]:
    """The words of the operators' page for a program of PostgreSQL, without the container and the file."""
    line = next(line for line in text(PAGE).splitlines() if f" {program} " in line and line.startswith("    "))
    return shlex.split(re.split(r"[<>]", line[line.index(program) :])[0])


def _run(server: postgres.Server, words: list[str], **files: Any) -> None:
    environ = {"PATH": f"{postgres._programs()}:{os.environ['PATH']}", "PGHOST": str(server.sockets)}
    subprocess.run(words, env=environ, check=True, **files)


def _manage(server: postgres.Server, *words: str) -> str:
    urls = {"DATABASE_URL": server.url(postgres.APP), "DATABASE_OWNER_URL": server.url(postgres.OWNER)}
    environ = os.environ | urls | {"DJANGO_SETTINGS_MODULE": "klushuur.demo.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.long
def test_a_backup_that_is_put_back_has_every_row_wall_trigger_and_right(
    server: postgres.Server, tmp_path: Path
) -> None:
    _manage(server, "migrate", "--no-input")
    _manage(server, "demo_load")
    admin, dump = server.url(postgres.SUPERUSER), tmp_path / "klushuur.dump"
    before = (_rows(server), _ask(admin, WALLS), _manage(server, "verify_journal"))
    with dump.open("wb") as file:
        _run(server, _command("pg_dump"), stdout=file)

    _ask_alone(server, "DROP DATABASE klushuur")
    _ask_alone(server, "CREATE DATABASE klushuur OWNER klushuur_owner")
    with dump.open("rb") as file:
        _run(server, _command("pg_restore"), stdin=file)

    assert (_rows(server), _ask(admin, WALLS), _manage(server, "verify_journal")) == before
    assert before[0]["journal_entry"] > 5
    assert _ask(server.url(postgres.APP), "SELECT count(*) FROM corporations_lease") == [
        (0,)
    ]  # without a scope nothing
    with pytest.raises(psycopg2.Error, match="append-only"):
        _ask(admin, "UPDATE journal_entry SET reason = 'other'")
    assert "alle zoals ze zijn gemaakt" in _manage(server, "verify_files")
    assert "No migrations to apply" in _manage(server, "migrate", "--no-input")


def _ask_alone(server: postgres.Server, sql: str) -> None:
    """A statement that no transaction may hold."""
    with closing(psycopg2.connect(server.url(postgres.SUPERUSER, "postgres"))) as connection:
        connection.autocommit = True
        connection.cursor().execute(sql)


def test_the_owner_can_make_no_backup_of_what_the_walls_hide(server: postgres.Server, tmp_path: Path) -> None:
    """The twin: why there is a third login."""
    _manage(server, "migrate", "--no-input")
    words = ["klushuur_owner" if word == "klushuur_backup" else word for word in _command("pg_dump")]
    with pytest.raises(subprocess.CalledProcessError):
        _run(server, words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
