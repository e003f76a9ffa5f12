"""The officer's pages about letters: what there is to write, how far it is, what to do next, which code was used."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from corporations.models import LeaseParty
from klushuur.ground.accounts.models import User, UserKind
from tenants import documents
from tenants.models import Invitation, LetterBatch
from tenants.services import letters, signing_up
from tests import factories
from tests.visiting import queries, text, visitor

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7 letters"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path, monkeypatch):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    monkeypatch.setattr(documents, "letters_pdf", lambda batch, portions: PAPER + str(list(portions)).encode()[:0])


@pytest.fixture
def block():
    made = factories.block(factories.corporation())
    factories.lease(made, name="Anna")
    return made


@pytest.fixture
def officer(block):
    return factories.staff(block.corporation, "officer", name="Fatima Yilmaz")


@pytest.fixture
def page(officer):
    return visitor(officer)


def at(name, *args):
    return reverse(name, args=["voorbeeldstad", *args])


def ordered(page, block):
    page.post(at("letters_order", block.pk))
    return LetterBatch.objects.latest("pk")


def ready(page, block):
    batch = ordered(page, block)
    letters.write_letters(batch.pk)
    return LetterBatch.objects.get(pk=batch.pk)


def test_list_says_how_many_have_no_account_and_orders_by_a_button(page, block):
    shown = page.get(at("letters"))
    assert [
        (row.complex.name, row.complex.without_account, row.complex.open_codes) for row in shown.context["rows"]
    ] == [("Zonnewijk 1968", 1, 0)]
    response = page.post(at("letters_order", block.pk))
    batch = LetterBatch.objects.get()
    assert (response.url, batch.officer.name, batch.total) == (at("letter_batch", batch.pk), "Fatima Yilmaz", 1)
    assert "Kijk hoe ver het is" in text(page.get(at("letters")))


def test_list_without_a_complex_or_with_everybody_signed_up_says_so(page, block):
    LeaseParty.objects.update(user=User.objects.create_user("anna@tenant.example", kind=UserKind.TENANT))
    shown = text(page.get(at("letters")))
    assert ("Iedereen heeft een account" in shown, at("letters_order", block.pk) in shown) == (True, False)
    assert "iedereen heeft al een account" in text(page.post(at("letters_order", block.pk), follow=True))
    elders = factories.corporation("elders", "Wonen Elders")
    response = visitor(factories.staff(elders, "officer")).get(reverse("letters", args=["elders"]))
    assert "Nog geen complex" in text(response)


def test_a_second_order_while_letters_are_made_is_refused_in_words(page, block):
    ordered(page, block)
    assert "Er worden al brieven voor dit complex gemaakt" in text(
        page.post(at("letters_order", block.pk), follow=True)
    )
    assert LetterBatch.objects.count() == 1


def test_the_bar_asks_again_while_the_letters_are_made_and_stops_when_they_are_ready(page, block):
    batch = ordered(page, block)
    LetterBatch.objects.update(total=40, done=20)
    shown = page.get(at("letter_batch", batch.pk)).content.decode()
    assert "20 van 40 brieven" in shown
    assert re.search(r'<progress class="bar" value="20" max="40"', shown)
    assert ('data-hx-trigger="every 1s"' in shown, "Kijk opnieuw" in shown) == (True, True)
    letters.write_letters(batch.pk)
    shown = page.get(at("letter_batch", batch.pk)).content.decode()
    assert ("data-hx-trigger" in shown, "Klaar om te printen" in shown, at("letter_file", batch.pk) in shown) == (
        False,
        True,
        True,
    )


def test_letters_that_take_too_long_can_be_made_again(page, block):
    batch = ordered(page, block)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61), tick=False):
        page = visitor(batch.officer)
        shown = page.get(at("letter_batch", batch.pk)).content.decode()
        assert ("Dit duurt te lang" in shown, "data-hx-trigger" in shown) == (True, False)
        again = ordered(page, block)
    assert again.pk != batch.pk
    assert "Er zijn geen brieven gemaakt" in text(visitor(batch.officer).get(at("letter_batch", batch.pk)))


def test_the_file_is_handed_out_as_it_was_made_and_harmless(page, block):
    batch = ready(page, block)
    response = page.get(at("letter_file", batch.pk))
    assert (response.content, response["Content-Type"]) == (PAPER, "application/pdf")
    assert response["Content-Disposition"] == f'attachment; filename="brieven-zonnewijk-1968-{batch.pk}.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]


def test_posted_letters_have_no_file_any_more_and_the_page_says_so(page, block):
    batch = ready(page, block)
    assert "De brieven zijn op de post" in text(page.post(at("letter_batch_posted", batch.pk), follow=True))
    assert page.get(at("letter_file", batch.pk)).status_code == 404
    assert "geen bestand meer" in text(page.post(at("letter_batch_posted", batch.pk), follow=True))


def test_a_file_that_went_after_a_week_says_so(page, block):
    batch = ready(page, block)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8), tick=False):
        letters.remove_old()
        assert "Het bestand is weggegooid" in text(visitor(batch.officer).get(at("letter_batch", batch.pk)))


def test_each_code_has_its_state_and_what_can_be_done(page, block, officer):
    batch = ready(page, block)
    invitation = batch.invitations.get()
    show = lambda: text(page.get(at("letter_batch", batch.pk)))  # noqa: E731
    assert ("open tot en met" in show(), "Trek in" in show(), "Nieuwe brief" in show()) == (True, True, True)
    assert "De code werkt niet meer." in text(page.post(at("invitation_revoke", invitation.pk), follow=True))
    assert ("ingetrokken" in show(), "Trek in:" in show(), "Nieuwe brief" in show()) == (True, False, True)
    assert "werkte al niet meer" in text(page.post(at("invitation_revoke", invitation.pk), follow=True))
    response = page.post(at("letter_again", invitation.pk))
    again = LetterBatch.objects.latest("pk")
    assert (response.url, again.party.name) == (at("letter_batch", again.pk), "Anna")
    letters.write_letters(again.pk)
    assert ("vervangen door een nieuwe brief" in show(), "Nieuwe brief" in show()) == (True, False)
    anna = User.objects.create_user("anna@tenant.example", kind=UserKind.TENANT)
    signing_up.redeem(again.invitations.get().pk, by=anna)
    shown = text(page.get(at("letter_batch", again.pk)))
    assert ("gebruikt op" in shown, "Trek in" in shown, "Nieuwe brief" in shown) == (True, False, False)


def test_a_code_that_is_too_old_says_since_when(page, block):
    batch = ready(page, block)
    Invitation.objects.update(expires_on=datetime.now(UTC).date() - timedelta(days=1))
    assert "verlopen op" in text(page.get(at("letter_batch", batch.pk)))


def test_after_twenty_letters_for_one_home_a_day_the_rest_waits(page, block):
    invitation = ready(page, block).invitations.get()
    for _ in range(20):
        page.post(at("letter_again", invitation.pk))
    before = LetterBatch.objects.count()
    assert "20 losse brieven" in text(page.post(at("letter_again", invitation.pk), follow=True))
    assert LetterBatch.objects.count() == before
    LetterBatch.objects.filter(party__isnull=False).delete()
    assert page.post(at("letters_order", block.pk)).url != at("letters")  # a batch for the complex is not counted


def test_pages_take_the_same_queries_with_1_and_30_rows(page, block):
    few_rows, _ = queries(page, at("letters"))
    batch = ready(page, block)
    few_codes, _ = queries(page, at("letter_batch", batch.pk))
    for number in range(29):
        other = factories.block(block.corporation, name=f"Complex {number}")
        factories.lease(other)
        ordered(page, other)
        factories.lease(block, name=f"Huurder {number}")
    many_rows, response = queries(page, at("letters"))
    assert len(response.context["rows"]) == 30
    batch = ready(page, block)
    many_codes, response = queries(page, at("letter_batch", batch.pk))
    assert len(response.context["rows"]) == 30
    assert many_codes == few_codes
    assert many_rows <= few_rows + 1  # none had a batch at first


def test_a_long_list_of_codes_has_pages(page, block):
    for number in range(50):
        factories.lease(block, name=f"Huurder {number}")
    batch = ready(page, block)
    assert len(page.get(at("letter_batch", batch.pk)).context["rows"]) == 50
    second = page.get(at("letter_batch", batch.pk), {"pagina": "2"})
    assert (len(second.context["rows"]), page.get(at("letter_batch", batch.pk), {"pagina": "x"}).status_code) == (
        1,
        200,
    )


@pytest.mark.parametrize("name", ["letter_batch", "letter_file"])
def test_letters_of_another_corporation_are_not_there(page, block, name):
    batch = ready(page, block)
    elders = factories.corporation("elders", "Wonen Elders")
    foreign = visitor(factories.staff(elders, "officer"))
    assert foreign.get(reverse(name, args=["elders", batch.pk])).status_code == 404
    assert foreign.post(reverse("letters_order", args=["elders", block.pk])).status_code == 404


def test_pages_are_in_english_too(page, block):
    batch = ready(page, block)
    page.cookies["taal"] = "en"
    for address in (at("letters"), at("letter_batch", batch.pk)):
        assert "Letters" in unescape(page.get(address).content.decode())


def test_only_officers_see_the_menu_and_the_pages(block):
    manager = visitor(factories.staff(block.corporation, "manager"))
    assert manager.get(at("letters")).status_code == 403
    assert at("letters") not in manager.get(at("work_offers")).content.decode()
    assert Client().get(at("letters")).status_code == 302
