"""What staff read of costs and savings: on a case, on an offer, on the manager's page; and who may freeze without an end."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from agreements.contract.models import Agreement
from agreements.contract.services import business
from corporations.models import Mandate, PolicyVersion, StaffMember
from corporations.money import business_case
from corporations.services.people import approvers_within
from jobs.offers.models import Offer
from klushuur.ground import clock
from tests import factories, kept_world
from tests.agreements.signed import handed_in
from tests.visiting import queries, text, visitor

TEN_YEARS = Decimal("3609.75")  # of a rent of 640.00, 4.1 % and then 3 %


kept = kept_world.made_by(handed_in)


@pytest.fixture
def agreement(db: None, kept: Any) -> Any:
    return kept_world.own(kept)


def manager(agreement: Any, name: str, mandate: str | None) -> StaffMember:
    return factories.staff(agreement.corporation, "manager", name=name, mandate=mandate)


def case_page(agreement: Any, member: Any = None) -> str:
    page = visitor(member or agreement.quote.drafted_by)
    return text(page.get(reverse("work_case", args=["voorbeeldstad", agreement.application_id])))


def test_case_page_says_what_it_costs_saves_and_how(agreement: Agreement) -> None:
    shown = case_page(agreement)
    short = "Een bedrijf kost € 2.400,00. Deze klus kost ons € 1.917,00. Wij houden € 483,00 over (20,1 %)."
    wanted = [
        short,
        "€ 483,00",
        "20,1 % van € 2.400,00",
        "W = A − M − O − r − B",
        "Berekend met beleid 1.",
        "€ 1.917,00",
    ]
    assert [word for word in wanted if word not in shown] == []
    assert "Met de bedragen van het aanbod." not in shown


def test_case_before_a_quote_is_reckoned_by_the_offer_and_says_so(db: None) -> None:
    made = factories.corporation()
    block, officer = factories.block(made), factories.staff(made, "officer")
    application = factories.application(factories.offer(block, officer), factories.tenant(block), status="surveyed")
    shown = text(visitor(officer).get(reverse("work_case", args=["voorbeeldstad", application.pk])))
    wanted = ["Met de bedragen van het aanbod.", "€ 483,00", "Korting op de huur, 36 maanden", "€ 31,31 per maand"]
    assert [word for word in wanted if word not in shown] == []


def test_manager_reads_the_same_on_the_page_to_decide(agreement: Agreement) -> None:
    karin = manager(agreement, "Karin de Boer", "5000.00")
    shown = text(visitor(karin).get(reverse("admin:agreements_agreement_change", args=[agreement.pk])))
    assert [word for word in ("Wij houden € 483,00 over (20,1 %).", "Karin de Boer") if word not in shown] == []


def test_freeze_without_an_end_shows_its_ten_years_and_names_who_may_decide(agreement: Agreement) -> None:
    manager(agreement, "Karin de Boer", "5000.00")
    manager(agreement, "Henk Klein", "3609.74")
    factories.staff(agreement.corporation, "officer", name="Geen Manager", mandate="9000.00")
    shown = case_page(agreement)
    assert "kost in 10 jaar € 3.609,75" in shown
    assert "een mandaat van € 3.609,75 of meer mag dit beslissen: Karin de Boer." in shown
    assert "<b>36 maanden bevroren</b>" in shown
    assert "€ 1.671,48" in shown


@pytest.mark.parametrize(
    ("mandate", "said"),
    [("5000.00", "Uw mandaat is er hoog genoeg voor."), ("500.00", "Uw mandaat is er niet hoog genoeg")],
)
def test_manager_reads_whether_the_own_mandate_covers_a_freeze_without_an_end(
    agreement: Agreement, mandate: str, said: str
) -> None:
    page = visitor(manager(agreement, "Karin", mandate))
    assert said in text(page.get(reverse("admin:agreements_agreement_change", args=[agreement.pk])))
    assert "Uw mandaat is er" not in case_page(agreement)


def test_freeze_without_an_end_says_when_nobody_has_such_a_mandate(agreement: Agreement) -> None:
    assert "Die is er nu niet." in case_page(agreement)


@pytest.mark.parametrize(
    ("roles", "mandate"), [(["manager"], None), (["manager"], "3609.74"), (["officer"], "9000.00"), (["finance"], None)]
)
def test_freeze_without_an_end_is_refused_without_a_mandate_for_it(
    agreement: Agreement, roles: list[str], mandate: str | None
) -> None:
    member = factories.staff(agreement.corporation, *roles, mandate=mandate)
    with pytest.raises(business.FreezeAboveMandate):
        business.freeze_without_end(agreement.quote, by=member)


def test_freeze_without_an_end_is_for_a_manager_whose_mandate_covers_it(agreement: Agreement) -> None:
    assert business.freeze_without_end(agreement.quote, by=manager(agreement, "Karin", "3609.75")) == TEN_YEARS


def test_twin_without_the_guard_a_manager_without_a_mandate_may(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(business_case, "needs_mandate", lambda **_: False)
    assert business.freeze_without_end(agreement.quote, by=manager(agreement, "Karin", None)) == TEN_YEARS


def test_mandate_that_ended_or_is_yet_to_begin_covers_nothing(agreement: Agreement) -> None:
    karin = manager(agreement, "Karin", "5000.00")
    today = clock.today()
    assert list(approvers_within(TEN_YEARS, today)) == [karin]
    Mandate.objects.filter(holder=karin).update(ends_on=date(2020, 12, 31))
    assert list(approvers_within(TEN_YEARS, today)) == []
    Mandate.objects.filter(holder=karin).update(ends_on=None, starts_on=date(2999, 1, 1))
    assert list(approvers_within(TEN_YEARS, today)) == []


@pytest.fixture
def offer(db: None) -> Offer:
    made = factories.corporation()
    return factories.offer(factories.block(made), factories.staff(made, "officer"), capacity=4)


def offer_page(offer: Offer) -> str:
    return text(visitor(offer.officer).get(reverse("work_offer", args=["voorbeeldstad", offer.pk])))


def test_offer_says_how_many_participants_earn_it_back_and_what_all_places_leave(offer: Offer) -> None:
    PolicyVersion.objects.update(offer_cost=Decimal("1000.00"))
    shown = offer_page(offer)
    wanted = [
        "<b>3</b> <span> deelnemers verdienen het aanbod terug",
        "€ 932,00",
        "houden wij over met alle 4 plaatsen",
    ]
    assert [word for word in wanted if word not in shown] == []


def test_offer_with_too_few_places_says_that_it_does_not_earn_itself_back(offer: Offer) -> None:
    PolicyVersion.objects.update(offer_cost=Decimal("2000.00"))
    assert "Er zijn minder plaatsen dan er deelnemers nodig zijn." in offer_page(offer)


def test_offer_of_which_nothing_is_left_over_never_earns_itself_back(offer: Offer) -> None:
    Offer.objects.update(share=Decimal(1))
    shown = offer_page(offer)
    wanted = ["<b>nooit</b>", "Dit levert ons niets op", "Het aanbod verdient zichzelf dus nooit terug."]
    assert [word for word in wanted if word not in shown] == []


def test_offer_says_of_a_form_that_depends_on_the_rent_that_it_does(offer: Offer) -> None:
    assert "hangt af van de huur van de woning" not in offer_page(offer)
    PolicyVersion.objects.update(forms=["one_off", "skip"])
    assert "hangt af van de huur van de woning" in offer_page(offer)


def test_case_page_takes_the_same_queries_with_1_and_8_managers(agreement: Agreement) -> None:
    manager(agreement, "Eén", "5000.00")
    page, address = (
        visitor(agreement.quote.drafted_by),
        reverse("work_case", args=["voorbeeldstad", agreement.application_id]),
    )
    few, _ = queries(page, address)
    for number in range(7):
        manager(agreement, f"Nog {number}", "5000.00")
    many, response = queries(page, address)
    assert (few, "Nog 6" in text(response)) == (many, True)
