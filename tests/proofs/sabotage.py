"""Realistic mistakes all over the project, planted one at a time: each is found by the tests that should see it.

bin/prove sabotage [--only NAME OR AREA …] [--at-once N] [--list]     figures in var/proof/sabotage.json

A mistake is an entry of tests/proofs/planted/. It is planted in a copy of the tree, never in the tree itself; servers and the migrated database
are made once. First the tests that are to see the mistakes run without any: what fails then would find everything.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from klushuur.embedded import places, signals, testing
from klushuur.embedded.errors import EmbeddedError
from klushuur.embedded.processes import Processes
from klushuur.embedded.stack import Stack
from tests import catalogues
from tests.proofs.planting import Fault, chosen, faults, rotten
from tests.proofs.servers import keep, say, table
from tests.tree import ROOT, tracked

FOUND, UNSEEN, NO_ANSWER = "gevonden / found", "ONGEZIEN / UNSEEN", "GEEN ANTWOORD / NO ANSWER"
PATIENCE = 300.0  # seconds for the tests of one mistake
PYTEST = ("-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider")
SEEN_BY = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
PASSED, FAILED = 0, 1  # what pytest ends with; anything else says that it could not run


@dataclass(frozen=True)
class Result:
    """What came of one mistake."""

    fault: Fault
    outcome: str
    seen_by: str
    seconds: float


@dataclass
class Lane:
    """A copy of the tree with databases and a queue of its own, in which one mistake at a time is planted."""

    number: int
    tree: Path
    processes: Processes
    pristine: Path  # a copy in which nothing is planted
    fault: Fault | None = None
    began: float = 0.0
    environ: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environ |= {name: self.processes.environ[name] for name in ("REDIS_URL", "FILES_URL")}
        testing.separate(f"gw{self.number}", self.environ)
        self.environ["TOX_PARALLEL_ENV"] = f"lane{self.number}"  # pytest-django: in the name of the test database

    def plant(self, fault: Fault) -> None:
        """Plant it, and start the tests that should see it."""
        file = self.tree / fault.file
        file.write_text(fault.planted(file.read_text(encoding="utf-8")), encoding="utf-8")
        if fault.is_of_a_catalogue:
            file.with_suffix(".mo").write_bytes(catalogues.compiled(file.read_bytes()))
        # beside that folder nothing was prepared
        environ = self.environ | ({"MAILDIR": str(self.tree / "var" / "mail")} if fault.migrates else {})
        self.fault, self.began = fault, time.monotonic()
        argv = [sys.executable, *PYTEST, *fault.tests]
        self.processes.start(fault.name, argv, env=environ, run_as={"cwd": self.tree})

    def result(self) -> Result | None:
        """What came of it, once it is known; then the lane is as it was."""
        assert self.fault
        seconds = time.monotonic() - self.began
        code = self.processes.code(self.fault.name)
        if code is None and seconds < PATIENCE:
            return None
        self.processes.stop(self.fault.name)
        self._mend()
        seen_by = seen_in(self.processes.tail(self.fault.name, lines=40)) if code == FAILED else ""
        outcome = outcome_of(code, seen_by)
        done, self.fault = self.fault, None
        return Result(done, outcome, seen_by, round(seconds, 1))

    def _mend(self) -> None:
        """With its time too, so that what was compiled of the file before counts again."""
        assert self.fault
        file = Path(self.fault.file)
        for name in [file, file.with_suffix(".mo")] if self.fault.is_of_a_catalogue else [file]:
            shutil.copy2(self.pristine / name, self.tree / name)


def outcome_of(code: int | None, seen_by: str) -> str:
    """What pytest says of a mistake. code: it ended with, None: not in time. seen_by: without a test in it the file could not be read."""
    if code == FAILED and "::" in seen_by:
        return FOUND
    return UNSEEN if code == PASSED else NO_ANSWER


def seen_in(log: str) -> str:
    """The test that failed first, as pytest names it."""
    found = SEEN_BY.search(log)
    return found[1] if found else ""


def copy_tree(target: Path) -> None:
    """The files that git has or would take, as a checkout of their own, compiled."""
    for name in tracked():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)
    subprocess.run(["git", "init", "--quiet", target], check=True)
    if (ROOT / ".venv").is_dir():
        (target / ".venv").symlink_to(ROOT / ".venv")
    subprocess.run([sys.executable, "-m", "compileall", "-q", target], check=True, stdout=subprocess.DEVNULL)


def prove(wanted: Sequence[Fault], at_once: int) -> list[Result]:
    """Plant each in turn, so many at once. Raises EmbeddedError when tests fail by themselves."""
    with places.throwaway() as data, Stack(data, is_durable=False, say=say) as stack:
        processes = stack.processes
        processes.leash.remove(data)
        processes.environ |= {"DJANGO_SETTINGS_MODULE": "klushuur.settings", "PYTHONDONTWRITEBYTECODE": "1"}
        processes.environ["KLUSHUUR_INSIDE_TEST"] = "1"
        pristine, trees = data / "tree", [data / f"lane{number}" for number in range(at_once)]
        copy_tree(pristine)
        for tree in trees:
            shutil.copytree(pristine, tree, symlinks=True)
        say("Database klaarzetten / preparing the database")
        processes.run("prepared", [sys.executable, "-m", "tests.prepared"])
        _without_a_fault(processes, trees[0], wanted, at_once)
        return _plant_all(wanted, [Lane(number, tree, processes, pristine) for number, tree in enumerate(trees)])


def _without_a_fault(processes: Processes, tree: Path, wanted: Sequence[Fault], at_once: int) -> None:
    """Raises EmbeddedError when a test that should see a mistake fails where there is none."""
    say("Eerst zonder fouten / first without any")
    tests = sorted({test for fault in wanted for test in fault.tests})
    processes.start("none", [sys.executable, *PYTEST, "-n", str(at_once), *tests], run_as={"cwd": tree})
    while (code := processes.code("none")) is None:
        signals.pause(0.2)
    if code != PASSED:
        raise EmbeddedError(f"Dit faalt al zonder fout / this fails without any:\n{processes.tail('none')}")


def _plant_all(wanted: Sequence[Fault], lanes: Sequence[Lane]) -> list[Result]:
    waiting, results = list(reversed(wanted)), []
    say(f"{len(wanted)} fouten, {len(lanes)} tegelijk / faults, at once")
    while waiting or any(lane.fault for lane in lanes):
        for lane in lanes:
            if lane.fault and (result := lane.result()):
                results.append(result)
                say(
                    f"{len(results):>3} {result.outcome:<18} {result.seconds:>6} s  {result.fault.area}: {result.fault.name}"
                )
                if result.outcome != FOUND:
                    print(lane.processes.tail(result.fault.name, lines=12), flush=True)
            if not lane.fault and waiting:
                lane.plant(waiting.pop())
        signals.pause(0.1)
    return results


def report(results: Sequence[Result]) -> None:
    """A table of all, and of each area how many were found; the same as a file."""
    print()
    for result in sorted(results, key=lambda result: (result.fault.area, result.fault.name)):
        print(f"  {result.fault.area:<12} {result.fault.name:<44} {result.outcome:<18} {result.seen_by}")
    areas, outcomes = Counter(r.fault.area for r in results), Counter(r.outcome for r in results)
    table("per gebied / by area", dict(areas))
    table(
        "sabotage", {"geplant / planted": len(results)} | {name: outcomes[name] for name in (FOUND, UNSEEN, NO_ANSWER)}
    )
    rows = [{"name": r.fault.name, "outcome": r.outcome, "seen_by": r.seen_by, "seconds": r.seconds} for r in results]
    keep("sabotage", {"planted": len(results), "found": outcomes[FOUND], "faults": rows}, None)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/prove sabotage")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="faults or areas by name")
    parser.add_argument(
        "--at-once", type=int, default=os.cpu_count() or 1, help="how many at a time (one for each core)"
    )
    parser.add_argument("--list", action="store_true", help="what there is to plant, and what it would do to people")
    words = parser.parse_args()
    known = faults()
    if wrong := rotten(known):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    try:
        wanted = chosen(known, words.only)
        if words.list:
            for fault in wanted:
                print(f"  {fault.area:<12} {fault.name:<44} {fault.harm}")
            print(f"  {len(wanted)}")
            return 0
        signals.listen()
        results = prove(wanted, words.at_once)
    except (ValueError, EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 1
    report(results)
    return 0 if all(result.outcome == FOUND for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
