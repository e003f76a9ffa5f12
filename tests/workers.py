"""A real Celery worker with prefork children on the test's own database, queue and mail server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

from django.db import connection

from klushuur.ground.outbox.models import WorkRow

WORDS = ["-A", "klushuur.celery", "worker", "--pool", "prefork", "--concurrency", "2", "--queues", "celery,mail,pdf"]
QUIET = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]


class Worker:
    """A context manager; `kill` ends the whole process group at once, as a lost machine would."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        name = connection.settings_dict["NAME"]
        environ = os.environ | {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()}
        words = [sys.executable, "-m", "celery", *WORDS, *QUIET]
        self.process = subprocess.Popen(words, env=environ, start_new_session=True)

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def _open_rows() -> list[tuple[object, ...]]:
    return list(
        WorkRow.objects.exclude(status="done").values_list("kind", "status", "attempts", "crashes", "error")[:20]
    )


def wait_for(what: Callable[[], bool], *, seconds: float = 60) -> None:
    """Return once `what` holds. Fails the test when it does not in time."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"not within {seconds} s: {_open_rows()}"
        time.sleep(0.1)
