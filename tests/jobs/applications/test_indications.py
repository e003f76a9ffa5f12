"""Points and advice on the case page: for staff only, stored nowhere, and helpful when something is not known."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from corporations.models import Complex, Dwelling, HouseType, Lease, PolicyVersion, StaffMember
from jobs.applications.models import Application
from klushuur.demo import catalogue
from tests import factories
from tests.visiting import text, visitor

CHOSEN = {
    catalogue.ATTIC: {"insulation": "glass-wool"},
    catalogue.KITCHEN: {"front": "oak", "worktop": "composite", "handle": "knob"},
}


@pytest.fixture
def block(db: None) -> Complex:
    return factories.block(factories.corporation())


@pytest.fixture
def officer(block: Complex) -> StaffMember:
    return factories.staff(block.corporation, "officer")


def case(block: Complex, officer: StaffMember, code: str, **home: Any) -> Application:
    """A case of the attic or the kitchen, in a home of which this is known."""
    tenant = factories.tenant(block)
    made = factories.application(
        factories.offer_of(code, block, officer), tenant, status="surveyed", chosen=CHOSEN[code]
    )
    values = {"points": 130, "label": "D", "worktop_mm": 1600} | home
    Dwelling.objects.filter(pk=made.lease.dwelling_id).update(**values)
    return made


def shown(officer: StaffMember, application: Application, **asked: str) -> str:
    address = reverse("work_case", args=["voorbeeldstad", application.pk])
    response = visitor(officer).get(address, asked)
    assert response.status_code == 200
    return text(response)


def test_insulated_attic_from_label_d_to_c_raises_the_highest_rent_by_eight_points(
    block: Complex, officer: StaffMember
) -> None:
    page = shown(officer, case(block, officer, catalogue.ATTIC), label_after="C")
    wanted = [
        "130 punten",
        "€ 843,62",
        "138 punten",
        "€ 898,56",
        "€ 54,94",
        "indicatie",
        "Alleen wat wij betalen telt mee.",
    ]
    assert [word for word in wanted if word not in page] == []
    assert "De kale huur (€ 640,00) is niet hoger dan de hoogste huur na de klus (€ 898,56)." in page


def test_flat_gets_the_points_of_a_flat(block: Complex, officer: StaffMember) -> None:
    Complex.objects.update(house_type=HouseType.FLAT_1985)
    assert "134 punten" in shown(officer, case(block, officer, catalogue.ATTIC), label_after="C")


def test_kitchen_with_a_worktop_of_two_metres_gets_three_points(block: Complex, officer: StaffMember) -> None:
    page = shown(officer, case(block, officer, catalogue.KITCHEN), worktop_after="2000")
    assert [word for word in ("133 punten", "Aanrecht nu", "1600 millimeter") if word not in page] == []


def test_rent_above_the_highest_rent_is_said(block: Complex, officer: StaffMember) -> None:
    application = case(block, officer, catalogue.ATTIC, points=80, label="D")
    Lease.objects.update(net_rent=Decimal("600.00"))
    page = shown(officer, application, label_after="E")
    assert "De kale huur (€ 600,00) is hoger dan de hoogste huur na de klus (€ 387,83)." in page
    assert "De klus kost de woning punten: van 80 naar 62." in page


@pytest.mark.parametrize(
    ("code", "asked", "said"),
    [
        (catalogue.ATTIC, {"label_after": "H"}, "Kies een label uit de lijst, van A++++ tot G."),
        (catalogue.ATTIC, {"label_after": ""}, "Kies het label na de klus."),
        (catalogue.KITCHEN, {"worktop_after": "0"}, "Een aanrecht is ten minste 1 millimeter lang."),
        (catalogue.KITCHEN, {"worktop_after": "-5"}, "Een aanrecht is ten minste 1 millimeter lang."),
        (catalogue.KITCHEN, {"worktop_after": "20001"}, "Een aanrecht is ten hoogste 20.000 millimeter lang."),
        (catalogue.KITCHEN, {"worktop_after": "2,4 m"}, "Schrijf de lengte in hele millimeters, zoals 2400."),
        (catalogue.KITCHEN, {"worktop_after": "\u0000"}, "Schrijf de lengte in hele millimeters, zoals 2400."),
        (catalogue.KITCHEN, {"worktop_after": ""}, "Vul de lengte van het aanrecht in, in millimeters."),
    ],
)
def test_bad_input_is_said_at_the_field_and_kept(
    block: Complex, officer: StaffMember, code: str, asked: dict[str, str], said: str
) -> None:
    page = shown(officer, case(block, officer, code), **asked)
    assert (said in page, "Verschil" in page) == (True, False)
    if asked.get("worktop_after", "").strip("\u0000"):
        assert f'value="{asked["worktop_after"]}"' in page


@pytest.mark.parametrize(
    ("code", "home", "said"),
    [
        (catalogue.ATTIC, {"points": None}, "De punten van deze woning staan niet in het portaal"),
        (catalogue.ATTIC, {"points": 39}, "De punten van deze woning staan niet in het portaal"),
        (catalogue.ATTIC, {"points": 251}, "De punten van deze woning staan niet in het portaal"),
        (catalogue.ATTIC, {"label": ""}, "Het energielabel van deze woning staat niet in het portaal"),
        (catalogue.KITCHEN, {"worktop_mm": None}, "De lengte van het aanrecht staat niet in het portaal"),
        (catalogue.ATTIC, {"is_self_contained": False}, "Deze woning is niet zelfstandig."),
    ],
)
def test_what_is_not_known_of_a_home_is_said_with_what_to_do(
    block: Complex, officer: StaffMember, code: str, home: dict[str, Any], said: str
) -> None:
    page = shown(officer, case(block, officer, code, **home), label_after="C")
    assert (said in page, "Reken de punten uit" in page) == (True, False)


def test_job_that_leads_out_of_the_table_says_so(block: Complex, officer: StaffMember) -> None:
    assert "Buiten de tabel" in shown(officer, case(block, officer, catalogue.ATTIC, points=50), label_after="G")


def test_painting_changes_no_points(block: Complex, officer: StaffMember) -> None:
    made = factories.application(factories.offer(block, officer), factories.tenant(block), status="surveyed")
    assert "Punten en hoogste huur" not in shown(officer, made, label_after="C")


def test_asking_stores_nothing(block: Complex, officer: StaffMember) -> None:
    application = case(block, officer, catalogue.ATTIC)
    before = Dwelling.objects.values().get(pk=application.lease.dwelling_id)
    shown(officer, application, label_after="A")
    assert Dwelling.objects.values().get(pk=application.lease.dwelling_id) == before


def test_advice_is_shown_when_the_policy_wants_it_with_the_note_to_have_it_checked(
    block: Complex, officer: StaffMember
) -> None:
    application = case(block, officer, catalogue.ATTIC)
    assert "Wat vaak past" not in shown(officer, application)
    PolicyVersion.objects.update(advises=True)
    wanted = [
        "Wat vaak past",
        "Bij deze huur gaat een deel van een korting van de huurtoeslag af.",
        "Zonder huurtoeslag is elke vorm evenveel waard.",
        "Wie verhuist voordat een korting voorbij is, krijgt misschien niet alles.",
        "Laat dit toetsen.",
    ]
    page = shown(officer, application)
    assert [word for word in wanted if word not in page] == []
    assert "Bij dit bedrag" not in page


def test_advice_names_no_form_that_the_policy_does_not_have(block: Complex, officer: StaffMember) -> None:
    application = case(block, officer, catalogue.ATTIC)
    PolicyVersion.objects.update(advises=True, forms=["skip"])
    assert "Wat vaak past" not in shown(officer, application)
