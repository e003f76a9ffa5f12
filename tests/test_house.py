"""The contracts of `pyproject.toml` speak of all rooms, and of nothing else: a word there that matches nothing would keep nothing."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests import tree

CONTRACTS: list[dict[str, Any]] = tomllib.loads(tree.text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
FLOORS = next(contract for contract in CONTRACTS if contract["name"] == "Floors of a room")
NO_ROOMS = {"management", "migrations", "urls"}


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
