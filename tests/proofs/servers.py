"""An installation of its own for a proof: servers that can be stopped by name, and Django on top."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
import redis

from klushuur.embedded import places, postgres, signals
from klushuur.embedded.processes import ROOT
from klushuur.embedded.stack import Stack

OUT = ROOT / "var" / "proof"


@contextmanager
def servers(port: int = 8000, **environ: str) -> Iterator[Stack]:
    """Start them, migrate, and set Django up in this process. environ: more for the programs that are started."""
    address = f"http://localhost:{port}"
    with places.throwaway() as data, Stack(data, site_url=address, is_durable=False, say=say) as stack:
        stack.processes.leash.remove(data)
        stack.processes.environ |= {"DJANGO_SETTINGS_MODULE": "tests.proofs.settings", **environ}
        os.environ |= stack.environ()
        stack.manage("migrate", "--no-input")
        import django

        django.setup()
        yield stack


def say(text: str) -> None:
    print(f"[{time.monotonic() - BEGAN:6.1f} s] {text}", flush=True)


BEGAN = time.monotonic()


def as_superuser(*statements: str) -> list[Any]:
    """Run statements past every wall and trigger; gives the rows of the last one. Not the application's login, so no fault hits it."""
    address = os.environ["DATABASE_URL"].replace(postgres.APP, postgres.SUPERUSER, 1)
    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def number(statement: str) -> int:
    return int(as_superuser(statement)[0][0])


def wait_until(holds: Callable[[], bool], *, seconds: float) -> bool:
    """Whether it came to hold in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        signals.pause(0.2)
    return True


def wipe() -> bool:
    """Valkey forgets everything: messages, queues, counters. False while it does not answer."""
    try:
        with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
            return bool(client.flushall())
    except redis.RedisError:
        return False


def table(title: str, figures: dict[str, Any]) -> None:
    print(f"\n{title}")
    for name, value in figures.items():
        print(f"  {name.replace('_', ' '):<46} {value!s:>8}")
    sys.stdout.flush()


def keep(name: str, figures: dict[str, Any], broken: Stack | None) -> None:
    """The figures as a file; when something is broken also the logs, and on the screen the rows that are open."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(figures, indent=2) + "\n")
    if broken is not None:
        shutil.copytree(broken.processes.logs, OUT / "log", dirs_exist_ok=True)
        for row in as_superuser("SELECT kind, status, attempts, crashes, error FROM work_row WHERE status <> 'done'"):
            print("  ", *row)
