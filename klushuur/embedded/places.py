"""Where servers may live: which user, which folder, which port."""

import errno
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from klushuur.embedded.processes import ROOT


def server_user() -> dict[str, Any]:
    """Words for `Popen` under which PostgreSQL runs: it refuses root, so then `nobody`. `cwd="/"`, ours may be closed to it."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    nobody = pwd.getpwnam("nobody")
    return {"cwd": "/", "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def give(folder: Path, run_as: dict[str, Any]) -> None:
    """Make a folder for that user alone; what an earlier start under another login left in it goes along."""
    folder.mkdir(parents=True, exist_ok=True)
    if "user" in run_as and folder.stat().st_uid != run_as["user"]:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, run_as["user"], run_as["group"], follow_symlinks=False)
    folder.chmod(0o700)


def is_open_to(run_as: dict[str, Any], folder: Path) -> bool:
    """Whether that user reaches the folder and may write in it: a parent may be closed (0700)."""
    test = ["/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "sh", str(folder)]
    return subprocess.run(test, check=False, **run_as).returncode == 0


def elsewhere() -> Path:
    """A folder of this checkout's own that every user can reach; only root needs it, so it is where only root may write."""
    mark = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]
    folder = Path("/var/lib/klushuur") / mark
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def throwaway() -> Iterator[Path]:
    """A folder for a Stack, gone afterwards; short, because the path of a socket has a limit."""
    folder = Path(tempfile.mkdtemp(prefix="klushuur-test-", dir="/tmp"))
    folder.chmod(0o711)  # the user of PostgreSQL passes through
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copied(source: Path, target: Path) -> Path:
    """`target`, a copy of `source`: made whole under another name first, so that a half copy is never used."""
    if not target.exists():
        half = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(source, half, symlinks=True)
        half.replace(target)
    return target


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of `localhost`, over IPv4 or IPv6."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
    return True


def free_port() -> int:
    """A port on 127.0.0.1 that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answers(port: int) -> bool:
    """Whether something on 127.0.0.1 takes a connection on this port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
