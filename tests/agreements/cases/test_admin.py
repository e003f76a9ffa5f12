from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from agreements.cases.admin import PAGE
from agreements.contract.models import Agreement, AgreementStatus, Approval
from agreements.contract.services import quoting, signing
from corporations.models import Mandate, StaffMember
from jobs.applications.models import ApplicationChoice
from tests import factories
from tests.agreements.signed import again, offered, signed
from tests.visiting import Visitor, queries, text, visitor

AMOUNTS = factories.amounts()
QUEUE = "admin:agreements_agreement_changelist"


def waiting(offer: Any, name: str = "Jan de Wit") -> Any:
    application = factories.application(offer, factories.tenant(offer.complex, name=name), status="surveyed")
    return again(quoting.quote(application, by=offer.officer, forms=["one_off"], amounts=AMOUNTS))


@pytest.fixture
def agreement(db: None) -> Any:
    made = factories.corporation()
    return waiting(factories.offer(factories.block(made), factories.staff(made, "officer"), capacity=80))


@pytest.fixture
def manager(agreement: Agreement) -> StaffMember:
    return factories.staff(agreement.corporation, "manager", mandate="5000.00")


@pytest.fixture
def page(manager: StaffMember) -> Client:
    return visitor(manager)


def case(agreement: Agreement) -> str:
    return reverse("admin:agreements_agreement_change", args=[agreement.pk])


def press(page: Client, name: str, agreement: Agreement, **data: str) -> str:
    return text(page.post(reverse(f"admin:agreements_{name}", args=[agreement.pk]), data, follow=True))


def test_queue_shows_what_waits_with_amount_and_who_made_it(page: Client, agreement: Agreement) -> None:
    shown = text(page.get(reverse(QUEUE)))
    for words in (
        "Jan de Wit",
        agreement.reference,
        "€ 1.127,00",
        agreement.quote.drafted_by.name,
        "Uw mandaat: tot en met € 5.000,00",
    ):
        assert words in shown


def test_queue_lists_to_approve_to_sign_and_all(page: Client, agreement: Agreement) -> None:
    to_sign = offered(corporation=agreement.corporation)
    for party in signing.parties_to_sign(to_sign):
        signing.sign_as_tenant(to_sign, party=party, name=party.name, text_sha256=to_sign.text_sha256)
    not_yet = offered(corporation=agreement.corporation)
    found = {
        name: set(page.get(reverse(QUEUE), {"lijst": name}).context["rows"]) for name in ("", "tekenen", "alles", "x")
    }
    assert found == {"": {agreement}, "tekenen": {to_sign}, "alles": {agreement, to_sign, not_yet}, "x": {agreement}}
    assert [number for _key, _label, number in page.get(reverse(QUEUE)).context["tabs"]] == [1, 1, 3]


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Niets te beoordelen"), ("tekenen", "Niets te tekenen"), ("alles", "Nog geen overeenkomsten")],
)
def test_queue_without_a_row_says_so(db: None, name: str, words: str) -> None:
    manager = factories.staff(factories.corporation(), "manager")
    assert words in text(visitor(manager).get(reverse(QUEUE), {"lijst": name}))


def test_queue_of_more_than_a_page_turns_and_takes_the_same_queries(page: Client, agreement: Agreement) -> None:
    few = {name: queries(page, f"{reverse(QUEUE)}?lijst={name}")[0] for name in ("", "alles")}
    oldest = [agreement, *(waiting(agreement.application.offer) for _ in range(PAGE + 9))]
    for name, rows in (("", oldest), ("alles", oldest[::-1])):
        shown = []
        for number in ("1", "2"):
            many, response = queries(page, f"{reverse(QUEUE)}?lijst={name}&pagina={number}")
            shown.append(list(response.context["rows"]))
            assert (many, f"Bladzijde {number} van 2" in text(response)) == (few[name], True)
        assert shown == [rows[:PAGE], rows[PAGE:]]
        assert f'href="?lijst={name}&amp;pagina=1"' in response.content.decode()


def test_case_shows_everything_to_decide_on(page: Client, agreement: Agreement) -> None:
    shown = text(page.get(case(agreement)))
    words = [
        "€ 1.127,00", "€ 1.610,00", "10 %", "€ 5.000,00", "Jan de Wit", agreement.application.lease.dwelling.address,
        "Dennengroen", "RAL 6009", "Wit", "RAL 9010", "verf en kwasten", "niets stuk", "4,5 meter hoog", "staat 3 van 6",
        agreement.quote.drafted_by.name, "Keur goed", "Vraag terug", "Wijs af", "− € 240,00",
    ]  # fmt: skip
    assert [word for word in words if word not in shown] == []


def test_approve_by_button_offers_the_agreement(page: Client, agreement: Agreement) -> None:
    assert "Goedgekeurd." in press(page, "approve", agreement, terms_sha256=agreement.terms_sha256)
    assert (again(agreement).status, Approval.objects.count()) == (AgreementStatus.OFFERED, 1)
    assert "iemand was u voor" in press(page, "approve", agreement, terms_sha256=agreement.terms_sha256)
    assert Approval.objects.count() == 1


@pytest.mark.parametrize("terms", ["", "0" * 64, "onzin"])
def test_approve_by_button_of_other_terms_is_refused(page: Client, agreement: Agreement, terms: str) -> None:
    assert "De voorwaarden zijn veranderd" in press(page, "approve", agreement, terms_sha256=terms)
    assert again(agreement).status == AgreementStatus.APPROVAL


def test_approve_by_button_after_a_colour_changed_is_refused(page: Client, agreement: Agreement) -> None:
    ApplicationChoice.objects.filter(part="door").update(code="9005", name="Gitzwart")
    assert "De voorwaarden zijn veranderd" in press(page, "approve", agreement, terms_sha256=agreement.terms_sha256)
    assert again(agreement).status == AgreementStatus.APPROVAL


def drafted(agreement: Agreement, manager: StaffMember) -> StaffMember:
    StaffMember.objects.filter(pk=agreement.quote.drafted_by_id).update(roles_held=["officer", "manager"])
    Mandate.objects.update(holder=agreement.quote.drafted_by)
    return agreement.quote.drafted_by


def surveyed(agreement: Agreement, manager: StaffMember) -> StaffMember:
    inspector = agreement.application.survey.inspector
    StaffMember.objects.filter(pk=inspector.pk).update(roles_held=["inspector", "manager"])
    Mandate.objects.update(holder=inspector)
    return inspector


def lives_in(agreement: Agreement, manager: StaffMember) -> StaffMember:
    StaffMember.objects.filter(pk=manager.pk).update(home=agreement.application.lease.dwelling)
    return manager


def mandate(agreement: Agreement, manager: StaffMember) -> StaffMember:
    Mandate.objects.update(up_to=Decimal("1126.99"))
    return manager


@pytest.mark.parametrize(("who", "words"), [
    (drafted, "U hebt dit voorstel zelf gemaakt."), (surveyed, "U hebt zelf de opname gedaan."),
    (lives_in, "U woont zelf in dit huis."), (mandate, "Het bedrag is hoger dan uw mandaat."),
])  # fmt: skip
def test_case_of_one_who_may_not_approve_tells_why_and_has_no_button(
    agreement: Agreement, manager: StaffMember, who: Any, words: str
) -> None:
    page = visitor(who(agreement, manager).user)
    shown = text(page.get(case(agreement)))
    assert (words in shown, "Keur goed" in shown, "Vraag terug" in shown, "Wijs af" in shown) == (
        True,
        False,
        True,
        True,
    )
    assert "Er is nu niemand die dit mag goedkeuren." in shown
    assert words in press(page, "approve", agreement, terms_sha256=agreement.terms_sha256)
    assert (again(agreement).status, Approval.objects.count()) == (AgreementStatus.APPROVAL, 0)


def test_case_of_one_who_may_not_approve_names_who_may(agreement: Agreement, manager: StaffMember) -> None:
    factories.staff(agreement.corporation, "manager", name="Te Laag", mandate="1126.99")
    page = visitor(lives_in(agreement, manager))
    assert "Er is nu niemand die dit mag goedkeuren." in text(page.get(case(agreement)))
    factories.staff(agreement.corporation, "manager", name="Karin de Boer", mandate="1127.00")
    assert "Wie het wel mag: Karin de Boer." in text(page.get(case(agreement)))


def test_ask_back_by_button_needs_a_question(page: Client, agreement: Agreement) -> None:
    assert "Schrijf uw vraag op." in press(page, "ask_back", agreement, question=" ")
    assert "ten hoogste 500 tekens" in press(page, "ask_back", agreement, question="x" * 501)
    assert again(agreement).status == AgreementStatus.APPROVAL
    assert "Uw vraag ligt bij de woonconsulent." in press(page, "ask_back", agreement, question="Waarom?")
    assert (again(agreement).status, again(agreement).question) == (AgreementStatus.DRAFTED, "Waarom?")
    assert "iemand was u voor" in press(page, "ask_back", agreement, question="En?")


def test_refuse_by_button_needs_a_ground_from_the_list(page: Client, agreement: Agreement) -> None:
    assert "Kies waarom u dit afwijst." in press(page, "refuse", agreement)
    assert "Kies een reden uit de lijst." in press(page, "refuse", agreement, ground="zin")
    assert again(agreement).status == AgreementStatus.APPROVAL
    assert "Afgewezen." in press(page, "refuse", agreement, ground="risk")
    assert (again(agreement).status, again(agreement).ground) == (AgreementStatus.DECLINED, "risk")


@pytest.fixture
def to_sign(db: None) -> Any:
    agreement = offered()
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    return again(agreement)


def test_sign_by_button_closes_the_agreement(to_sign: Agreement) -> None:
    page = visitor(to_sign.approvals.get().approver)
    shown = text(page.get(case(to_sign)))
    assert ("Teken namens Wonen Voorbeeldstad" in shown, "Lees de hele overeenkomst" in shown) == (True, True)
    assert "Getekend." in press(page, "sign", to_sign, text_sha256=to_sign.text_sha256)
    assert (again(to_sign).status, to_sign.signatures.filter(member__isnull=False).count()) == (
        AgreementStatus.SIGNED,
        1,
    )
    assert "iemand was u voor" in press(page, "sign", to_sign, text_sha256=to_sign.text_sha256)
    assert to_sign.signatures.filter(member__isnull=False).count() == 1


def test_sign_by_button_of_another_text_is_refused(to_sign: Agreement) -> None:
    page = visitor(to_sign.approvals.get().approver)
    assert "De voorwaarden zijn veranderd" in press(page, "sign", to_sign, text_sha256="0" * 64)
    assert again(to_sign).status == AgreementStatus.OFFERED


def test_sign_by_button_before_the_tenant_is_refused(db: None) -> None:
    agreement = offered()
    page = visitor(agreement.approvals.get().approver)
    assert "Teken namens" not in text(page.get(case(agreement)))
    assert "Nog niet iedereen heeft getekend." in press(page, "sign", agreement, text_sha256=agreement.text_sha256)
    assert again(agreement).status == AgreementStatus.OFFERED


def test_sign_by_button_without_the_mandate_is_refused(to_sign: Agreement) -> None:
    page = visitor(factories.staff(to_sign.corporation, "manager", mandate="100.00"))
    assert "U mag hiervoor niet tekenen" in press(page, "sign", to_sign, text_sha256=to_sign.text_sha256)
    assert again(to_sign).status == AgreementStatus.OFFERED


DECISIONS = ("approve", "ask_back", "refuse", "sign")


@pytest.mark.parametrize("name", DECISIONS)
def test_decision_by_get_changes_nothing(page: Client, agreement: Agreement, name: str) -> None:
    assert page.get(reverse(f"admin:agreements_{name}", args=[agreement.pk])).status_code == 405
    assert again(agreement).status == AgreementStatus.APPROVAL


@pytest.mark.parametrize("name", DECISIONS)
def test_decision_without_a_token_changes_nothing(manager: StaffMember, agreement: Agreement, name: str) -> None:
    page = Visitor(enforce_csrf_checks=True)
    page.cookies = visitor(manager).cookies
    data = {"terms_sha256": agreement.terms_sha256, "question": "x", "ground": "risk"}
    assert page.post(reverse(f"admin:agreements_{name}", args=[agreement.pk]), data).status_code == 403
    assert again(agreement).status == AgreementStatus.APPROVAL


@pytest.mark.parametrize("name", DECISIONS)
def test_decision_of_another_corporation_is_not_there(manager: StaffMember, agreement: Agreement, name: str) -> None:
    from klushuur.ground.scope import scope

    elsewhere = factories.corporation("elders", "Wonen Elders")
    stranger = visitor(factories.staff(elsewhere, "manager", mandate="9000.00"))
    data = {"terms_sha256": agreement.terms_sha256, "question": "x", "ground": "risk"}
    assert stranger.post(reverse(f"admin:agreements_{name}", args=[agreement.pk]), data).status_code == 404
    assert stranger.get(case(agreement)).status_code == 404
    scope.enter(agreement.corporation_id)
    assert again(agreement).status == AgreementStatus.APPROVAL


@pytest.mark.parametrize("role", ["officer", "inspector", "finance"])
def test_decision_by_one_who_is_no_manager_is_refused(agreement: Agreement, role: str) -> None:
    page = visitor(factories.staff(agreement.corporation, role, mandate="9000.00"))
    for name in DECISIONS:
        assert page.post(reverse(f"admin:agreements_{name}", args=[agreement.pk])).status_code == 403
    assert [page.get(address).status_code for address in (reverse(QUEUE), case(agreement))] == [403, 403]


@pytest.mark.parametrize("method", ["get", "post"])
def test_stock_doors_of_the_admin_are_shut(page: Client, agreement: Agreement, method: str) -> None:
    answers = {
        name: getattr(page, method)(reverse(f"admin:agreements_agreement_{name}", args=args), {"post": "yes", "status": "signed"}).status_code
        for name, args in (("add", []), ("delete", [agreement.pk]), ("history", [agreement.pk]))
    }  # fmt: skip
    assert answers == dict.fromkeys(("add", "delete", "history"), 403)
    assert Agreement.objects.get() == agreement


def test_stock_writing_through_list_and_case_is_refused(page: Client, agreement: Agreement) -> None:
    deleting = {"action": "delete_selected", "_selected_action": str(agreement.pk), "post": "yes"}
    assert page.post(reverse(QUEUE), deleting).status_code == 403
    assert page.post(case(agreement), {"status": "signed"}).status_code == 403
    assert again(agreement).status == AgreementStatus.APPROVAL


def test_stock_log_with_names_stays_empty(page: Client, agreement: Agreement) -> None:
    press(page, "ask_back", agreement, question="Waarom?")
    assert LogEntry.objects.count() == 0


def test_case_that_all_have_signed_shows_who_approved(db: None) -> None:
    agreement = signed()
    shown = text(visitor(agreement.approvals.get().approver).get(case(agreement)))
    assert ("Goedgekeurd door Karin de Boer" in shown, "Keur goed" in shown, "Teken namens" in shown) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    "address",
    [
        "/admin/agreements/agreement/abc/change/",
        "/admin/agreements/agreement/999999/change/",
        "/admin/agreements/agreement/²/change/",
    ],
)
def test_case_that_is_not_there_is_not_found(page: Client, address: str) -> None:
    assert page.get(address).status_code == 404
