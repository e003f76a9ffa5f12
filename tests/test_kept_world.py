"""A kept world: what one test changes the next does not see, and whoever would break that is refused."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corporations.models import Corporation
from tests import factories, kept_world

pytestmark = pytest.mark.xdist_group("kept_world")  # one process runs them all, else nobody comes after another
NAME = "Wonen Voorbeeldstad"
kept = kept_world.made_by(factories.corporation)


@pytest.fixture
def corporation(db: None, kept: Corporation) -> Corporation:
    return kept_world.copied(kept)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_changes_the_next_does_not_see(corporation: Corporation, turn: int) -> None:
    assert (corporation.name, [row.name for row in Corporation.objects.all()]) == (NAME, [NAME])
    corporation.name = "Anders"
    corporation.save()
    factories.corporation("elders", "Wonen Elders")


def test_what_a_test_changes_without_a_copy_the_next_would_see(db: None, kept: Corporation) -> None:
    """The twin: the object is that of all tests, and only a copy of it is a test's own."""
    mine = kept_world.copied(kept)
    try:
        kept.name = "Anders"
        assert (mine.name, kept_world.copied(kept).name) == (NAME, "Anders")
    finally:
        kept.name = NAME


def test_nothing_stands_before_the_first_that_asks(db: None) -> None:
    """The tests that do not ask come first, wherever they stand in the module."""
    assert not kept_world._open
    assert not Corporation.objects.exists()


# --- the order ----------------------------------------------------------------------------------------------------


def test_tests_are_sorted_by_module_and_those_that_ask_come_last() -> None:
    items = [
        SimpleNamespace(path=Path(f"{module}.py"), name=f"{module}{number}", fixturenames=fixtures)
        for number, (module, fixtures) in enumerate(
            [("a", ["kept"]), ("b", []), ("a", ["db"]), ("b", ["kept"]), ("a", [])]
        )
    ]
    kept_world.last_of_their_module(items)
    assert [item.name for item in items] == ["a2", "a4", "a0", "b1", "b3"]


# --- the guards ---------------------------------------------------------------------------------------------------


def _marked(*said: bool, **named: bool) -> Any:
    @pytest.mark.django_db(*said, **named)
    def test(kept: Any) -> None: ...

    return test


def _asks_for_a_server(kept: Any, live_server: Any) -> None: ...
def _asks_for_transactions(kept: Any, transactional_db: None) -> None: ...
def _asks_by_another(corporation: Any, transactional_db: None) -> None: ...
def _has_them_and_no_world(transactional_db: None) -> None: ...


def _collected(request: pytest.FixtureRequest, function: Callable[..., None]) -> pytest.Item:
    """A test of this module, as the run would collect it, shown to our `conftest.py`."""
    item = pytest.Function.from_parent(request.node.parent, name="test_made_up", callobj=function)
    conftest: Any = request.config.pluginmanager.get_plugin(str(Path(__file__).with_name("conftest.py")))
    conftest.pytest_collection_modifyitems([item])
    return item


@pytest.mark.parametrize(
    "function",
    [
        _marked(transaction=True),
        _marked(reset_sequences=True),
        _marked(True),
        _asks_for_a_server,
        _asks_for_transactions,
        _asks_by_another,
    ],
)
def test_a_world_and_real_transactions_stop_the_run(request: Any, function: Callable[..., None]) -> None:
    with pytest.raises(pytest.UsageError, match="test_made_up has real transactions"):
        _collected(request, function)


@pytest.mark.parametrize("function", [_marked(), _marked(transaction=False), _has_them_and_no_world])
def test_a_world_or_real_transactions_are_collected(request: Any, function: Callable[..., None]) -> None:
    """The twin: either of them is as ever."""
    assert _collected(request, function).name == "test_made_up"


def test_a_test_that_begins_in_the_world_of_others_fails_in_words(
    request: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_world.refuse_a_stranger(request.node)
    monkeypatch.setattr(kept_world, "_open", {"tests/test_made_up.py"})
    with pytest.raises(pytest.fail.Exception, match=r"begins in the world of tests/test_made_up\.py"):
        kept_world.refuse_a_stranger(request.node)


def test_a_test_that_begins_in_its_own_world_goes_on(request: Any, corporation: Corporation) -> None:
    """The twin: the same world is open, and this test asks for it."""
    assert kept_world._open
    kept_world.refuse_a_stranger(request.node)
