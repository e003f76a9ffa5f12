"""Reading changes nothing: every page, as every role, by GET and by HEAD (T24)."""

import pytest
from django.test import Client
from django.urls import reverse

from klushuur.ground.scope import scope
from tests import access_world, kept_world
from tests.access_world import ROLES
from tests.bad_input.snapshot import changed, snapshot
from tests.factories import signed_in
from tests.pages import PAGES, arguments

kept = kept_world.made_by(access_world.both)


@pytest.mark.parametrize("role", ROLES)
def test_reading_every_page_as_this_role_changes_no_row(role, db, kept):
    here, _ = kept_world.copied(kept)
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        signed_in(client, here.users[role])
    scope.enter(None)
    before = snapshot()
    heads = role in {"tenant", "manager"}  # the same views: not ten times
    bodies = {}
    for name in PAGES:
        scope.enter(access_world.number_of(here.slug))
        address = reverse(name, kwargs=arguments(name, here))
        client.get(address)
        bodies[name] = client.head(address).content if heads else b""
    scope.enter(None)
    written = {name.partition(" ")[0] for name in changed(before)}
    assert written == ({"journal_entry"} if role == "finance" else set())  # who takes a list with names is written down
    assert {name for name, body in bodies.items() if body} == set()
