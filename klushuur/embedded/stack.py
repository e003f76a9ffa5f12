"""Everything an installation stands on, in one folder, started and stopped as one."""

import fcntl
import os
import secrets
import shlex
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from klushuur.embedded import postgres, smtp, valkey
from klushuur.embedded.errors import EmbeddedError
from klushuur.embedded.processes import Processes
from klushuur.embedded.signals import pause

QUEUES = "celery,mail,pdf"
ACCESS_LINE = "%(m)s %(U)s %(s)s %(M)sms"  # the path only: a query string may hold what a person typed
ACCESS_LOGGER = "klushuur.ground.access_log.PathLogger"


class Stack:
    """PostgreSQL, Valkey and an SMTP sink with their data in one folder, and the programs that are started on them.

    A context manager; also ended when this process is killed. `processes` starts, stops, kills and restarts by name
    (`postgres`, `valkey`, `smtp`, `web`, `worker`, `beat`). is_durable: False is faster, for data that nobody will miss.
    """

    def __init__(
        self,
        data: Path,
        *,
        site_url: str = "http://localhost:8000",
        is_durable: bool = True,
        say: Callable[[str], None] = print,
    ) -> None:
        self.data = data.resolve()
        self.site_url, self.is_durable, self.say = site_url, is_durable, say
        self.processes: Processes
        self.maildir = self.data / "mail"
        self._exit = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._exit.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exit.close()

    def environ(self) -> dict[str, str]:
        """The environment of an installation on these servers, and MAILDIR, where the sink keeps its messages."""
        return dict(self.processes.environ)

    def web(self, port: int, *, workers: int = 2) -> None:
        """Start gunicorn on 127.0.0.1 under the name `web`."""
        words = ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--no-control-socket"]
        words += ["--access-logfile", "-", "--access-logformat", ACCESS_LINE, "--logger-class", ACCESS_LOGGER]
        self.processes.start_python("web", "-m", "gunicorn", *words, "klushuur.wsgi:application")

    def worker(self, *, concurrency: int = 2) -> None:
        """Start a Celery worker with prefork children under the name `worker`."""
        words = ["--pool", "prefork", "--concurrency", str(concurrency), "--queues", QUEUES, "--loglevel", "INFO"]
        # there is one worker, so nobody to hear news from; it starts sooner
        words += ["--without-gossip", "--without-mingle"]
        self.processes.start_python("worker", "-m", "celery", "-A", "klushuur.celery", "worker", *words)

    def beat(self) -> None:
        """Start Celery's beat under the name `beat`."""
        words = ["--schedule", str(self.data / "beat"), "--pidfile=", "--loglevel", "INFO"]
        self.processes.start_python("beat", "-m", "celery", "-A", "klushuur.celery", "beat", *words)

    def manage(self, *argv: str) -> str:
        """Run a management command; gives what it printed. Raises ProgramFailed with the end of its log."""
        return self.processes.run(argv[0], [sys.executable, "manage.py", *argv])

    def _start(self) -> None:
        lock = lock_of(self.data)
        self._exit.callback(os.close, lock)
        self.processes = self._exit.enter_context(Processes(self.data / "log", keep=(lock,)))
        server = postgres.start(self.processes, self.data / "pg", is_durable=self.is_durable, say=self.say)
        self.processes.environ |= {
            "SITE_URL": self.site_url,
            "SECRET_KEY": _secret(self.data / "secret"),
            "DATABASE_URL": server.url(postgres.APP),
            "DATABASE_OWNER_URL": server.url(postgres.OWNER),
            "REDIS_URL": valkey.start(self.processes, self.data / "valkey"),
            "EMAIL_URL": smtp.start(self.processes, self.maildir),
            "FILES_URL": (self.data / "files").as_uri(),
            "MAILDIR": str(self.maildir),
            # fontconfig, Chromium and the like: nothing outside this folder
            "XDG_CACHE_HOME": str(self.data / "cache"),
            "XDG_CONFIG_HOME": str(self.data / "cache"),
        }
        (self.data / "files").mkdir(exist_ok=True)
        _write_private(self.data / "environ", "".join(f"{k}={shlex.quote(v)}\n" for k, v in self.environ().items()))


def lock_of(data: Path) -> int:
    """A lock on the folder, held by us and by the guard that ends our children. Raises EmbeddedError when another has it."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except PermissionError as error:
        raise EmbeddedError(f"{data} is van een andere gebruiker / belongs to another user") from error
    deadline = time.monotonic() + 15
    while True:
        try:
            # the kernel lets it go with its last holder, however that one ended; a file with a number would stay
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            holder = os.read(lock, 20).decode().strip()
            os.lseek(lock, 0, os.SEEK_SET)
            if _is_alive(holder) or time.monotonic() > deadline:
                os.close(lock)
                message = f"Er draait er al een in / one is running already in {data} (pid {holder})"
                raise EmbeddedError(message) from None
            pause(0.1)  # its launcher was killed: the guard is still cleaning up
    os.truncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    return lock


def _is_alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _secret(file: Path) -> str:
    """The secret key of this folder, made once."""
    if not file.exists():
        _write_private(file, secrets.token_urlsafe(64))
    return file.read_text()


def _write_private(file: Path, text: str) -> None:
    """Write a file that only we may read, whole or not at all."""
    half = file.with_name(f"{file.name}.new")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    half.write_text(text)
    half.replace(file)
