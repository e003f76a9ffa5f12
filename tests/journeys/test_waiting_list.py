"""The waiting list in a browser: the officer's line, the tenant's number, the place to take, and closing the offer."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from jobs.models import Application, Offer
from jobs.services import applications, waiting
from klushuur import clock, scope
from tests import factories
from tests.journeys.conftest import PHONE, Visit, _check_host, _note

pytestmark = [
    pytest.mark.journey,
    pytest.mark.filterwarnings("ignore:No directory at"),
]
HOME = "/voorbeeldstad"


@pytest.fixture
def offer(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Offer:
    """One place, which somebody has, and a line of three of whom two came on the same day."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    made = factories.corporation()
    offer = factories.offer(
        factories.block(made), factories.staff(made, "officer", name="Fatima El Amrani"), capacity=1
    )
    _case(offer, "Wie Een Plek Heeft", "accepted")
    for name, days in [("Jan de Wit", 2), ("Maria Jansen", 0), ("Emine Kaya", 0)]:
        case = _case(offer, name, "submitted")
        waiting.put(case, by=offer.officer)
        Application.objects.filter(pk=case.pk).update(waiting_since=clock.today() - timedelta(days=days))
    return offer


def _case(offer: Offer, name: str, status: str) -> Application:
    return factories.application(offer, factories.tenant(offer.complex, name=name), status=status)


def _visit(browser: Any, base: str, user: Any) -> Visit:
    context = browser.new_context(viewport=PHONE, locale="nl-NL")
    key = signed_in_key(user)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base}])
    visit = Visit(context.new_page(), base)
    visit.page.on("console", lambda line: _note(visit, line))
    visit.page.on("request", lambda request: _check_host(visit, request.url))
    return visit


def signed_in_key(user: Any) -> str:
    return str(factories.signed_in(Client(), user).session.session_key)


def test_the_line_a_place_and_the_end_of_an_offer(offer, live_server, browser):
    base = live_server.url.replace("127.0.0.1", "localhost")
    first = offer.applications.get(tenant__name="Jan de Wit")
    full = _case(offer, "Nog Een Huurder", "in_review")
    officer = _visit(browser, base, offer.officer.user)
    tenant = _visit(browser, base, first.tenant.user)
    officer.go(f"{HOME}/werk/aanvraag/{full.pk}/")
    officer.look("wachtlijst-vol")
    officer.go(f"{HOME}/werk/aanvraag/{first.pk}/")
    officer.look("wachtlijst-zaak")
    tenant.go(f"{HOME}/mijn/aanvraag/{first.pk}/")
    assert "U bent nummer 1." in tenant.text()
    tenant.look("wachtlijst-huurder")
    scope.enter(offer.corporation_id)
    applications.withdraw(offer.applications.get(status="accepted"), by=None)
    officer.go(f"{HOME}/werk/aanbod/{offer.pk}/")
    officer.look("wachtlijst-aanbod")
    tenant.go(f"{HOME}/mijn/")
    tenant.look("wachtlijst-mijn")
    tenant.go(f"{HOME}/mijn/aanvraag/{first.pk}/plek/")
    tenant.look("wachtlijst-plek")
    tenant.press("Ja, ik wil de plek")
    assert "De plek is voor u." in tenant.text()
    tenant.look("wachtlijst-genomen")
    officer.go(f"{HOME}/werk/aanbod/{offer.pk}/sluiten/")
    officer.look("aanbod-sluiten")
    officer.press("Ja, sluit dit aanbod")
    assert "Het aanbod is gesloten." in officer.text()
    officer.look("aanbod-gesloten")
    assert officer.problems + tenant.problems == []
