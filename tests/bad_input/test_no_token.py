"""Every address that takes a POST, without the form's token: refused in words that say what to do, and nothing changed (T24)."""

import pytest
from django.test import Client
from django.urls import reverse

from klushuur.ground.scope import scope
from tests import access_world, kept_world
from tests.bad_input.refusing import both, speak
from tests.bad_input.snapshot import changed, snapshot
from tests.factories import signed_in
from tests.pages import PAGES, arguments
from tests.visiting import text
from tests.who_may_what import may_open

pytestmark = pytest.mark.django_db
LOOKERS = ("tenant", "officer", "inspector", "manager", "finance", "operator")


kept = kept_world.made_by(access_world.with_operator)


@pytest.fixture
def world(db, kept):
    return kept_world.copied(kept)


def _who(name):
    """Somebody whom the page is for: it is the token that is missing, and no right."""
    allowed = may_open(name)
    return next(role for role in LOOKERS if role in allowed or allowed & {"anyone", "signed_in"})


def _everywhere(world, **options):
    """Name, visitor and address of each page."""
    clients = {role: signed_in(Client(**options), world.users[role]) for role in LOOKERS}
    scope.enter(access_world.number_of(world.slug))
    found = [(name, clients[_who(name)], reverse(name, kwargs=arguments(name, world))) for name in sorted(PAGES)]
    scope.enter(None)
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_a_token_nothing_is_done_and_the_page_says_what_to_do(world, language):
    doors = _everywhere(world, enforce_csrf_checks=True)
    before = snapshot()
    title = both("Deze pagina stond te lang open")[language]
    todo = both(
        "Wij hebben voor de zekerheid niets gedaan. Ga terug, laad de pagina opnieuw en probeer het nog een keer."
    )[language]
    wrong = {}
    for name, client, address in doors:
        speak(client, language)
        answer = client.post(address, {"ground": "money"}, headers={"referer": "http://testserver/voorbeeldstad/"})
        words = text(answer)
        if (answer.status_code, title in words, todo in words) != (403, True, True):
            wrong[name] = (answer.status_code, words[:80])
        if 'href="/voorbeeldstad/"' not in answer.content.decode():
            wrong[name] = "does not lead back to the page"
    assert wrong == {}
    scope.enter(None)
    assert changed(before) == {}


def test_with_the_check_off_some_of_them_do_something(world):
    """The twin: it is the token that holds them back."""
    doors = _everywhere(world)
    before = snapshot()
    for _name, client, address in doors:
        client.post(address, {"ground": "money"})
    scope.enter(None)
    assert changed(before) != {}
