"""Which forms an officer may allow, what staff see of a quote, and what the document keeps of it."""

import json

import pytest
from django.urls import reverse

from agreements.contract import documents
from agreements.contract.services import choosing, signing
from corporations.models import Dwelling, PolicyVersion
from corporations.money.forms import REWARD_FORMS
from tests import factories
from tests.agreements.contract.test_documents import read
from tests.agreements.signed import again, offered
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db
TYPED = {"avoided": "2.400,00", "materials": "250", "handling": "300"}


@pytest.fixture
def case():
    corporation = factories.corporation(forms=list(REWARD_FORMS))
    block = factories.block(corporation)
    officer = factories.staff(corporation, "officer")
    return factories.application(factories.offer(block, officer), factories.tenant(block), status="surveyed")


def page(case):
    return visitor(case.offer.officer), reverse("work_quote", args=["voorbeeldstad", case.pk])


def choices(response):
    form = response.context["form"]
    return [value for value, _label in form.fields["forms_allowed"].choices], form.fields["forms_allowed"].initial


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        ({}, ["one_off", "discount", "skip", "freeze"]),
        ({"forms": ["one_off", "freeze"]}, ["one_off", "freeze"]),
        ({"discount_months": []}, ["one_off", "skip", "freeze"]),
    ],
)
def test_officer_picks_among_the_forms_of_the_policy_and_all_are_ticked_at_first(case, policy, found):
    PolicyVersion.objects.update(**policy)
    officer, address = page(case)
    assert choices(officer.get(address)) == (found, found)
    shown = text(officer.post(address, TYPED | {"forms_allowed": ["one_off", "none_such"]}))
    assert "Kies een vorm uit de lijst." in shown


def test_home_that_is_not_self_contained_is_offered_a_one_off_and_the_reason(case):
    Dwelling.objects.update(is_self_contained=False)
    officer, address = page(case)
    response = officer.get(address)
    assert choices(response)[0] == ["one_off"]
    assert "Deze woning is niet zelfstandig. Een lagere huur mag dan niet: alleen één keer geld." in text(response)
    shown = text(officer.post(address, TYPED | {"forms_allowed": ["discount"]}))
    assert "Kies een vorm uit de lijst." in shown


def test_form_that_this_reward_can_not_be_had_in_is_refused_at_the_field(case):
    officer, address = page(case)
    response = officer.post(address, TYPED | {"avoided": "620", "forms_allowed": ["skip"]})  # a reward of 5.60
    assert list(response.context["form"].errors) == ["forms_allowed"]
    assert "In deze vorm kan deze beloning bij deze huur niet. Sta ook één keer geld toe." in text(response)


def test_officer_and_manager_see_every_form_row_by_row_and_whom_it_favours(case):
    officer, address = page(case)
    officer.post(address, TYPED | {"bought": "40", "forms_allowed": list(REWARD_FORMS)})
    agreement = case.agreements.get()
    manager = visitor(factories.staff(case.corporation, "manager", mandate="5000.00"))
    pages = [
        officer.get(reverse("work_case", args=["voorbeeldstad", case.pk])),
        manager.get(reverse("admin:agreements_agreement_change", args=[agreement.pk])),
    ]
    told = [
        "De huur bevriezen, 30 maanden",
        "36 × stap",
        "€ 719,64",
        "Voordeeltoets: de huurder krijgt € 1.337,00 meer dan hij geeft",
        "Laat dit toetsen.",
        "T = B + M − S − K",
    ]
    assert [[words for words in told if words not in text(shown)] for shown in pages] == [[], []]


@pytest.mark.parametrize("shows_rows", [True, False])
def test_document_keeps_the_calculation_the_test_and_the_request(shows_rows):
    corporation = factories.corporation(forms=list(REWARD_FORMS), shows_rows=shows_rows)
    agreement = offered(corporation=corporation, forms=REWARD_FORMS)
    user = agreement.application.tenant.user
    choosing.choose_form(agreement, form="freeze", months=30, by=user, text_sha256="")
    agreement = again(agreement)
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    by = agreement.approvals.get().approver
    signing.sign_for_corporation(agreement, by=by, text_sha256=agreement.text_sha256)
    data = json.loads(read(documents.pdf_of(again(agreement))).attachments["agreement.json"][0])
    assert (data["form"], data["months"], data["paid_once"], data["rent"]) == ("freeze", 30, "29.48", "640.00")
    assert data["start"] == {"on": "2028-07-01", "rent": "666.24", "increase_rates": ["0.0300"] * 3}
    assert (data["benefit"]["gains"], data["benefit"]["gives"]) == ("1377.00", "0.00")
    assert data["quote_sha256"] == agreement.quote.sha256
    assert ("rows" in data["reward"]) is shows_rows
    (request,) = data["requests"]
    assert (request["name"], request["text"] in agreement.text) == ("Jan de Wit", True)
