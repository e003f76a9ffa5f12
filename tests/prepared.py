"""The database of the tests, migrated once and copied from then on: python -m tests.prepared, on the servers of `bin/test`.

Migrating takes a quarter of a minute, and each worker of pytest-xdist needs a database, each demo of a journey a server. So there is
a database to copy on the server of the tests, and a copy of that whole server for the demos. Without them everybody migrates.
"""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg2

from klushuur.embedded import postgres
from tests.tree import ROOT

MIGRATED = "klushuur_migrated"  # by the settings of an installation; the demo has tables of its own


def folder() -> Path:
    """The folder of the server to copy, thrown away with the servers of the tests."""
    return Path(os.environ["MAILDIR"]).parent / "prepared"


def is_there() -> bool:
    """Whether this run has prepared its databases."""
    return "MAILDIR" in os.environ and folder().is_dir()


def furnish(data: Path) -> None:
    """Give a server that will have its data in `data` the logins and the migrated database of a demo, when there are any."""
    if is_there():
        shutil.copytree(folder(), data)


def main() -> None:
    """Migrate, keep that database to copy, let the demo migrate the other, and copy the server."""
    _migrate("klushuur.settings")
    address = postgres.with_database(os.environ["DATABASE_OWNER_URL"], "postgres")
    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {postgres.NAME} RENAME TO {MIGRATED}")
            cursor.execute(f"CREATE DATABASE {postgres.NAME} TEMPLATE {MIGRATED}")
    _migrate("klushuur.demo.settings")
    _copy_server()


def _migrate(settings: str) -> None:
    words = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(words, cwd=ROOT, env=os.environ | {"DJANGO_SETTINGS_MODULE": settings}, check=True)


def _copy_server() -> None:
    """As a backup of a running server is taken; the copy starts where that one was."""
    sockets = parse_qs(urlsplit(os.environ["DATABASE_OWNER_URL"]).query)["host"][0]
    words = ["--host", sockets, "--username", postgres.SUPERUSER, "--checkpoint", "fast", "--no-sync"]
    program = postgres._programs() / "pg_basebackup"
    half = folder().with_name("prepared.half")
    subprocess.run([program, "--pgdata", half / "data", *words], check=True)
    half.replace(folder())


if __name__ == "__main__":
    main()
