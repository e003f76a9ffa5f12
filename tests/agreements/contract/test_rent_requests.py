"""The tenant's own written request for a lower rent: who makes it, when, and that nobody signs for us without one."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.formats import date_format

from agreements.contract import documents
from agreements.contract.models import RentRequest
from agreements.contract.rules import sha256
from agreements.contract.services import choosing, rent_requests, signing
from agreements.contract.services.refusals import ContractCode
from corporations.money.forms import REWARD_FORMS
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from tests import factories
from tests.agreements.contract.test_documents import read
from tests.agreements.signed import again, offered
from tests.refusing import refused
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def maria():
    return User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)


def made(forms=REWARD_FORMS, **fields):
    return offered(corporation=factories.corporation(forms=list(REWARD_FORMS)), forms=forms, **fields)


def choose(agreement, form, months=None, *, by=None):
    now = again(agreement)
    user = by or now.application.tenant.user
    choosing.choose_form(now, form=form, months=months, by=user, text_sha256=now.text_sha256)
    return again(agreement)


def all_sign(agreement):
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    return again(agreement)


def we_sign(agreement):
    signing.sign_for_corporation(agreement, by=agreement.approvals.get().approver, text_sha256=agreement.text_sha256)


@pytest.mark.parametrize(
    ("form", "months", "asks"),
    [
        ("discount", 36, "om een tijdelijke korting op de huur van"),
        ("skip", 36, "om één huurverhoging van"),
        ("freeze", 30, "om de huur van"),
    ],
)
def test_who_picks_a_lower_rent_asks_for_it_in_writing(form, months, asks):
    agreement = choose(made(), form, months)
    asked = RentRequest.objects.get()
    assert (asked.version, asked.form, asked.months, asked.party.name) == (1, form, months, "Jan de Wit")
    assert (asked.text_sha256, asked.made_at.date()) == (sha256(asked.text), clock.now().date())
    assert asks in asked.text
    assert f"bij versie 1 van overeenkomst {agreement.reference}. Gedaan op" in asked.text
    assert asked.text in agreement.text  # the annex that everybody signs


def test_a_one_off_asks_nothing():
    we_sign(all_sign(choose(made(), "one_off")))
    assert not RentRequest.objects.exists()


def test_each_choice_of_another_lower_rent_is_a_request_and_the_last_one_stands(maria):
    agreement = choose(made(co_tenant=maria), "discount", 36)
    choose(agreement, "one_off")
    agreement = choose(agreement, "freeze", 30, by=maria)
    assert [(one.form, one.party.name) for one in RentRequest.objects.all()] == [
        ("discount", "Jan de Wit"),
        ("freeze", "Maria Jansen"),
    ]
    assert [one.form for one in RentRequest.objects.of(agreement)] == ["freeze"]
    assert "door Maria Jansen." in agreement.text


def test_the_same_request_on_the_same_day_stays_one():
    agreement = made()
    for form, months in (("skip", 36), ("one_off", None), ("skip", 36)):
        choose(agreement, form, months)
    assert RentRequest.objects.count() == 1


def test_with_one_form_the_first_signature_makes_the_request(maria):
    agreement = made(["freeze"], co_tenant=maria)
    assert not RentRequest.objects.exists()
    assert "Wie de overeenkomst als eerste tekent, doet daarmee dit verzoek." in agreement.text
    agreement = all_sign(agreement)
    assert [one.party.name for one in RentRequest.objects.of(agreement)] == ["Jan de Wit"]
    we_sign(agreement)


def test_the_corporation_does_not_sign_without_a_request_for_this_form(monkeypatch):
    agreement = without_request(monkeypatch)
    with refused(ContractCode.REQUEST_MISSING):
        we_sign(agreement)


def test_the_corporation_would_sign_without_the_guard(monkeypatch):
    """The twin of the one above."""
    agreement = without_request(monkeypatch)
    monkeypatch.setattr(rent_requests, "check", lambda agreement: None)
    we_sign(agreement)
    assert again(agreement).status == "signed"


def without_request(monkeypatch):
    """Everybody has signed a lower rent that nobody asked for."""
    monkeypatch.setattr(rent_requests, "ask", lambda agreement, *, party: None)
    return all_sign(choose(made(), "discount", 36))


def test_a_request_of_another_version_does_not_count():
    agreement = all_sign(choose(made(), "discount", 36))
    type(agreement).objects.update(version=2)
    now = again(agreement)
    assert not RentRequest.objects.of(now).exists()
    with refused(ContractCode.REQUEST_MISSING):
        rent_requests.check(now)


def test_a_request_that_is_dated_later_does_not_count(monkeypatch):
    agreement = choose(made(), "discount", 36)
    before = clock.now() - timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: before)
    with refused(ContractCode.REQUEST_MISSING):
        rent_requests.check(agreement)


def test_a_request_never_changes():
    choose(made(), "skip", 36)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        RentRequest.objects.update(text="iets anders")


def test_pages_and_document_show_who_asked_and_when(maria):
    agreement = choose(made(co_tenant=maria), "freeze", 30)
    factories.tenant(agreement.application.offer.complex, name="Maria Jansen", user=maria)
    shown = text(visitor(maria).get(f"/voorbeeldstad/mijn/overeenkomst/{agreement.pk}/"))
    assert "door Jan de Wit." in shown
    agreement = all_sign(agreement)
    we_sign(agreement)
    asked, pages = RentRequest.objects.get(), pages_of(agreement)
    assert pages.count("Ik vraag Wonen Voorbeeldstad om de huur van") == 1
    assert "Het verzoek om tijdelijke huurkorting deed Jan de Wit op" in pages
    assert asked.text_sha256 in pages.replace(" ", "")


def test_document_has_the_request_that_a_signature_made_with_its_date():
    agreement = all_sign(made(["skip"]))
    we_sign(agreement)
    pages = pages_of(agreement)
    assert pages.count("Ik vraag Wonen Voorbeeldstad om één huurverhoging van") == 2
    assert f"Gedaan op {date_format(clock.today(), 'j F Y')} door Jan de Wit." in pages


def pages_of(agreement):
    pages = read(documents.pdf_of(again(agreement))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
