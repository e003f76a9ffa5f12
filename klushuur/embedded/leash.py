"""Ends process groups when their launcher is gone, however it went: SIGKILL too, and for children of another user.

`PR_SET_PDEATHSIG` would not do: a change of user clears it, and it never reaches grandchildren. So a guard (this file, run by its
path, standard library only) reads a pipe whose other end only the launcher holds. A line `+ GROUP SIGNAL` takes a group on,
`- GROUP` lets it go, `! FOLDER` names a folder to remove at the end. The pipe's end means: the launcher has gone.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PATIENCE = 6.0  # seconds between the polite signal and SIGKILL


class Leash:
    """The launcher's end of the pipe. `keep`: file descriptors (a lock) that stay open until the guard has gone too."""

    def __init__(self, keep: tuple[int, ...] = ()) -> None:
        command = [sys.executable, "-I", "-S", __file__]
        self._guard = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
            pass_fds=keep,
        )

    def take(self, group: int, stop_with: int) -> None:
        """End this process group when we are gone, by `stop_with` first."""
        self._tell(f"+ {group} {stop_with}")

    def release(self, group: int) -> None:
        """This process group has ended by itself."""
        self._tell(f"- {group}")

    def remove(self, folder: Path) -> None:
        """Remove this folder when we are gone or have stopped."""
        self._tell(f"! {folder}")

    def close(self) -> None:
        """Let the guard finish what is left, and wait for it."""
        assert self._guard.stdin is not None
        self._guard.stdin.close()
        self._guard.wait()

    def _tell(self, line: str) -> None:
        assert self._guard.stdin is not None
        self._guard.stdin.write(f"{line}\n".encode())
        self._guard.stdin.flush()


def end(groups: dict[int, int], *, patience: float = PATIENCE, reap: Callable[[], object] = int) -> None:
    """Ask every group (number -> polite signal) to stop, wait for all of them together, then SIGKILL what is left.

    reap: called now and then, by a parent to take leave of its children.
    """
    for group, stop_with in groups.items():
        signal_group(group, stop_with)
    if not _wait_until_gone(groups, patience, reap):
        for group in groups:
            signal_group(group, signal.SIGKILL)
        _wait_until_gone(groups, 2, reap)


def signal_group(group: int, number: int) -> bool:
    """Send a signal to a process group; whether it exists. 0 only asks."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def living(groups: Iterable[int]) -> set[int]:
    """Which of these groups have a process that runs; a zombie that nobody reaps does not count, where /proc tells."""
    known = {group for group in groups if signal_group(group, 0)}
    if not known or not Path("/proc/self/stat").exists():
        return known
    return known & {_running_group(stat) for stat in Path("/proc").glob("[0-9]*/stat")}


def _running_group(stat: Path) -> int:
    try:
        state, _parent, group = stat.read_text(errors="replace").rpartition(")")[2].split()[:3]
    except (OSError, ValueError):
        return 0  # gone while we looked
    return 0 if state in "ZX" else int(group)


def _wait_until_gone(groups: Iterable[int], seconds: float, reap: Callable[[], object]) -> bool:
    deadline = time.monotonic() + seconds
    while living(groups):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
        reap()
    return True


def guard() -> None:
    """Read what to guard until the launcher has gone, then end it. Deaf to Ctrl-C and TERM meant for others."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: dict[int, int] = {}
    folders: list[str] = []
    for line in sys.stdin:
        sign, _, rest = line.rstrip("\n").partition(" ")
        if sign == "+":
            group, stop_with = rest.split()
            groups[int(group)] = int(stop_with)
        elif sign == "-":
            groups.pop(int(rest), None)
        else:
            folders.append(rest)
    # the last one first: it may still need what was started before it
    end(dict(reversed(groups.items())))
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    guard()
