"""The logins of the database and their rights: the same by `bin/make-roles` and on the servers of the demo and the tests."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from klushuur.embedded import postgres
from klushuur.embedded.processes import Processes
from tests.tree import ROOT, text

OWNER = "DATABASE_OWNER_URL"
LOGINS = (postgres.OWNER, postgres.APP, postgres.BACKUP)
COMMANDS = re.findall(r"^(?:ALTER|GRANT|REVOKE) .*;$", text("bin/roles.sql"), re.MULTILINE)
TESTS_ALONE = {f"{postgres.OWNER} may make databases"}  # those of the tests, on the embedded server

# All that the catalogue says of the logins, the database and the rights that are there before a table is.
FACTS = """
WITH role AS (SELECT * FROM pg_roles WHERE rolname LIKE 'klushuur%'),
ours AS (SELECT * FROM pg_database WHERE datname = 'klushuur'),
granted (name, owner, acl) AS (
    SELECT 'database', datdba, coalesce(datacl, acldefault('d', datdba)) FROM ours
    UNION ALL SELECT format('schema %s', nspname), nspowner, coalesce(nspacl, acldefault('n', nspowner))
        FROM pg_namespace WHERE nspname = 'public'
    UNION ALL SELECT format('what %s makes in %s: %s', defaclrole::regrole, nspname, defaclobjtype), defaclrole, defaclacl
        FROM pg_default_acl LEFT JOIN pg_namespace n ON n.oid = defaclnamespace
)
SELECT format('%s: %s', rolname, to_jsonb(role) - ARRAY['oid', 'rolname', 'rolpassword', 'rolcreatedb']) FROM role
UNION SELECT rolname || ' may make databases' FROM role WHERE rolcreatedb
UNION SELECT format('%s is in %s', member::regrole, roleid::regrole) FROM pg_auth_members WHERE member IN (SELECT oid FROM role)
UNION SELECT format('database of %s: %s %s %s %s %s', datdba::regrole, encoding, datlocprovider, datlocale, datcollate, datctype)
    FROM ours
UNION SELECT format('%s: %s to %s', name, privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
    FROM granted, aclexplode(acl)
"""


def _ask(url: str, *statements: str) -> list[Any]:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    """An embedded server of our own: no other test looks at its logins."""
    folder = Path("/tmp") / f"klushuur-roles-{os.getpid()}"  # a socket's path has a limit
    folder.mkdir(mode=0o711)
    with Processes(folder / "log") as processes:
        processes.leash.remove(folder)
        yield postgres.start(processes, folder / "pg", is_durable=False, say=lambda _: None)


def _empty(server: postgres.Server) -> None:
    """Without its database and logins, as it came from initdb."""
    _ask(server.url(postgres.SUPERUSER, "postgres"), "DROP DATABASE klushuur")
    for login in LOGINS:
        for database in ("template1", "postgres"):
            _ask(server.url(postgres.SUPERUSER, database), f"DROP OWNED BY {login}")
        _ask(server.url(postgres.SUPERUSER, "postgres"), f"DROP ROLE {login}")


def _facts(server: postgres.Server) -> set[str]:
    return {fact for (fact,) in _ask(server.url(postgres.SUPERUSER), FACTS)}


def _make_roles(server: postgres.Server, **more: str) -> None:
    environ = {
        "PATH": f"{postgres._programs()}:{os.environ['PATH']}",
        "PGHOST": str(server.sockets),
        "POSTGRES_USER": postgres.SUPERUSER,
        "DATABASE_URL": "postgresql://klushuur_app:app-1_A@database:5432/klushuur",
        OWNER: "postgresql://klushuur_owner:owner-2@database/klushuur",
    }
    subprocess.run([ROOT / "bin" / "make-roles"], env=environ | more, check=True, capture_output=True)


def test_make_roles_on_an_empty_server_makes_what_the_embedded_one_has(server: postgres.Server) -> None:
    admin, before = server.url(postgres.SUPERUSER, "postgres"), _facts(server)
    assert len(before) > 15
    _empty(server)
    for _ in range(2):  # the second time changes nothing
        _make_roles(server)
        assert _facts(server) == before - TESTS_ALONE
    _ask(admin, "ALTER ROLE klushuur_app BYPASSRLS CREATEDB", "GRANT ALL ON DATABASE klushuur TO PUBLIC")
    assert _facts(server) != before - TESTS_ALONE
    _make_roles(server)  # and sets right what was made wrong
    assert _facts(server) == before - TESTS_ALONE
    kept = _ask(admin, "SELECT rolname, left(rolpassword, 14) FROM pg_authid WHERE rolname LIKE 'klushuur%'")
    assert dict(kept) == {
        "klushuur_owner": "SCRAM-SHA-256$",
        "klushuur_app": "SCRAM-SHA-256$",
        "klushuur_backup": None,
    }
    _ask(server.url(postgres.OWNER), "CREATE TABLE things (id serial)")
    assert _ask(server.url(postgres.APP), "INSERT INTO things DEFAULT VALUES RETURNING id") == [(1,)]
    assert _ask(server.url(postgres.BACKUP), "SELECT count(*) FROM things") == [(1,)]


def test_without_any_one_statement_of_the_roles_something_differs(server: postgres.Server, tmp_path: Path) -> None:
    """The twin: each statement counts, and the comparison sees it."""
    before, other, unseen = _facts(server) - TESTS_ALONE, tmp_path / "roles.sql", []
    assert len(COMMANDS) == text("bin/roles.sql").partition("$$;")[2].count(";\n") == 11
    for command in COMMANDS:
        _empty(server)
        other.write_text(text("bin/roles.sql").replace(command, ""))
        _make_roles(server, ROLES_SQL=str(other))
        if _facts(server) == before:
            unseen.append(command)
    assert unseen == []


def test_make_roles_without_the_file_of_the_roles_stops_in_words(tmp_path: Path) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql://klushuur_app:a@h/klushuur",
        OWNER: "postgresql://klushuur_owner:b@h/klushuur",
        "ROLES_SQL": str(tmp_path / "none.sql"),
    }
    done = subprocess.run([ROOT / "bin" / "make-roles"], env=environ, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("Dit bestand ontbreekt")) == (1, 1)


@pytest.mark.parametrize(
    ("app", "owner", "words"),
    [
        ("", "postgresql://klushuur_owner:b@h/klushuur", "DATABASE_URL moet zijn"),
        (
            "postgresql://klushuur_app:a b@h/klushuur",
            "postgresql://klushuur_owner:b@h/klushuur",
            "DATABASE_URL moet zijn",
        ),
        ("postgresql://klushuur_app:a@h/klushuur", "postgresql://root:b@h/klushuur", "DATABASE_OWNER_URL moet zijn"),
        (
            "postgresql://klushuur_app:a@h/klushuur",
            "postgresql://klushuur_owner:a@h/klushuur",
            "neem twee wachtwoorden",
        ),
    ],
)
def test_make_roles_with_wrong_addresses_stops_in_words(app: str, owner: str, words: str) -> None:
    environ = {"PATH": os.environ["PATH"], "DATABASE_URL": app, OWNER: owner}
    done = subprocess.run([ROOT / "bin" / "make-roles"], env=environ, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert words in done.stderr
