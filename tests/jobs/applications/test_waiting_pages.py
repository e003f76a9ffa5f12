"""The waiting list on pages: who is next and why, a place to take, and closing an offer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jobs.applications.models import Application
from jobs.applications.services import applications, waiting
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.models import Offer
from klushuur.ground import clock
from tests import factories
from tests.visiting import queries, text, visitor


@pytest.fixture
def offer(db: None) -> Offer:
    """One place, and somebody has it."""
    made = factories.corporation()
    offer = factories.offer(factories.block(made), factories.staff(made, "officer"), capacity=1)
    case(offer, "accepted")
    return offer


@pytest.fixture
def page(offer: Offer) -> Client:
    return visitor(offer.officer)


def case(offer: Offer, status: str, name: str = "Jan de Wit") -> Application:
    return factories.application(offer, factories.tenant(offer.complex, name=name), status=status)


def on_list(offer: Offer, name: str = "Jan de Wit") -> Application:
    made = case(offer, "submitted", name)
    waiting.put(made, by=offer.officer)
    return made


def free_the_place(offer: Offer) -> None:
    applications.withdraw(offer.applications.get(status=ApplicationStatus.ACCEPTED), by=None)


def at(name: str, *args: int) -> str:
    return reverse(name, args=["voorbeeldstad", *args])


def stands(application: Application) -> tuple[Any, ...]:
    now = Application.objects.get(pk=application.pk)
    return now.status, now.holds_place


@pytest.mark.parametrize("status", ["submitted", "in_review", "surveyed"])
def test_officer_puts_a_case_on_the_list_when_all_is_full(page: Client, offer: Offer, status: str) -> None:
    made = case(offer, status)
    assert "Zet op de wachtlijst" in text(page.get(at("work_case", made.pk)))
    shown = text(page.post(at("work_put_on_list", made.pk), follow=True))
    assert "De huurder staat op de wachtlijst" in shown
    assert "als nummer 1" in shown
    assert stands(made) == (ApplicationStatus.WAITING, False)


def test_officer_with_a_free_place_sees_no_button_and_a_post_explains(page: Client, offer: Offer) -> None:
    Offer.objects.update(capacity=2)
    made = case(offer, "in_review")
    assert "Zet op de wachtlijst" not in text(page.get(at("work_case", made.pk)))
    assert "nog een plek vrij" in text(page.post(at("work_put_on_list", made.pk), follow=True))
    assert stands(made) == (ApplicationStatus.IN_REVIEW, False)


def test_quote_when_all_is_full_points_to_the_list(page: Client, offer: Offer) -> None:
    made = case(offer, "surveyed")
    amounts = {"avoided": "2.400,00", "materials": "250", "handling": "300", "forms_allowed": ["one_off"]}
    shown = text(page.post(at("work_quote", made.pk), amounts, follow=True))
    assert "Zet deze huurder op de wachtlijst." in shown


def test_offer_shows_the_line_with_number_day_and_reason(page: Client, offer: Offer) -> None:
    first = on_list(offer, "Wie Eerst")
    Application.objects.filter(pk=first.pk).update(waiting_since=clock.today() - timedelta(days=2))
    on_list(offer, "Wie Twee")
    shown = text(page.get(at("work_offer", offer.pk)))
    assert shown.index("Wie Eerst") < shown.index("Wie Twee")
    assert ("wacht het langst" in shown, "het lot telt" in shown) == (True, False)
    on_list(offer, "Wie Drie")
    assert "kwam op dezelfde dag als anderen, het lot telt" in text(page.get(at("work_offer", offer.pk)))


def test_offer_shows_who_was_asked_and_until_when(page: Client, offer: Offer) -> None:
    on_list(offer, "Wie Gevraagd")
    free_the_place(offer)
    shown = text(page.get(at("work_offer", offer.pk)))
    assert shown.index("Wie Gevraagd") < shown.index("Is gevraagd. Kan antwoorden tot en met")
    assert "Bied de vrije plek aan" not in shown


def test_offer_with_1_and_30_waiting_takes_the_same_queries(page: Client, offer: Offer) -> None:
    on_list(offer)
    few, _ = queries(page, at("work_offer", offer.pk))
    for _ in range(29):
        on_list(offer)
    many, response = queries(page, at("work_offer", offer.pk))
    assert (many, len(response.context["line"])) == (few, 30)


def test_officer_offers_a_place_that_nobody_took(page: Client, offer: Offer) -> None:
    made = on_list(offer)
    free_the_place(offer)
    waiting.lapse(made.pk, today=clock.today() + timedelta(days=8))
    assert "Bied de vrije plek aan" in text(page.get(at("work_offer", offer.pk)))
    assert "De plek is aangeboden." in text(page.post(at("work_offer_place", offer.pk), follow=True))
    assert "Er is geen plek vrij, of er wacht niemand." in text(
        page.post(at("work_offer_place", offer.pk), follow=True)
    )
    assert stands(made) == (ApplicationStatus.WAITING, True)


def test_tenant_sees_the_number_without_names(offer: Offer) -> None:
    first = on_list(offer, "Wie Eerst")
    Application.objects.filter(pk=first.pk).update(waiting_since=clock.today() - timedelta(days=2))
    second = on_list(offer, "Wie Twee")
    shown = text(visitor(second.tenant).get(at("application", second.pk)))
    assert "U bent nummer 2." in shown
    assert "Wie Eerst" not in shown


def test_tenant_takes_the_place_by_hand(offer: Offer) -> None:
    made = on_list(offer)
    free_the_place(offer)
    client = visitor(made.tenant)
    assert at("application_place", made.pk) in text(client.get(at("my_home")))
    assert "Wij houden de plek voor u vast tot en met" in text(client.get(at("application_place", made.pk)))
    assert stands(made) == (ApplicationStatus.WAITING, True)  # looking takes nothing
    assert "De plek is voor u." in text(client.post(at("application_take_place", made.pk), follow=True))
    assert stands(made) == (ApplicationStatus.IN_REVIEW, True)
    assert "kunt u nu niet aannemen" in text(client.post(at("application_take_place", made.pk), follow=True))


def test_tenant_says_no_and_the_next_is_asked(offer: Offer) -> None:
    first = on_list(offer)
    free_the_place(offer)
    second = on_list(offer)
    client = visitor(first.tenant)
    assert at("application_withdraw", first.pk) in text(client.get(at("application_place", first.pk)))
    assert "Uw plek gaat naar iemand anders." in text(client.get(at("application_withdraw", first.pk)))
    client.post(at("application_withdraw", first.pk))
    assert (stands(first), stands(second)) == ((ApplicationStatus.WITHDRAWN, False), (ApplicationStatus.WAITING, True))


def test_tenant_without_a_place_is_sent_back_with_a_word(offer: Offer) -> None:
    made = on_list(offer)
    client = visitor(made.tenant)
    assert "Er is nu geen plek voor u" in text(client.get(at("application_place", made.pk), follow=True))
    assert "U gaat dan van de wachtlijst af." in text(client.get(at("application_withdraw", made.pk)))


def test_close_asks_first_and_says_what_happens_to_what_is_open(page: Client, offer: Offer) -> None:
    going_on = case(offer, "in_review")
    draft = case(offer, "draft")
    shown = text(page.get(at("work_offer_close", offer.pk)))
    assert "2 verstuurde aanvragen gaan gewoon door." in shown
    assert "1 huurder is begonnen en heeft nog niets verstuurd." in shown
    offer.refresh_from_db()
    assert offer.status == "published"
    assert "Het aanbod is gesloten." in text(page.post(at("work_offer_close", offer.pk), follow=True))
    offer.refresh_from_db()
    assert (offer.status, stands(going_on)[0]) == ("closed", ApplicationStatus.IN_REVIEW)
    with pytest.raises(applications.NotEligible):
        applications.submit(_answered(draft))


def _answered(draft: Application) -> Application:
    applications.choose(draft, {"door": "6009", "frame": "9010"})
    applications.answer(draft, start_on=draft.offer.works_from, who="self", available=["saturday"], remarks="")
    return Application.objects.with_case().get(pk=draft.pk)


def test_closed_offer_is_not_there_for_tenants_and_closes_once(page: Client, offer: Offer) -> None:
    page.post(at("work_offer_close", offer.pk))
    for again in (page.get, page.post):
        assert "kunt u nu niet sluiten" in text(again(at("work_offer_close", offer.pk), follow=True))
    tenant = visitor(factories.tenant(offer.complex))
    assert tenant.get(at("offer", offer.pk)).status_code == 404
    assert tenant.post(at("application_begin", offer.pk)).status_code == 404
