"""The contracts of `pyproject.toml` speak of all rooms, and of nothing else: a word there that matches nothing would keep nothing.

Beside them stands what the linter of imports cannot say: which part of Django a sum may know, and who may name a role.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template

from corporations.models.roles import ABILITIES, Role
from klushuur.ground.abilities import UnknownAbility, known, roles_with
from klushuur.ground.http import access
from klushuur.ground.journal.actions import Action, table
from tests import tree

CONTRACTS: list[dict[str, Any]] = tomllib.loads(tree.text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
FLOORS = next(contract for contract in CONTRACTS if contract["name"] == "Floors of a room")
SUMS = next(contract for contract in CONTRACTS if contract["name"].startswith("Sums are pure"))
NO_ROOMS = {"management", "migrations", "urls"}
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


# --- roles stand in one table -------------------------------------------------------------------------------------

# Who puts hats on, and who asks the table what they give; the demo makes people.
KNOWS_HATS = ("corporations/models/roles.py", "klushuur/access.py", "klushuur/ground/abilities.py", "klushuur/demo/")


def hats_asked(code: str) -> list[str]:
    """Where code asks for a hat instead of an ability: `.roles` that is read, or a member of Role."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Attribute) and (node.attr == "roles" or ast.unparse(node.value) == "Role")
    ]


def _ours(ending: str) -> list[str]:
    return [
        name
        for name in tree.tracked()
        if name.endswith(ending)
        and not name.startswith(("tests/", "bench/", *KNOWS_HATS))
        and "/migrations/" not in name
    ]


def test_nobody_asks_for_a_hat_beside_the_table() -> None:
    assert {name: found for name in _ours(".py") if (found := hats_asked(tree.text(name)))} == {}
    assert [name for name in _ours(".html") if ".roles" in tree.text(name)] == []


@pytest.mark.parametrize(
    "code", ['x = "manager" in by.roles', "members_with(Role.OFFICER)", "if request.actor.roles & STAFF: pass"]
)
def test_code_that_asks_for_a_hat_is_found(code: str) -> None:
    assert len(hats_asked(code)) == 1


def test_the_ground_names_no_role() -> None:
    roles = {str(role) for role in Role}
    words = {
        (name, node.value)
        for name in _files("klushuur.ground")
        for node in ast.walk(ast.parse(tree.text(name)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [name for name, word in words if word in roles] == []


# --- abilities that are named are there ---------------------------------------------------------------------------

ASKS = {"may", "members_who_may", "roles_with", "known"}  # the ability is their last argument
IN_A_TEMPLATE = re.compile(r"""\|may:["'](\w+)["']""")


def abilities_named(code: str) -> set[str]:
    """The abilities that code asks for by name; what `access` and an Action name is refused at import already."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKS and node.args:
            words = (one.value for one in ast.walk(node.args[-1]) if isinstance(one, ast.Constant))
            found |= {word for word in words if isinstance(word, str)}
    return found


def test_every_ability_that_code_and_templates_ask_is_in_the_table() -> None:
    asked = {name: abilities_named(tree.text(name)) for name in _ours(".py")}
    asked |= {name: set(IN_A_TEMPLATE.findall(tree.text(name))) for name in _ours(".html")}
    assert {name: found - set(ABILITIES) for name, found in asked.items() if found - set(ABILITIES)} == {}
    assert sum(map(len, asked.values())) > 20


def test_an_ability_that_is_not_there_is_refused_at_import() -> None:
    for declare in (access, known, roles_with):
        with pytest.raises(UnknownAbility, match="see_mony"):
            declare("see_mony")
    with pytest.raises(UnknownAbility, match="see_mony"):
        table(Action("a", "A", frozenset({"x"}), None, "see_mony"))
    with pytest.raises(UnknownAbility, match="see_mony"):
        Template("{% if nobody|may:'see_mony' %}x{% endif %}").render(Context())
    assert abilities_named('may(by, "see_mony")') == {"see_mony"}
