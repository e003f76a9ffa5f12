"""What an officer types: amounts that can not be, days in the past, names of any length and with any sign."""

from datetime import timedelta
from decimal import Decimal

import pytest

from jobs.offers.models import Offer
from klushuur.ground import clock
from tests import factories
from tests.bad_input.refusing import both, refused
from tests.jobs.catalogue.test_staff_offers import at, new, typed
from tests.visiting import visitor

pytestmark = pytest.mark.django_db
FINE = "Een bedrag heeft ten hoogste twee cijfers achter de komma, zoals 2.400,50."
NEGATIVE = "Een bedrag is € 0 of meer. Haal het minteken weg."
FIGURES = "Schrijf een bedrag in cijfers, zoals 2.400,00 of 2400."


@pytest.fixture
def block():
    return factories.block(factories.corporation())


@pytest.fixture
def page(block):
    return visitor(factories.staff(block.corporation, "officer"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"avoided_cost": "2.400,123"}, FINE),
        ({"materials_cost": "0,001"}, FINE),
        ({"avoided_cost": "-1"}, NEGATIVE),
        ({"avoided_cost": "1e5"}, FIGURES),
        ({"avoided_cost": "NaN"}, FIGURES),
        ({"avoided_cost": "{{ 7*7 }}"}, FIGURES),
        ({"avoided_cost": "99.999.999"}, "Dit bedrag is te hoog. Controleer het."),
        ({"avoided_cost": "9" * 5000}, "Dit bedrag is te hoog. Controleer het."),
        ({"share": "101"}, "Een percentage is ten hoogste 100."),
        ({"share": "70,123"}, "Een percentage heeft ten hoogste twee cijfers achter de komma, zoals 12,25."),
    ],
)
def test_an_amount_that_can_not_be(page, block, change, says):
    refused(page, new(block), typed(block, **change), says=both(says))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"opens_on": "2031-01-01", "closes_on": "2030-12-31"},
            "Kies een dag op of na de eerste dag om aan te vragen.",
        ),
        ({"works_until": "2000-01-01"}, "Kies een dag op of na de eerste werkdag."),
        ({"works_until": "9999-12-31"}, "Kies een dag binnen vijf jaar."),
        (
            dict.fromkeys(("opens_on", "closes_on", "works_from", "works_until"), "1900-01-01"),
            "Kies een dag binnen vijf jaar.",
        ),
    ],
)
def test_a_day_that_can_not_be(page, block, change, says):
    refused(page, new(block), typed(block, **change), says=both(says))


@pytest.mark.parametrize("field", ["title", "summary", "effort", "materials_supplied"])
def test_a_text_of_5000_characters(page, block, field):
    limit = Offer._meta.get_field(field).max_length
    refused(page, new(block), typed(block, **{field: "a" * 5000}), says={"nl": str(limit), "en": str(limit)})


def test_an_offer_whose_last_day_has_gone_by_is_not_published(page, block):
    officer = factories.staff(block.corporation, "officer")
    yesterday = clock.today() - timedelta(days=1)
    offer = factories.offer(block, officer, is_published=False, opens_on=yesterday, closes_on=yesterday)
    says = both("U kunt dit aanbod nog niet publiceren. Bij de controle ziet u wat er nog ontbreekt.")
    refused(page, at("work_offer_publish", offer.pk), {}, says=says, keeps={})


@pytest.mark.parametrize("avoided", ["550.00", "100.00"])
def test_an_offer_that_saves_nothing_is_not_published(page, block, avoided):
    officer = factories.staff(block.corporation, "officer")
    offer = factories.offer(block, officer, is_published=False, avoided_cost=Decimal(avoided))
    says = both("U kunt dit aanbod nog niet publiceren. Bij de controle ziet u wat er nog ontbreekt.")
    refused(page, at("work_offer_publish", offer.pk), {}, says=says, keeps={})
