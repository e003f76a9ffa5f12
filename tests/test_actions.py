"""Every status × every action × every role: the tables of actions are the whole truth, and the pages keep to them."""

from typing import Any

import pytest

from agreements.contract.actions import ACTIONS as OF_AGREEMENT
from agreements.contract.models import Agreement
from jobs.applications.actions import ACTIONS as OF_APPLICATION
from jobs.applications.actions import OF_OFFER
from jobs.applications.models import Application
from jobs.offers.models import Offer
from klushuur.access import needed_for
from klushuur.ground.journal.actions import BY_ITSELF, FREES, KEEPS, NONE, TAKES, Action, table
from klushuur.ground.journal.states import Machine
from tests.pages import PAGES

TABLES: list[tuple[type[Machine], dict[str, Action]]] = [
    (Offer, OF_OFFER),
    (Application, OF_APPLICATION),
    (Agreement, OF_AGREEMENT),
]
ROWS = [(model, action) for model, actions in TABLES for action in actions.values()]
each_row = pytest.mark.parametrize(("model", "action"), ROWS, ids=[f"{m.__name__}-{a.name}" for m, a in ROWS])


def reached(model: type[Machine], start: Any) -> set[str]:
    """Where the arrows lead from a status, by way of others."""
    found: set[str] = set()
    todo = [start]
    while todo:
        new = {str(target) for target in model.TRANSITIONS[todo.pop()]} - found
        found |= new
        todo += new
    return found


@each_row
def test_action_follows_the_arrows_and_names_a_place(model: type[Machine], action: Action) -> None:
    assert action.starts <= set(model.TRANSITIONS)
    assert action.starts
    assert [start for start in action.starts if action.to and action.to not in reached(model, start)] == []
    assert action.place in {KEEPS, TAKES, FREES, NONE}


WITHOUT_ACTION: dict[type[Machine], set[tuple[str, str]]] = {
    # two arrows in one action, by way of approved or inspected; and terms that change after the approval
    Agreement: {
        ("approval", "approved"),
        ("approved", "offered"),
        ("completed", "inspected"),
        ("repair", "inspected"),
        ("inspected", "accepted"),
        ("inspected", "repair"),
        ("approved", "drafted"),
        ("offered", "drafted"),
    },
}


@pytest.mark.parametrize(("model", "actions"), TABLES)
def test_every_arrow_has_an_action(model: type[Machine], actions: dict[str, Action]) -> None:
    arrows = {(str(old), str(new)) for old, targets in model.TRANSITIONS.items() for new in targets}
    followed = {(str(start), str(action.to)) for action in actions.values() for start in action.starts}
    assert arrows - followed == WITHOUT_ACTION.get(model, set())


@each_row
def test_page_of_an_action_asks_the_ability_of_the_table(model: type[Machine], action: Action) -> None:
    if action.ability == BY_ITSELF:
        assert action.url_name == ""
    else:
        assert needed_for(action.url_name, PAGES[action.url_name].callback) - {"use_admin"} == {action.ability}


def test_an_action_with_the_name_of_another_is_refused() -> None:
    twice = Action("a", "A", frozenset({"x"}), None, "apply")
    with pytest.raises(ValueError, match="already"):
        table(twice, twice)
