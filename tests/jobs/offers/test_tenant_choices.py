"""A tenant chooses by picture: what it costs extra, what is refused, and what is kept."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from corporations.models import Complex, StaffMember
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.applications.services.refusals import ApplicationCode
from jobs.offers.models import Offer
from jobs.offers.rules.choosing import Meter
from klushuur.demo import catalogue
from tenants.models import Tenant
from tests import factories
from tests.refusing import refused
from tests.visiting import Visitor, queries, text, visitor

CHOSEN = {"front": "oak", "worktop": "composite", "handle": "knob"}  # 180 + 320 + 15: 265 above the budget of 250
CHEAP = {"front": "matt-white", "worktop": "light-grey", "handle": "bar"}


@pytest.fixture
def block(db: None) -> Complex:
    return factories.block(factories.corporation())


@pytest.fixture
def officer(block: Complex) -> StaffMember:
    return factories.staff(block.corporation, "officer")


@pytest.fixture
def kitchen(block: Complex, officer: StaffMember) -> Offer:
    return factories.offer_of(catalogue.KITCHEN, block, officer)


@pytest.fixture
def tenant(block: Complex) -> Tenant:
    return factories.tenant(block)


@pytest.fixture
def me(tenant: Tenant) -> Client:
    return visitor(tenant)


def at(name: str, row: Any, *args: str) -> str:
    return reverse(name, args=["voorbeeldstad", row.pk, *args])


def kept() -> list[tuple[str, str, str, str, str]]:
    return [
        (one.part, one.code, one.name, one.detail, str(one.difference))
        for one in Application.objects.get().choices.all()
    ]


def test_the_offer_shows_each_choice_with_its_feel_and_price(kitchen: Offer) -> None:
    page = text(Visitor().get(at("offer", kitchen)))
    for words in ("Kastdeurtjes", "met houtnerf", "+ € 180,00", "20 mm, steen, hard en koel", "geen meerprijs"):
        assert words in page
    assert "Gas, elektra en water sluit een erkend bedrijf aan." in page
    assert "schilderseizoen" not in page


def test_an_english_reader_chooses_in_english(kitchen: Offer) -> None:
    page = text(Visitor().get(at("offer", kitchen), headers={"Accept-Language": "en"}))
    assert all(words in page for words in ("Cupboard fronts", "Dark green", "stone, hard and cool", "no extra price"))
    assert "Donkergroen" not in page


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "Niets: u betaalt geen meerprijs. U hebt nog € 250,00 te besteden."),
        ({"front": "oak"}, "€ 180,00 van uw budget van € 250,00. Dat betalen wij. Uw beloning blijft gelijk."),
        (CHOSEN, "€ 515,00. Uw budget is € 250,00. De rest, € 265,00, gaat van uw beloning af."),
        (CHOSEN, "U houdt ongeveer € 1.432,50 over."),
        ({"front": "purple"}, "Niets: u betaalt geen meerprijs."),
    ],
)
def test_the_meter_reckons_what_is_chosen_now(kitchen: Offer, chosen: dict[str, str], words: str) -> None:
    for page in (Visitor().get(at("offer_budget", kitchen), chosen), Visitor().get(at("offer", kitchen), chosen)):
        assert words in text(page).replace("<b>", "").replace("</b>", "")


def test_begin_keeps_name_detail_and_price_as_they_are_now(me: Client, kitchen: Offer) -> None:
    begun = me.post(at("application_begin", kitchen), CHOSEN)
    made = Application.objects.get()
    assert begun.headers["Location"] == at("application_step", made, "wanneer")
    assert kept() == [
        ("front", "oak", "Eiken", "met houtnerf", "180.00"),
        ("handle", "knob", "Knop", "", "15.00"),
        ("worktop", "composite", "Composiet", "20 mm, steen, hard en koel", "320.00"),
    ]
    assert made.surplus == Decimal("265.00")
    made.offer.choice_groups.all().delete()
    assert kept()[0] == ("front", "oak", "Eiken", "met houtnerf", "180.00")


def test_the_check_page_shows_what_was_chosen_and_what_goes_off_the_reward(me: Client, kitchen: Offer) -> None:
    me.post(at("application_begin", kitchen), CHOSEN)
    made = Application.objects.get()
    applications.answer(made, start_on=kitchen.works_from, who="self", available=["saturday"], phone="06 00000000")
    page = text(me.get(at("application_step", made, "controleren")))
    assert all(words in page for words in ("Eiken", "+ € 180,00", "€ 265,00", "€ 1.432,50"))


@pytest.mark.parametrize("wrong", ["purple", "6009", "oak\x00", "glass-wool"])
def test_a_choice_that_is_not_in_the_catalogue_is_refused_in_words(me: Client, kitchen: Offer, wrong: str) -> None:
    page = me.post(at("application_begin", kitchen), CHOSEN | {"front": wrong}, follow=True)
    assert "Dit hoort niet bij deze klus. Kies een van de plaatjes." in text(page)
    assert "worktop=composite" in page.redirect_chain[0][0]  # what was right stays chosen
    assert not Application.objects.exists()


def test_an_incomplete_choice_begins_and_asks_for_the_rest(me: Client, kitchen: Offer) -> None:
    begun = me.post(at("application_begin", kitchen), {"front": "oak"})
    made = Application.objects.get()
    assert (begun.headers["Location"], kept()) == (at("application_step", made, "keuze"), [])
    page = me.post(at("application_step", made, "keuze"), {"front": "oak"})
    assert (
        text(page).count("Kies een van de plaatjes."),
        'value="oak" id="id_front_1" checked' in page.content.decode(),
    ) == (4, True)


def test_a_choice_that_leaves_no_reward_is_refused_and_the_choice_stays_on_the_page(
    me: Client, block: Complex, officer: StaffMember, tenant: Tenant
) -> None:
    kitchen = factories.offer_of(catalogue.KITCHEN, block, officer, avoided_cost=Decimal("3600.00"))  # reward 185.50
    page = me.post(at("application_begin", kitchen), CHOSEN, follow=True)
    shown = text(page)
    assert "Met deze keuze blijft er geen geld voor u over." in shown
    assert "front=oak" in page.redirect_chain[0][0]
    assert not Application.objects.exists()
    made = factories.application(kitchen, tenant, status="draft")
    again = me.post(at("application_step", made, "keuze"), CHOSEN)
    assert (again.status_code, text(again).count("blijft er geen geld voor u over")) == (200, 2)
    with refused(ApplicationCode.NO_REWARD_LEFT):
        applications.choose(made, CHOSEN)
    applications.choose(made, CHEAP)
    assert made.surplus == Decimal("0.00")


def test_a_part_with_one_choice_is_fixed_and_kept(me: Client, block: Complex, officer: StaffMember) -> None:
    attic = factories.offer_of(catalogue.ATTIC, block, officer, choices={"insulation": ["wood-fibre"]})
    assert "Dit staat vast." in text(me.get(at("offer", attic)))
    me.post(at("application_begin", attic), {"insulation": "glass-wool"})
    assert kept() == [("insulation", "wood-fibre", "Houtvezel", "180 mm, stevig, prikt niet", "140.00")]


def test_the_offer_takes_the_same_queries_with_few_and_many_choices(
    me: Client, block: Complex, officer: StaffMember
) -> None:
    few, _ = queries(me, at("offer", factories.offer_of(catalogue.ATTIC, block, officer)))
    many, _ = queries(me, at("offer", factories.offer_of(catalogue.KITCHEN, block, officer)))
    assert few == many


def test_twin_without_the_guard_a_choice_that_leaves_nothing_is_kept(
    block: Complex, officer: StaffMember, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    kitchen = factories.offer_of(catalogue.KITCHEN, block, officer, avoided_cost=Decimal("3600.00"))
    made = factories.application(kitchen, tenant, status="draft")
    monkeypatch.setattr(Meter, "fits", True)
    applications.choose(made, CHOSEN)
    assert made.surplus > kitchen.reward
