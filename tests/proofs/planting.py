"""The faults that `bin/prove sabotage` plants: one realistic mistake each, kept as data in `planted/`, a file for each area."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tree import ROOT

FOLDER = Path(__file__).parent / "planted"


@dataclass(frozen=True)
class Fault:
    """One mistake: what stands in a file, what would stand there instead, what that does to people, and which tests see it."""

    name: str
    area: str  # the file in `planted/`
    file: str
    text: str  # occurs exactly once in the file
    instead: str
    harm: str
    tests: tuple[str, ...]  # of pytest: a file, or a node of one
    migrates: bool = False  # shows in a database that was migrated with it, and not in a copy of one that was prepared

    @property
    def is_of_a_catalogue(self) -> bool:
        """Readers get what was made of such a file by `tests.catalogues`."""
        return self.file.endswith(".po")

    def planted(self, text: str) -> str:
        """The text of the file with this fault in it. Raises ValueError when what it replaces is not there exactly once."""
        found = text.count(self.text)
        if found != 1:
            raise ValueError(f"{self.name}: {self.file} has its text {found} times, not once: {self.text!r}")
        return text.replace(self.text, self.instead)


def faults(folder: Path = FOLDER) -> list[Fault]:
    """All of them, by area."""
    return [fault for path in sorted(folder.glob("*.toml")) for fault in _of(path)]


def _of(path: Path) -> Iterator[Fault]:
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["fault"]
    for row in rows:
        yield Fault(area=path.stem, **row | {"tests": tuple(row["tests"])})


def chosen(known: Sequence[Fault], words: Sequence[str]) -> list[Fault]:
    """The faults of these names or areas; all of them without words. Raises ValueError for a word that is neither."""
    strangers = set(words) - {name for fault in known for name in (fault.name, fault.area)}
    if strangers:
        raise ValueError(f"geen fout en geen gebied / no fault and no area: {', '.join(sorted(strangers))}")
    return [fault for fault in known if not words or not {fault.name, fault.area}.isdisjoint(words)]


def rotten(known: Sequence[Fault], root: Path = ROOT) -> list[str]:
    """What is wrong with the entries themselves: a text that is gone or not alone, a test that is not there, a name used twice."""
    names = [fault.name for fault in known]
    wrong = [f"{name}: not the only one of that name" for name in sorted(set(names)) if names.count(name) > 1]
    for fault in known:
        wrong += [f"{fault.name}: nothing sees it"] if not fault.tests else []
        wrong += [f"{fault.name}: no test {test}" for test in fault.tests if not _is_there(root, test)]
        wrong += [f"{fault.name}: changes nothing"] if fault.instead == fault.text else []
        try:
            fault.planted((root / fault.file).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            wrong.append(str(error))
    return wrong


def _is_there(root: Path, test: str) -> bool:
    file, _, node = test.partition("::")
    path = root / file
    return path.is_file() and (not node or f"def {node.partition('[')[0]}(" in path.read_text(encoding="utf-8"))
