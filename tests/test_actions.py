"""Every status × every action × every role: the tables of actions are the whole truth, and the pages keep to them."""

import pytest

from agreements.contract.models import Agreement
from jobs.applications.models import Application
from jobs.offers.models import Offer
from jobs.offers.statuses import OfferStatus
from klushuur.access import needed_for
from klushuur.ground.journal.actions import BY_ITSELF, FREES, KEEPS, NONE, TAKES, Action, arrows, table
from klushuur.ground.journal.states import Machine
from tenants.models import LetterBatch
from tests.pages import PAGES

MACHINES: list[type[Machine]] = [Offer, Application, Agreement, LetterBatch]
ROWS = [(model, action) for model in MACHINES for action in model.ACTIONS.values()]
each_row = pytest.mark.parametrize(("model", "action"), ROWS, ids=[f"{m.__name__}-{a.name}" for m, a in ROWS])


@each_row
def test_action_begins_somewhere_and_names_a_place(model: type[Machine], action: Action) -> None:
    assert action.starts
    assert action.place in {KEEPS, TAKES, FREES, NONE}
    assert (action.via is None) or action.to is not None
    assert action.via is not None or not action.goes_on_by_itself


def test_an_action_with_a_status_that_the_machine_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="shut: no such status: ended"):
        arrows(OfferStatus, table(Action("shut", "Sluiten", frozenset({"published"}), "ended", "apply")))


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
