"""A quote with a negative saving, a reward of nothing, or more decimals than there are cents; a refusal without a ground."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from klushuur.ground import clock
from tests import factories, kept_world
from tests.agreements.signed import offered
from tests.bad_input.refusing import both, refused
from tests.visiting import visitor

pytestmark = pytest.mark.django_db
NOTHING = "Met deze bedragen besparen wij niets, dus er is geen beloning. Controleer ze, of wijs de aanvraag af."
FINE = "Een bedrag heeft ten hoogste twee cijfers achter de komma, zoals 2.400,50."
NEGATIVE = "Een bedrag is € 0 of meer. Haal het minteken weg."
FIGURES = "Schrijf een bedrag in cijfers, zoals 2.400,00 of 2400."
GOOD = {
    "avoided": "2.400,00",
    "materials": "250,00",
    "handling": "300,00",
    "forms_allowed": ["one_off", "discount"],
}


def published():
    block = factories.block(factories.corporation())
    return factories.offer(block, factories.staff(block.corporation, "officer"))


kept = kept_world.made_by(published)


@pytest.fixture
def offer(db, kept):
    return kept_world.own(kept)


@pytest.fixture
def officer(offer):
    return visitor(offer.officer)


def at(name, pk):
    return reverse(name, args=["voorbeeldstad", pk])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"avoided": "600,00"}, NOTHING),  # a saving of less than nothing
        ({"avoided": "611,11", "materials": "250,00", "handling": "300,00"}, NOTHING),  # of nothing
        ({"avoided": "0"}, NOTHING),
        ({"avoided": "2.400,123"}, FINE),
        ({"materials": "250,001"}, FINE),
        ({"handling": "-300"}, NEGATIVE),
        ({"handling": "<b>300</b>"}, FIGURES),
        ({"avoided": ""}, "Vul een bedrag in."),
    ],
)
def test_amounts_that_can_not_be(officer, offer, change, says):
    case = factories.application(offer, factories.tenant(offer.complex), status="surveyed")
    refused(officer, at("work_quote", case.pk), GOOD | change, says=both(says))


def test_a_reward_of_nothing_though_a_cent_is_saved(offer):
    officer = factories.staff(offer.corporation, "officer")
    mean = factories.offer(offer.complex, officer, title="Schilder uw voordeur", share=Decimal("0.10"))
    case = factories.application(mean, factories.tenant(offer.complex), status="surveyed")
    refused(visitor(officer), at("work_quote", case.pk), GOOD | {"avoided": "611,12"}, says=both(NOTHING))


@pytest.mark.parametrize("ground", ["", "because", "<script>", "a" * 5000])
def test_a_refusal_without_a_ground_of_the_list(officer, offer, ground):
    case = factories.application(offer, factories.tenant(offer.complex), status="in_review")
    says = both("Kies een reden uit de lijst." if ground else "Kies waarom het niet kan.")
    refused(officer, at("work_reject", case.pk), {"ground": ground}, says=says, keeps={})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"visited_on": "2099-01-01"}, "Deze dag moet nog komen. Kies vandaag of een dag ervoor."),
        ({"visited_on": ""}, "Vul de dag in waarop u er was."),
        ({"condition": ""}, "Kies een staat van 1 tot en met 6."),
        ({"advice": ""}, "Kies wat u adviseert."),
    ],
)
def test_a_survey_that_can_not_be(offer, change, says):
    case = factories.application(offer, factories.tenant(offer.complex), status="in_review")
    inspector = visitor(factories.staff(offer.corporation, "inspector"))
    typed = {
        "visited_on": (clock.today() - timedelta(days=1)).isoformat(),
        "has_defect": "nee",
        "asbestos": "none",
        "height_m": "4,5",
        "condition": "3",
        "advice": "do",
        "note": "<b>Verf</b> {{ 7*7 }}\r\nbladdert",
    } | change
    shown = {name: value.replace("\r\n", "\n") for name, value in typed.items() if value}
    refused(inspector, at("survey", case.pk), typed, says=both(says), keeps=shown)


@pytest.mark.parametrize("ground", ["", "because"])
def test_a_tenant_says_no_without_a_reason(ground):
    agreement = offered()
    says = both("Kies een reden uit de lijst.")
    refused(
        visitor(agreement.application.tenant),
        at("agreement_decline", agreement.pk),
        {"ground": ground},
        says=says,
        keeps={},
    )


@pytest.mark.parametrize(
    ("question", "says"),
    [("", "Schrijf uw vraag op."), ("a" * 5000, "Uw vraag is te lang. Neem ten hoogste 500 tekens.")],
)
def test_a_manager_asks_nothing_or_too_much(offer, question, says):
    from tests.agreements.cases.test_admin import waiting

    agreement = waiting(offer)
    manager = visitor(factories.staff(offer.corporation, "manager", mandate="5000.00"))
    address = reverse("admin:agreements_ask_back", args=[agreement.pk])
    refused(manager, address, {"question": question}, says=both(says))
