"""The offers as visitors and tenants see them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corporations.models import HouseType
from jobs.applications.services import applications
from jobs.offers.models import Offer
from klushuur.ground import clock
from klushuur.ground.scope import scope
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def corporation():
    return factories.corporation()


@pytest.fixture
def officer(corporation):
    return factories.staff(corporation, "officer", name="Fatima El Amrani")


@pytest.fixture
def block(corporation):
    return factories.block(corporation)


@pytest.fixture
def offer(block, officer):
    return factories.offer(block, officer)


def _page(name, offer=None):
    return reverse(name, args=["voorbeeldstad", *([offer.pk] if offer else [])])


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_front_page_shows_what_is_published_and_nothing_else(client, block, officer, offer):
    factories.offer(block, officer, is_published=False, title="Nog geheim")
    page = _text(client.get(_page("front")))
    assert offer.title in page
    assert "Nog geheim" not in page
    assert "Ik heb een brief met een code" in page


def test_a_visitor_sees_the_amount_but_not_how_it_is_made_nor_who_works_there(client, offer):
    page = _text(client.get(_page("offer", offer)))
    assert "ongeveer € 1.127" in page
    assert "2.400" not in page
    assert "Fatima" not in page
    assert "asbest" not in page.lower()


def test_a_tenant_sees_how_the_amount_is_made(client, block, offer):
    factories.signed_in(client, factories.tenant(block).user)
    page = _text(client.get(_page("offer", offer)))
    assert all(amount in page for amount in ("2.400,00", "250,00", "300,00", "240,00", "1.610,00", "1.127,00"))
    assert "Fatima El Amrani" in page


def test_a_draft_is_not_there_for_a_tenant_but_is_for_staff(client, block, officer):
    draft = factories.offer(block, officer, is_published=False)
    tenant = factories.tenant(block)
    assert client.get(_page("offer", draft)).status_code == 404
    assert factories.signed_in(client, tenant.user).get(_page("offer", draft)).status_code == 404
    assert factories.signed_in(client, officer.user).get(_page("offer", draft)).status_code == 200


def test_an_offer_for_the_own_home_comes_first_and_says_why(client, corporation, block, officer):
    elsewhere = factories.block(corporation, name="Parkflat", house_type=HouseType.FLAT_1985)
    factories.offer(elsewhere, officer, title="Voor de anderen", closes_on=clock.today() + timedelta(days=5))
    factories.offer(block, officer, title="Voor mij")
    factories.signed_in(client, factories.tenant(block).user)
    page = _text(client.get(_page("offers")))
    assert page.index("Voor mij") < page.index("Uw huis staat in Zonnewijk 1968") < page.index("Voor de anderen")
    assert "voor andere huizen" in page


def test_an_offer_for_other_homes_shows_why_not_and_no_button(client, corporation, officer, offer):
    elsewhere = factories.block(corporation, name="Parkflat")
    factories.signed_in(client, factories.tenant(elsewhere).user)
    page = _text(client.get(_page("offer", offer)))
    assert "Deze klus is voor andere huizen dan het uwe." in page
    assert "Ik wil deze klus doen" not in page


def test_before_the_first_day_and_after_the_last_there_is_no_button(client, block, officer, monkeypatch):
    offer = factories.offer(block, officer)
    factories.signed_in(client, factories.tenant(block).user)
    for day in (offer.opens_on - timedelta(days=1), offer.closes_on + timedelta(days=1)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        assert "Ik wil deze klus doen" not in _text(client.get(_page("offer", offer)))


def test_a_link_with_a_colour_checks_it_and_one_with_a_forbidden_colour_checks_nothing(client, offer):
    checked = re.compile(r'name="(\w+)" value="(\d+)"[^>]* checked')
    good = client.get(_page("offer", offer), {"door": "6009"}).content.decode()
    assert checked.findall(good) == [("door", "6009"), ("frame", "9010")]
    bad = client.get(_page("offer", offer), {"door": "2004", "frame": "3005"}).content.decode()
    assert checked.findall(bad) == [("frame", "9010")]


@pytest.mark.parametrize(
    ("button", "door"), [("inloggen", "/accounts/login/code/"), ("aanmelden", "/voorbeeldstad/aanmelden/")]
)
def test_a_visitor_goes_in_by_a_door_and_comes_back_with_the_colours(client, offer, button, door):
    page = client.get(_page("offer", offer), {"door": "6009", "verder": button})
    assert page.url == f"{door}?next=%2Fvoorbeeldstad%2Faanbod%2F{offer.pk}%2F%3Fdoor%3D6009"


def test_a_tenant_of_another_corporation_is_told_to_sign_up_here(client, corporation, offer):
    other = factories.corporation("elders", "Wonen Elders")
    tenant = factories.tenant(factories.block(other))
    scope.enter(corporation.pk)
    page = _text(factories.signed_in(client, tenant.user).get(_page("offer", offer)))
    assert "Wij weten nog niet in welk huis u woont" in page


def test_who_asked_already_finds_the_way_to_the_own_application(client, block, offer):
    tenant = factories.tenant(block)
    factories.signed_in(client, tenant.user)
    made = applications.begin(offer, tenant=tenant, lease=applications.lease_of(tenant.user))
    assert "Bewaar deze keuze en ga verder" in _text(client.get(_page("offer", offer)))
    scope.enter(block.corporation_id)
    applications.choose(made, {"door": "6009", "frame": "9010"})
    applications.answer(made, start_on=offer.works_from, who="self", available=["saturday"])
    applications.submit(made)
    page = _text(client.get(_page("offer", offer)))
    assert reverse("application", args=["voorbeeldstad", made.pk]) in page


@pytest.mark.parametrize("name", ["front", "offers", "my_home"])
def test_a_list_asks_the_database_as_much_for_one_offer_as_for_thirty(client, block, officer, name):
    factories.signed_in(client, factories.tenant(block).user)
    counts = []
    for more in (1, 29):
        scope.enter(block.corporation_id)
        for number in range(more):
            factories.offer(block, officer, title=f"Klus {more}-{number}")
        client.get(_page(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(_page(name)).status_code == 200
        counts.append(len(queries))
    scope.enter(block.corporation_id)
    assert Offer.objects.count() == 30
    assert counts[0] == counts[1]


def test_without_offers_the_pages_say_so(client, block):
    tenant = factories.tenant(block)
    assert "Er zijn nu geen klussen" in _text(client.get(_page("front")))
    factories.signed_in(client, tenant.user)
    assert "Voor uw huis zijn er nu geen klussen" in _text(client.get(_page("offers")))
    assert "Hier komt uw klus te staan" in _text(client.get(_page("my_home")))


def test_choosing_a_corporation_lists_them_all(client, corporation):
    factories.corporation("elders", "Wonen Elders")
    page = _text(client.get(reverse("home")))
    assert page.index("Wonen Elders") < page.index("Wonen Voorbeeldstad")
