"""Every page in a browser, phone and desktop: axe finds nothing, nothing is wider than the screen, the policy has nothing to report."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests import access_world
from tests.every_page import looked_at
from tests.factories import signed_in
from tests.journeys.conftest import PHONE, Visit, _check_host, _note

pytestmark = [
    pytest.mark.journey,
    pytest.mark.filterwarnings(
        "ignore:No directory at"
    ),  # the server of the tests reads static files from their source
]


@pytest.fixture
def world(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> access_world.Corporation:
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # the server's threads keep none open after us
    made = access_world.corporation("voorbeeldstad", "CANARY")
    made.users["operator"] = access_world.operator()
    return made


def _visit(browser: Any, base: str, user: Any) -> Visit:
    context = browser.new_context(viewport=PHONE, locale="nl-NL")
    if user is not None:
        key = signed_in(Client(), user).session.session_key
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base}])
    visit = Visit(context.new_page(), base)
    visit.page.on("console", lambda line: _note(visit, line))
    visit.page.on("pageerror", lambda error: visit.problems.append(str(error)))
    visit.page.on("request", lambda request: _check_host(visit, request.url))
    return visit


def test_every_page_is_accessible_and_fits_at_both_widths(world, live_server, browser):
    base = live_server.url.replace("127.0.0.1", "localhost")
    visits = {role: _visit(browser, base, user) for role, user in [("visitor", None), *world.users.items()]}
    looked = 0
    for name, role, address in looked_at(world):
        visit = visits[role]
        response = visit.page.request.get(base + address, max_redirects=0)
        if response.status == 200 and response.headers["content-type"].startswith("text/html"):
            visit.go(address)
            visit.look(f"bladzijde-{name.replace(':', '-')}-{role}")
            looked += 1
    assert looked > 35
    assert {role: sorted(set(visit.problems)) for role, visit in visits.items() if visit.problems} == {}
