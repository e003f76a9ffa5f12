"""From the quote to every signature with a frozen rent, and first with an increase skipped: four forms, one question, one request."""

import io
import re

import pypdf
import pytest

from tests.journeys import beginnings, steps

pytestmark = pytest.mark.journey


def test_the_tenant_takes_a_skipped_increase_then_a_frozen_rent_and_all_sign(visit):
    beginnings.tenant_with_an_offer(visit)
    _officer_quotes_every_form(visit)
    _manager_sees_whom_it_favours(visit)
    _tenant_says_yes_to_rent_allowance(visit)
    _takes(visit, "skip.36", amount="€ 19,99")
    visit.look("overeenkomst-overslaan")
    visit.press("Kies een andere vorm")
    _takes(visit, "freeze.30", amount="€ 61,78")
    visit.look("overeenkomst-bevriezen")
    visit.click(visit.page.get_by_role("link", name=re.compile("teken", re.IGNORECASE)).last)
    visit.look("tekenen-bevriezen")
    steps.sign_as_tenant(visit)
    steps.open_approval(visit, tab="Te tekenen")
    assert "Het verzoek om deze lagere huur deed Jan de Wit op" in visit.text()
    visit.look("tekenen-corporatie-bevriezen")
    visit.click(visit.page.get_by_role("button", name=re.compile("^Teken namens")))
    _document_has_the_request(visit)


def _officer_quotes_every_form(visit):
    steps.ask_and_look(visit)
    visit.page.locator("[name=bought]").fill("2.000")
    visit.press("Leg voor aan de manager")
    assert "De huurder geeft zo evenveel als hij krijgt, of meer." in visit.text()
    visit.look("voorstel-niet-in-voordeel")
    visit.page.locator("[name=bought]").fill("40")
    visit.press("Leg voor aan de manager")
    _open_folds(visit)
    visit.look("zaak-vormen")


def _manager_sees_whom_it_favours(visit):
    steps.open_approval(visit)
    _open_folds(visit)
    assert visit.amounts("#voordeeltoets summary") == ["€ 1.337,00"]
    visit.look("goedkeuren-vormen")
    visit.press("Keur goed")


def _open_folds(visit):
    for words in ("Voordeeltoets", "Elke vorm", "Hoe komen"):
        for fold in visit.page.locator("main summary", has_text=words).all():
            fold.click()


def _tenant_says_yes_to_rent_allowance(visit):
    visit.become("tenant")
    visit.click(visit.page.locator("main a.button").first)
    assert visit.page.url.endswith("/beloning/")
    assert "Wij weten niet of u huurtoeslag krijgt." in visit.text()
    visit.page.locator("[name=toeslag][value=ja]").check()
    visit.press("Reken uit")
    visit.page.wait_for_url(re.compile("toeslag=ja"))
    assert {"€ 1.127,00", "€ 394,45"} <= set(visit.amounts("main .ladder"))
    _open_folds(visit)
    visit.look("beloning-vier-vormen")


def _takes(visit, code, *, amount):
    steps.choose_form(visit, code)
    assert amount in visit.amounts("article.agreement .rooster")
    assert "Gedaan op" in visit.page.locator("article.agreement").inner_text()


def _document_has_the_request(visit):
    visit.mail("Bewaar uw getekende overeenkomst")
    link = re.search(r"http\S+/bestand/\d+/", visit.text())
    assert link
    visit.become("tenant")
    answer = visit.page.request.get(link[0])
    pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Het verzoek om tijdelijke huurkorting deed Jan de Wit op" in words
    assert "de huur van Zonnestraat" in words
