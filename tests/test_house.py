"""The contracts of `pyproject.toml` speak of all rooms, and of nothing else: a word there that matches nothing would keep nothing.

Beside them stands what the linter of imports cannot say: which part of Django a sum may know, and whose names the ground repeats.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corporations.models import Role
from klushuur.ground.http import STAFF
from tests import tree

CONTRACTS: list[dict[str, Any]] = tomllib.loads(tree.text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
FLOORS = next(contract for contract in CONTRACTS if contract["name"] == "Floors of a room")
SUMS = next(contract for contract in CONTRACTS if contract["name"].startswith("Sums are pure"))
NO_ROOMS = {"management", "migrations", "templatetags", "urls"}
NOT_PURE = ("django.db", "django.utils.timezone", "time")
CLOCKS = {"now", "utcnow", "today"}  # of a date or a datetime


def _exists(module: str) -> bool:
    path = tree.ROOT / module.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _named(layer: str) -> list[str]:
    return [word.strip(" ()") for word in layer.replace("|", ":").split(":")]


def _rooms(app: Path) -> set[str]:
    folders = {path.parent.name for path in app.glob("*/__init__.py")}
    return {f"{app.name}.{name}" for name in folders - NO_ROOMS}


def nothing_there(contract: dict[str, Any]) -> list[str]:
    """The floors of a contract that no container has, and the containers that are not there."""
    containers = contract["containers"]
    floors = [floor for layer in contract["layers"] for floor in _named(layer)]
    gone = [floor for floor in floors if not any(_exists(f"{room}.{floor}") for room in containers)]
    return gone + [room for room in containers if not _exists(room)]


def test_every_floor_of_the_contract_is_somewhere() -> None:
    assert nothing_there(FLOORS) == []


def test_a_floor_that_is_nowhere_is_found() -> None:
    assert nothing_there(FLOORS | {"layers": [*FLOORS["layers"], "(cellar)"]}) == ["cellar"]


@pytest.mark.parametrize("app", ["jobs", "agreements"])
def test_every_room_has_its_floors_kept(app: str) -> None:
    assert _rooms(tree.ROOT / app) == {room for room in FLOORS["containers"] if room.startswith(f"{app}.")}


def test_no_contract_has_a_wildcard_or_lets_an_import_pass() -> None:
    """The linter says nothing of a wildcard that matches no module any more."""
    words = [str(value) for contract in CONTRACTS for key, value in contract.items() if key != "name"]
    assert [word for word in words if "*" in word] == []
    assert [contract["name"] for contract in CONTRACTS if "ignore_imports" in contract] == []


# --- sums are pure ------------------------------------------------------------------------------------------------


def _files(module: str) -> list[str]:
    path = module.replace(".", "/")
    return [
        name
        for name in tree.tracked()
        if name == f"{path}.py" or (name.startswith(f"{path}/") and name.endswith(".py"))
    ]


def _used(code: str) -> Iterator[str]:
    """What a module imports, by its whole name, and the attributes that it reads."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (word.name for word in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{word.name}" for word in node.names)
        elif isinstance(node, ast.Attribute):
            yield f".{node.attr}"


def impurities(code: str) -> list[str]:
    """What a sum may not know: rows and the time of day."""
    return [
        name
        for name in _used(code)
        if name.removeprefix(".") in CLOCKS or any(f"{name}.".startswith(f"{one}.") for one in NOT_PURE)
    ]


@pytest.mark.parametrize("module", SUMS["source_modules"])
def test_a_sum_knows_no_rows_and_no_time_of_day(module: str) -> None:
    assert _files(module)
    assert {name: found for name in _files(module) if (found := impurities(tree.text(name)))} == {}


@pytest.mark.parametrize(
    "code",
    [
        "from django.db import models",
        "from django import db",
        "import django.db.models",
        "from django.db.models.functions import Lower",
        "from django.utils import timezone",
        "from django.utils.timezone import localdate",
        "import time",
        "from time import monotonic",
        "start = date.today()",
        "start = datetime.datetime.now(UTC)",
        "clock = datetime.utcnow",
    ],
)
def test_a_sum_that_knows_more_is_found(code: str) -> None:
    assert len(impurities(code)) == 1


@pytest.mark.parametrize(
    "code", ["from django.utils.translation import gettext", "from datetime import date, time", "until = today + days"]
)
def test_a_sum_that_is_told_what_it_asks_is_pure(code: str) -> None:
    assert impurities(code) == []


# --- what the ground knows by name --------------------------------------------------------------------------------


def test_staff_of_a_page_are_the_roles_of_a_corporation() -> None:
    """The ground imports nothing of ours, so it has the roles a second time."""
    assert set(STAFF) == set(Role)
