from decimal import Decimal

import pytest
from django.urls import reverse

from corporations.models import Mandate, StaffMember
from tests import factories
from tests.visiting import text, visitor

LISTS = ("staffmember", "mandate", "policyversion")


@pytest.fixture
def manager(db: None) -> StaffMember:
    return factories.staff(factories.corporation(), "manager", "officer", name="Karin de Boer", mandate="5000.00")


def address(model: str, page: str = "changelist", *args: int) -> str:
    return reverse(f"admin:corporations_{model}_{page}", args=args)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("staffmember", ["Karin de Boer", "manager, woonconsulent"]),
        ("mandate", ["Karin de Boer", "€ 5.000,00", "1 januari 2020", "geen einde"]),
        ("policyversion", ["70 %", "10 %", "€ 300,00", "28 dagen", "14 dagen", "12, 24, 36"]),
    ],
)
def test_list_shows_a_manager_what_holds(manager: StaffMember, model: str, words: list[str]) -> None:
    shown = text(visitor(manager).get(address(model)))
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("model", LISTS)
def test_list_opens_nothing_and_writes_nothing(manager: StaffMember, model: str) -> None:
    page, pk = visitor(manager), Mandate.objects.get().pk
    answers = {page.post(address(model)).status_code, page.get(address(model, "add")).status_code}
    for name in ("change", "delete", "history"):
        answers |= {page.get(address(model, name, pk)).status_code, page.post(address(model, name, pk)).status_code}
    assert answers == {403}
    assert Mandate.objects.get().up_to == Decimal("5000.00")


@pytest.mark.parametrize("model", LISTS)
def test_list_is_for_managers(manager: StaffMember, model: str) -> None:
    officer = factories.staff(manager.corporation, "officer")
    assert visitor(officer).get(address(model)).status_code == 403


def test_list_shows_nobody_of_another_corporation(manager: StaffMember) -> None:
    elsewhere = factories.staff(factories.corporation("elders", "Wonen Elders"), "manager", name="Piet Vreemd")
    shown = text(visitor(elsewhere).get(address("staffmember")))
    assert ("Piet Vreemd" in shown, "Karin de Boer" in shown) == (True, False)


def test_index_leads_to_the_queue_and_the_lists(manager: StaffMember) -> None:
    shown = text(visitor(manager).get(reverse("admin:index")))
    wanted = [reverse("admin:agreements_agreement_changelist"), *(address(model) for model in LISTS)]
    assert [link for link in wanted if link not in shown] == []
