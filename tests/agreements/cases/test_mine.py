"""Mijn klus: where a case stands, what to do next, and stopping."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from agreements.cases.services.progress import cases_of
from agreements.contract.models import Agreement, AgreementStatus
from agreements.contract.services import signing
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.applications.statuses import STEPS, STOPPED
from klushuur.ground import clock
from klushuur.ground.journal.models import Entry
from klushuur.ground.scope import scope
from tests import factories
from tests.agreements.signed import co_tenant, offered, put, signed

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"


@pytest.fixture
def block():
    return factories.block(factories.corporation())


@pytest.fixture
def officer(block):
    return factories.staff(block.corporation, "officer", name="Fatima El Amrani")


def _page(name, row=None):
    return reverse(name, args=[SLUG, *([row.pk] if row else [])])


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def _stage(application, user):
    with scope.of(application.corporation_id):
        return cases_of(user, pk=application.pk)[0].stage


@pytest.mark.parametrize(
    ("status", "stage", "words"),
    [
        ("draft", "draft", "Ga verder met uw aanvraag"),
        ("submitted", "review", "Wij hebben uw aanvraag"),
        ("in_review", "survey", "Wij maken een afspraak"),
        ("surveyed", "proposal", "Wij maken nu een voorstel"),
        ("accepted", "proposal", "Wij maken nu een voorstel"),
    ],
)
def test_an_application_says_where_it_stands(client, block, officer, status, stage, words):
    tenant = factories.tenant(block)
    made = factories.application(factories.offer(block, officer), tenant, status=status)
    factories.signed_in(client, tenant.user)
    for page in (_page("my_home"), _page("application", made)):
        text = _text(client.get(page))
        assert words in text
        assert "Fatima El Amrani" in text
    assert _stage(made, tenant.user) == stage


def test_an_offered_agreement_asks_to_read_and_sign_until_i_did(client):
    agreement = offered()
    user = agreement.application.tenant.user
    party = signing.party_of(agreement, user)
    co_tenant(agreement, "Maria Jansen")
    factories.signed_in(client, user)
    assert "Lees en teken" in _text(client.get(_page("my_home")))
    assert _stage(agreement.application, user) == "sign"
    scope.enter(agreement.corporation_id)
    signing.sign_as_tenant(agreement, party=party, name="Jan", text_sha256=agreement.text_sha256)
    text = _text(client.get(_page("application", agreement.application)))
    assert "uw medehuurder Maria Jansen moet ook tekenen" in text
    assert "Maria Jansen" in text
    assert _stage(agreement.application, user) == "others_sign"


def test_when_every_tenant_signed_we_sign_and_then_the_work_begins(client):
    agreement = signed()
    user = agreement.application.tenant.user
    factories.signed_in(client, user)
    words = _text(client.get(_page("my_home")))
    first = date_format(agreement.works_from, "j F Y")
    assert [part in words for part in (f"U mag beginnen op {first}.", f"vanaf {first}")] == [True] * 2, words
    assert _stage(agreement.application, user) == "work"


def test_a_draft_whose_last_day_is_over_says_so_and_leads_nowhere(client, block, officer, monkeypatch):
    tenant = factories.tenant(block)
    offer = factories.offer(block, officer)
    factories.application(offer, tenant, status="draft")
    factories.signed_in(client, tenant.user)
    monkeypatch.setattr(clock, "today", lambda: offer.closes_on + timedelta(days=1))
    text = _text(client.get(_page("my_home")))
    assert "de laatste dag is voorbij" in text
    assert "Ga verder met uw aanvraag" not in text
    assert "controleren" not in text


def test_an_agreement_that_can_not_be_signed_any_more_says_whom_to_call(client, monkeypatch):
    agreement = offered()
    factories.signed_in(client, agreement.application.tenant.user)
    monkeypatch.setattr(clock, "today", lambda: agreement.sign_before + timedelta(days=1))
    for page in (_page("my_home"), _page("application", agreement.application)):
        text = _text(client.get(page))
        assert "De tijd om te tekenen is voorbij" in text
        assert "Lees en teken" not in text


@pytest.mark.parametrize("status", AgreementStatus.values)
def test_every_status_of_an_agreement_has_a_stage_and_a_page(client, status):
    agreement = put(offered(), status)
    user = agreement.application.tenant.user
    assert _stage(agreement.application, user) in {*STEPS, STOPPED}
    factories.signed_in(client, user)
    assert client.get(_page("my_home")).status_code == 200
    assert client.get(_page("application", agreement.application)).status_code == 200
    assert client.get(_page("agreement_read", agreement)).status_code == 200


def test_a_refusal_gives_its_ground_and_other_jobs(client, block, officer):
    tenant = factories.tenant(block)
    made = factories.application(factories.offer(block, officer), tenant, status="in_review")
    applications.reject(made, ground="height", by=officer)
    factories.signed_in(client, tenant.user)
    text = _text(client.get(_page("application", made)))
    assert "Het werk is te hoog om veilig zelf te doen." in text
    assert _page("offers") in text


@pytest.mark.parametrize("status", ["draft", "submitted", "in_review", "surveyed", "accepted"])
def test_withdrawing_asks_first_and_then_stops_the_case(client, block, officer, status):
    tenant = factories.tenant(block)
    made = factories.application(factories.offer(block, officer), tenant, status=status)
    factories.signed_in(client, tenant.user)
    asked = _text(client.get(_page("application_withdraw", made)))
    assert "Nee, ga terug" in asked
    page = client.post(_page("application_withdraw", made), follow=True)
    assert "U hebt uw aanvraag ingetrokken" in _text(page)
    with scope.of(block.corporation_id):
        row = Application.objects.get()
        assert (row.status, row.holds_place) == ("withdrawn", False)


def test_withdrawing_ends_an_agreement_that_both_sides_did_not_sign(client):
    agreement = offered()
    factories.signed_in(client, agreement.application.tenant.user)
    client.post(_page("application_withdraw", agreement.application))
    with scope.of(agreement.corporation_id):
        assert Agreement.objects.get().status == AgreementStatus.DECLINED
        assert Application.objects.get().status == "withdrawn"
        assert Entry.objects.filter(reason="withdrawn").count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_both_sides_signed_is_not_withdrawn_by_a_click(client, method):
    agreement = signed()
    factories.signed_in(client, agreement.application.tenant.user)
    page = getattr(client, method)(_page("application_withdraw", agreement.application), follow=True)
    assert "Intrekken kan nu niet meer. Bel ons" in _text(page)
    with scope.of(agreement.corporation_id):
        assert Agreement.objects.get().status == AgreementStatus.SIGNED


def test_withdrawing_twice_is_no_error(client, block, officer):
    tenant = factories.tenant(block)
    made = factories.application(factories.offer(block, officer), tenant)
    factories.signed_in(client, tenant.user)
    client.post(_page("application_withdraw", made))
    assert "Intrekken kan nu niet meer" in _text(client.post(_page("application_withdraw", made), follow=True))


def test_my_home_asks_the_database_as_much_for_one_case_as_for_thirty(client, block, officer):
    tenant = factories.tenant(block)
    factories.signed_in(client, tenant.user)
    counts = []
    for more in (1, 29):
        scope.enter(block.corporation_id)
        for number in range(more):
            offer = factories.offer(block, officer, title=f"Klus {more}-{number}")
            factories.application(offer, tenant, status="submitted")
        client.get(_page("my_home"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(_page("my_home")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_day_of_sending_is_the_local_day(client, block, officer):
    with time_machine.travel(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):  # 0.30 here, the 2nd
        tenant = factories.tenant(block)
        made = factories.application(factories.offer(block, officer), tenant)
        factories.signed_in(client, tenant.user)
        assert "2 juli 2026" in _text(client.get(_page("application", made)))
