"""Named child processes, each in a process group of its own with its own log; none outlives its launcher."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from klushuur.embedded import leash
from klushuur.embedded.errors import EmbeddedError, ProgramFailed
from klushuur.embedded.signals import pause

ROOT = Path(__file__).resolve().parents[2]
LOG_BYTES = 5_000_000


@dataclass
class Child:
    """What was started under a name, and how to start it again."""

    argv: Sequence[str | Path]
    environ: dict[str, str]
    run_as: dict[str, Any]
    stop_with: int
    popen: subprocess.Popen[bytes]
    is_server: bool  # stopped after the programs that use it
    is_wanted: bool = True  # False once we stopped it ourselves
    is_taken: bool = True  # False once its group has ended: the number may be another's by now
    restarts: int = 0


class Processes:
    """Starts, stops, kills and restarts programs by name; a context manager that leaves none behind.

    logs: folder for `<name>.log`. environ: what every child gets besides our own environment. keep: descriptors for the guard.
    """

    def __init__(self, logs: Path, *, environ: Mapping[str, str] | None = None, keep: tuple[int, ...] = ()) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self.logs = logs
        self.environ: dict[str, str] = dict(environ or {})
        self.leash = leash.Leash(keep)
        self._children: dict[str, Child] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(
        self,
        name: str,
        argv: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        run_as: Mapping[str, Any] | None = None,
        stop_with: int = signal.SIGTERM,
        is_server: bool = False,
    ) -> None:
        """Start a program in the root of the checkout. run_as: `Popen` words for another user.

        is_server: stopped after the programs that use it. Raises EmbeddedError when the name is running already.
        """
        if self.is_running(name):
            raise EmbeddedError(f"{name} draait al / is running already")
        environ, run_as = self._environ(env), dict(run_as or {})
        popen = self._popen(name, argv, environ, run_as)
        self.leash.take(popen.pid, stop_with)
        self._children[name] = Child(argv, environ, run_as, stop_with, popen, is_server)

    def start_python(
        self, name: str, *argv: str | Path, env: Mapping[str, str] | None = None, is_server: bool = False
    ) -> None:
        """Start a program with our own interpreter: `start_python("beat", "-m", "celery", …)`."""
        self.start(name, [sys.executable, *argv], env=env, is_server=is_server)

    def run(self, name: str, argv: Sequence[str | Path], *, run_as: Mapping[str, Any] | None = None) -> str:
        """Run a program to its end; gives what it wrote on stdout, stderr goes to its log. Raises ProgramFailed."""
        output = self.logs / f"{name}.out"
        with output.open("wb") as stdout:
            code = self._finish(self._popen(name, argv, self._environ(None), dict(run_as or {}), stdout=stdout))
        if code:
            raise ProgramFailed(f"{name} is mislukt / failed ({code}):\n{self.tail(name)}", code)
        return output.read_text()

    def foreground(self, argv: Sequence[str]) -> int:
        """Run a program on our own terminal and give its exit code, as a shell would; a signal to us ends its group first.

        By SIGINT: pytest then still takes down what its fixtures started.
        """
        popen = subprocess.Popen(argv, env=self._environ(None), cwd=ROOT, start_new_session=True)
        code = self._finish(popen, stop_with=signal.SIGINT)
        return code if code >= 0 else 128 - code

    def wait_for(self, name: str, is_ready: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait until a started program is of use. Raises EmbeddedError, with the end of its log, when it dies or takes too long."""
        deadline = time.monotonic() + seconds
        while not is_ready():
            if not self.is_running(name) or time.monotonic() > deadline:
                raise EmbeddedError(f"{name} komt niet op gang / does not start:\n{self.tail(name)}")
            pause(0.05)

    def stop(self, *names: str, patience: float = 10) -> None:
        """Ask these programs to stop, wait for all of them together, then SIGKILL what is left of their groups."""
        children = [self._children[name] for name in names if self._children[name].is_taken]
        for child in children:
            child.is_wanted = child.is_taken = False
        groups = {child.popen.pid: child.stop_with for child in children}
        self._end(groups, [child.popen for child in children], patience)

    def kill(self, name: str) -> None:
        """SIGKILL a program's whole process group, as a power cut would; it stays down until `restart`."""
        child = self._children[name]
        child.is_wanted = child.is_taken = False
        self._end({child.popen.pid: signal.SIGKILL}, [child.popen], patience=2)

    def restart(self, name: str) -> None:
        """Start a program again as it was started; what is left of it is ended first."""
        self.stop(name)
        child = self._children[name]
        child.popen = self._popen(name, child.argv, child.environ, child.run_as)
        self.leash.take(child.popen.pid, child.stop_with)
        child.is_wanted = child.is_taken = True
        child.restarts += 1

    def close(self) -> None:
        """Stop everything, the servers last, and let the guard go."""
        for is_server in (False, True):
            self.stop(*(name for name, child in self._children.items() if child.is_server == is_server))
        self.leash.close()

    def is_running(self, name: str) -> bool:
        return name in self._children and self._children[name].popen.poll() is None

    def code(self, name: str) -> int | None:
        """The exit code of a program that has ended; None while it runs."""
        return self._children[name].popen.poll()

    def pid(self, name: str) -> int:
        """The process, and also the process group."""
        return self._children[name].popen.pid

    def names(self) -> list[str]:
        return list(self._children)

    def fallen(self) -> list[str]:
        """Names of the programs that ended without being asked."""
        return [name for name, child in self._children.items() if child.is_wanted and child.popen.poll() is not None]

    def restarts(self, name: str) -> int:
        return self._children[name].restarts

    def tail(self, name: str, *, lines: int = 20) -> str:
        """The end of a program's log."""
        log = self._log(name)
        if not log.exists():
            return ""
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _environ(self, env: Mapping[str, str] | None) -> dict[str, str]:
        return {**os.environ, "PYTHONUNBUFFERED": "1", **self.environ, **(env or {})}

    def _popen(
        self, name: str, argv: Sequence[str | Path], environ: dict[str, str], run_as: dict[str, Any], **streams: Any
    ) -> subprocess.Popen[bytes]:
        log = self._log(name)
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            streams = {"stdout": output, "stderr": output, **streams}
            # a session of its own: Ctrl-C on the terminal reaches only us, and we stop them in their order
            options = {"cwd": ROOT, "start_new_session": True, "stdin": subprocess.DEVNULL, **run_as, **streams}
            return subprocess.Popen(argv, env=environ, **options)

    def _finish(self, popen: subprocess.Popen[bytes], stop_with: int = signal.SIGTERM) -> int:
        """Wait for a program, or end it when we are asked to stop; gives its exit code."""
        self.leash.take(popen.pid, stop_with)
        try:
            while popen.poll() is None:
                pause(0.03)
        finally:
            self._end({popen.pid: stop_with}, [popen], patience=10)
        return popen.returncode

    def _end(self, groups: dict[int, int], popens: list[subprocess.Popen[bytes]], patience: float) -> None:
        leash.end(groups, patience=patience, reap=lambda: [popen.poll() for popen in popens])
        for popen in popens:
            popen.wait()
            self.leash.release(popen.pid)
