"""The ladder on the page of an offer: the reader's own rent or the one that was typed, and what each reader may see of the sum."""

from decimal import Decimal

import pytest
from django.urls import reverse

from corporations.models import Dwelling, Lease
from tests import factories
from tests.visiting import Visitor, queries, text, visitor

pytestmark = pytest.mark.django_db
EVERY_FORM = ["one_off", "discount", "skip", "freeze"]


@pytest.fixture
def offer():
    corporation = factories.corporation()
    return factories.offer(factories.block(corporation), factories.staff(corporation, "officer"))


def policy(offer, **changes):
    type(offer.policy).objects.filter(pk=offer.policy_id).update(**{"forms": EVERY_FORM} | changes)


def page(offer, reader=None, **answers):
    client = visitor(reader) if reader else Visitor()
    return text(client.get(reverse("offer", args=["voorbeeldstad", offer.pk]), answers))


def test_a_tenant_sees_the_ladder_of_the_own_rent_and_is_not_asked_for_it(offer):
    policy(offer)
    shown = page(offer, factories.tenant(offer.complex), toeslag="ja", huur="999")
    assert "€ 394,45" in shown
    assert 'name="huur"' not in shown
    assert "De huur bevriezen" in shown


def test_the_rent_of_now_counts_increases_included(offer):
    policy(offer)
    tenant = factories.tenant(offer.complex)
    before = page(offer, tenant, toeslag="ja")
    Lease.objects.update(net_rent=Decimal("520.00"))
    assert page(offer, tenant, toeslag="ja") != before


def test_a_visitor_gets_a_rent_of_nobody_until_he_types_one(offer):
    factories.tenant(offer.complex)
    assert "hangt af van uw huur" in page(offer)
    assert "€ 394,45" not in page(offer, toeslag="ja")
    assert "€ 394,45" in page(offer, toeslag="ja", huur="640")


def test_only_what_the_policy_allows_is_on_the_ladder(offer):
    policy(offer, forms=["one_off"])
    shown = page(offer)
    assert "Eén keer geld" in shown
    assert not [one for one in ("Korting op de huur", "overslaan", "bevriezen") if one in shown]


def test_a_home_that_is_not_self_contained_gets_no_lower_rent(offer):
    policy(offer)
    tenant = factories.tenant(offer.complex)
    Dwelling.objects.update(is_self_contained=False)
    assert "Korting op de huur" not in page(offer, tenant)


def test_a_wrong_rent_is_said_at_the_field_and_kept_and_the_ladder_stays(offer):
    shown = page(offer, huur="640,123", toeslag="ja")
    assert "Uw huur heeft ten hoogste twee cijfers achter de komma" in shown
    assert 'value="640,123"' in shown
    assert "€ 1.127,00" in shown


def test_the_answer_keeps_the_colour_that_was_chosen(offer):
    assert 'type="hidden" name="door" value="6009"' in page(offer, door="6009", toeslag="ja")


@pytest.mark.parametrize(
    ("reader", "shows_rows", "sees_rows"),
    [
        ("tenant", True, True),
        ("tenant", False, False),
        ("officer", False, True),
        (None, True, False),
        (None, False, False),
    ],
)
def test_the_policy_says_who_sees_every_row_of_the_sum(offer, reader, shows_rows, sees_rows):
    policy(offer, shows_rows=shows_rows)
    people = {"tenant": factories.tenant(offer.complex), "officer": offer.officer, None: None}
    shown = page(offer, people[reader])
    assert ("2.400,00" in shown) is sees_rows
    assert ("Daarvan krijgt u 70 %." in shown) is (not shows_rows and not sees_rows)
    assert ("Logt u in? Dan ziet u ook" in shown) is (reader is None and shows_rows)


@pytest.mark.parametrize(
    ("reader", "advises", "is_shown"), [("officer", True, True), ("officer", False, False), ("tenant", True, False)]
)
def test_advice_is_for_staff_when_the_policy_says_so(offer, reader, advises, is_shown):
    policy(offer, advises=advises)
    people = {"tenant": factories.tenant(offer.complex), "officer": offer.officer}
    shown = page(offer, people[reader], toeslag="ja", huur="640")
    assert ("een deel van een korting van de huurtoeslag af" in shown) is is_shown
    assert ("Laat dit toetsen." in shown) is is_shown


def test_the_answers_ask_the_database_nothing_more(offer):
    policy(offer)
    tenant = factories.tenant(offer.complex)
    address = reverse("offer", args=["voorbeeldstad", offer.pk])
    assert queries(visitor(tenant), address)[0] == queries(visitor(tenant), f"{address}?toeslag=ja")[0]
