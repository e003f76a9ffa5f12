"""The quote and the agreement of an attic and of a kitchen: the surplus, the words and the drawing of each kind."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from agreements.contract import documents
from agreements.contract.models import Agreement
from agreements.contract.services import approving, calculating, quoting, signing
from corporations.models import StaffMember
from corporations.money.amounts import Amounts
from jobs.applications.models import Application
from klushuur.demo import catalogue
from tests import factories
from tests.visiting import text, visitor

ATTIC = {"insulation": "wood-fibre"}  # 140 with no budget
KITCHEN = {"front": "oak", "worktop": "composite", "handle": "knob"}  # 515 with a budget of 250
CHEAP = {"front": "matt-white", "worktop": "wood", "handle": "bar"}  # 60
AMOUNTS = {
    catalogue.ATTIC: Amounts(Decimal(3000), Decimal(1120), Decimal(300), Decimal("0.10")),
    catalogue.KITCHEN: Amounts(Decimal(6000), Decimal(2600), Decimal(375), Decimal("0.10")),
}


@pytest.fixture
def officer(db: None) -> StaffMember:
    return factories.staff(factories.corporation(), "officer")


def case(officer: StaffMember, code: str, chosen: dict[str, str]) -> Application:
    block = factories.block(officer.corporation)
    offer = factories.offer_of(code, block, officer)
    made = factories.application(offer, factories.tenant(block), status="surveyed", chosen=chosen)
    return Application.objects.with_case().get(pk=made.pk)


def _again(agreement: Agreement) -> Agreement:
    """As a request or a worker reads it."""
    return Agreement.objects.with_case().get(pk=agreement.pk)


def quoted(officer: StaffMember, code: str, chosen: dict[str, str], **changes: Decimal) -> Agreement:
    return quoting.quote(
        case(officer, code, chosen), by=officer, forms=["one_off"], amounts=replace(AMOUNTS[code], **changes)
    )


@pytest.mark.parametrize(
    ("code", "chosen", "saving", "surplus", "reward"),
    [
        (catalogue.ATTIC, {"insulation": "glass-wool"}, "1280.00", "0.00", "896.00"),
        (catalogue.ATTIC, ATTIC, "1280.00", "140.00", "756.00"),
        (catalogue.KITCHEN, CHEAP, "2425.00", "0.00", "1697.50"),
        (catalogue.KITCHEN, KITCHEN, "2425.00", "265.00", "1432.50"),
    ],
)
def test_quote_takes_off_what_the_choice_costs_above_the_budget(
    officer: StaffMember, code: str, chosen: dict[str, str], saving: str, surplus: str, reward: str
) -> None:
    kept = quoted(officer, code, chosen).quote
    assert (kept.net_saving, kept.surplus, kept.reward) == (Decimal(saving), Decimal(surplus), Decimal(reward))
    assert [row["amount"] for row in kept.rows if row["formula"] == "S"] == ([f"-{surplus}"] if kept.surplus else [])
    assert kept.rows[-1]["amount"] == reward


def test_quote_that_the_choice_eats_up_is_refused(officer: StaffMember) -> None:
    application = case(officer, catalogue.KITCHEN, KITCHEN)
    with pytest.raises(calculating.NothingToGain):
        quoting.quote(application, by=officer, amounts=replace(AMOUNTS[catalogue.KITCHEN], avoided=Decimal(3700)))


def test_the_officer_sees_the_surplus_before_it_is_handed_in(officer: StaffMember) -> None:
    application = case(officer, catalogue.KITCHEN, KITCHEN)
    page = visitor(officer).get(f"/voorbeeldstad/werk/aanvraag/{application.pk}/voorstel/")
    assert all(words in text(page) for words in ("Meerprijs van uw keuze, boven het budget", "€ 265,00", "€ 1.432,50"))


def offered(officer: StaffMember, code: str, chosen: dict[str, str]) -> Agreement:
    agreement = quoted(officer, code, chosen)
    manager = factories.staff(officer.corporation, "manager", mandate="5000.00")
    approving.approve(_again(agreement), by=manager, terms_sha256=agreement.terms_sha256)
    return _again(agreement)


def words_of(agreement: Agreement) -> str:
    return " ".join(documents.text_of(agreement).replace("\u00a0", " ").split())


def test_text_of_an_attic_is_about_insulation(officer: StaffMember) -> None:
    said = words_of(offered(officer, catalogue.ATTIC, ATTIC))
    told = (
        "Houtvezel (180 mm, stevig, prikt niet)", "€ 140,00", "De meerprijs gaat van de beloning af.",
        "folie tegen vocht", "ventilatie van het dak blijft open", "kabel klem", "Draag een masker",
    )  # fmt: skip
    assert [words for words in told if words not in said] == []
    assert [words for words in ("RAL", "verf", "droog weer", "erkend bedrijf") if words in said] == []


def test_text_of_a_kitchen_is_about_the_kitchen(officer: StaffMember) -> None:
    said = words_of(offered(officer, catalogue.KITCHEN, KITCHEN))
    told = (
        "Eiken (met houtnerf)", "Composiet (20 mm, steen, hard en koel)", "€ 320,00",
        "betalen wij tot en met € 250,00", "Gas, elektra en water sluit een erkend bedrijf aan.", "waterpas",
        "naden langs het werkblad", "de apparaten werken", "Meerprijs van uw keuze, boven het budget",
    )  # fmt: skip
    assert [words for words in told if words not in said] == []
    assert [words for words in ("RAL", "verf", "droog weer", "folie") if words in said] == []


def test_text_keeps_what_was_chosen_when_the_offer_says_something_else_now(officer: StaffMember) -> None:
    agreement = offered(officer, catalogue.ATTIC, ATTIC)
    before = documents.text_of(agreement)
    agreement.application.offer.choice_groups.all().delete()
    assert documents.text_of(_again(agreement)) == before


def signed(agreement: Agreement) -> Agreement:
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    approver = agreement.approvals.get().approver
    signing.sign_for_corporation(agreement, by=approver, text_sha256=agreement.text_sha256)
    return _again(agreement)


@pytest.mark.parametrize(
    ("code", "chosen", "told"),
    [(catalogue.ATTIC, ATTIC, "Houtvezel"), (catalogue.KITCHEN, KITCHEN, "Composiet")],
    ids=["attic", "kitchen"],
)
def test_pdf_of_each_kind_has_the_choice_on_the_first_page_and_moving_out_on_the_last(
    officer: StaffMember, code: str, chosen: dict[str, str], told: str
) -> None:
    reader = PdfReader(io.BytesIO(documents.pdf_of(signed(offered(officer, code, chosen)))))
    pages: list[Any] = [page.extract_text() for page in reader.pages]
    assert (len(pages), told in pages[0], told in pages[2]) == (4, True, True)
    assert "Na maand 60" in pages[3]  # what an own investment is worth by then


def test_pages_of_a_case_show_the_room_and_the_choice(officer: StaffMember) -> None:
    agreement = offered(officer, catalogue.KITCHEN, KITCHEN)
    staff = visitor(officer).get(f"/voorbeeldstad/werk/aanvraag/{agreement.application_id}/")
    manager = visitor(agreement.approvals.get().approver).get(f"/admin/agreements/agreement/{agreement.pk}/change/")
    tenant = visitor(agreement.application.tenant).get(f"/voorbeeldstad/mijn/aanvraag/{agreement.application_id}/")
    home = visitor(agreement.application.tenant).get("/voorbeeldstad/mijn/")
    for page in (staff, manager, tenant):
        assert "Eiken" in text(page)
    for page in (staff, tenant, home):
        assert "paint-front-oak" in page.content.decode()
        assert 'class="worktop"' in page.content.decode()
