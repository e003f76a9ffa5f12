"""One real case in a browser at phone width, from a published offer to the reward, with the real worker."""

import io
import re
from datetime import date

import pypdf
import pytest

from klushuur.demo import case
from tests.journeys import beginnings, steps
from tests.journeys.steps import HOME

pytestmark = pytest.mark.journey


def test_the_case_from_offer_to_reward(visit):
    beginnings.start_again(visit)
    _officer_publishes(visit)
    _tenant_signs_up(visit)
    _tenant_applies(visit)
    _officer_and_inspector_prepare(visit)
    _manager_approves(visit)
    _reminder_comes_after_three_days(visit)
    _officer_sees_who_signs(visit)
    _both_sign(visit)
    _document_is_there(visit)
    _tenant_works(visit)
    _work_is_mended_and_accepted(visit)
    _finance_pays(visit)


def _officer_publishes(visit):
    visit.go("/")
    visit.look("deur")
    steps.fill_in_offer(visit)
    visit.page.locator("#sum", has_text="1.127,00").wait_for()  # before anything was saved
    assert {"€ 1.610,00", "€ 1.127,00", "− € 240,00"} <= set(visit.amounts("#sum"))
    visit.look("aanbod-maken")
    visit.press("Bewaar dit aanbod")
    visit.look("aanbod-controle")
    visit.press("Publiceer dit aanbod")
    assert "gepubliceerd" in visit.text()
    visit.look("aanbod-werk")


def _tenant_signs_up(visit):
    steps.type_letter_code(visit)
    visit.look("aanmelden-adres")
    steps.sign_up(visit)
    assert visit.page.url.endswith(f"{HOME}/mijn/")
    visit.look("mijn-leeg")


def _tenant_applies(visit):
    steps.begin_application(visit, door="6009")
    assert visit.page.url.endswith("/wanneer/")
    visit.look("wanneer")
    steps.answer_when(visit)
    visit.go(f"{HOME}/mijn/")  # leaves half-way and comes back
    visit.click(visit.page.locator("main a.button").first)
    assert visit.page.url.endswith("/wie/")
    visit.look("wie")
    steps.answer_who(visit)
    visit.look("ervaring")
    steps.answer_experience(visit)
    visit.look("tijd")
    steps.answer_times(visit)
    steps.answer_remarks(visit)
    assert re.search(r"Dennengroen\s+RAL 6009", visit.text())
    visit.look("controleren")
    visit.press("Verstuur mijn aanvraag")
    assert re.search(r"KH-\d{4}-\d{6}", visit.text())
    visit.look("ontvangen")


def _officer_and_inspector_prepare(visit):
    visit.become("officer")
    visit.look("werkvoorraad")
    steps.open_case(visit)
    visit.press("Neem in behandeling")
    _they_ask_each_other(visit)
    steps.open_survey(visit)
    visit.look("opname")
    steps.fill_in_survey(visit)
    visit.look("opname-klaar")
    steps.open_quote(visit)
    visit.look("voorstel")
    visit.press("Leg voor aan de manager")
    visit.look("zaak")


def _they_ask_each_other(visit):
    """A question of the tenant with its answer, then one of the officer, for which the case waits."""
    visit.become("tenant")
    visit.click(visit.page.get_by_role("link", name=re.compile("^Bekijk alles")).first)
    steps.write(visit, case.ASKED, button="Verstuur uw bericht")
    visit.look("vraag-huurder")
    visit.become("officer")
    visit.click(visit.page.get_by_role("link", name=re.compile("Vraag van huurder")).first)
    visit.look("vraag-werkvoorraad")
    visit.click(visit.page.locator("main tbody a").first)
    visit.look("vraag-zaak")
    steps.write(visit, case.REPLIED, button="Stuur dit naar de huurder")
    visit.page.locator("summary", has_text="Vraag informatie").click()
    steps.write(visit, case.WANTED, button="Vraag dit en wacht", name="info-text")
    visit.look("vraag-wacht")
    visit.become("tenant")
    visit.look("mijn-vraag")
    visit.click(visit.page.locator("main a.button").first)
    visit.look("antwoord-huurder")
    steps.write(visit, case.GIVEN, button="Verstuur uw bericht")
    assert "in behandeling" in visit.text()
    for words in (case.ASKED, case.REPLIED, case.WANTED, case.GIVEN):
        assert words in visit.text()


def _manager_approves(visit):
    steps.open_approval(visit)
    visit.look("goedkeuren")
    visit.press("Keur goed")


def _reminder_comes_after_three_days(visit):
    visit.go("/demo/postvak/")
    visit.click(visit.page.locator("main button[name=days][value='3']"))
    visit.mail("Vergeet niet te tekenen")


def _officer_sees_who_signs(visit):
    """And could make a new version, but does not."""
    steps.open_case(visit)
    visit.look("zaak-tekenen")
    visit.press("Maak een nieuwe versie")
    visit.look("nieuwe-versie")


def _both_sign(visit):
    visit.become("tenant")
    visit.look("mijn-tekenen")
    visit.click(visit.page.locator("main a.button").first)
    assert visit.page.url.endswith("/beloning/")
    assert {"€ 1.127,00", "€ 31,31", "€ 31,15"} <= set(visit.amounts("main"))
    visit.look("beloning")
    steps.choose_form(visit, "one_off")
    assert "1.127,00" in visit.text()
    visit.look("overeenkomst")
    visit.press("Ik wil dit toch niet")
    visit.look("afzien")
    visit.press("Nee, ga terug")
    visit.click(visit.page.get_by_role("link", name=re.compile("teken", re.IGNORECASE)).last)
    steps.sign_as_tenant(visit)
    assert visit.page.url.endswith("/getekend/")
    visit.look("getekend")
    steps.open_approval(visit, tab="Te tekenen")
    visit.look("tekenen-corporatie")
    visit.click(visit.page.get_by_role("button", name=re.compile("^Teken namens")))


def _document_is_there(visit):
    visit.mail("Bewaar uw getekende overeenkomst")
    link = re.search(r"http\S+/bestand/\d+/", visit.text())
    assert link
    visit.become("tenant")
    visit.look("mijn-getekend")
    answer = visit.page.request.get(link[0])
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
    assert len(pages) == 3
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for expected in ("In het kort", "Jan de Wit", "1.127,00", "Dennengroen", "RAL 6009", "Ingrid Postma"):
        assert expected in words


def _tenant_works(visit):
    today = date.today()
    steps.move_clock(visit, days=(case.days(today)["works_from"] - today).days)
    steps.press_next(visit)
    visit.look("beginnen")
    visit.press("Ja, ik begin")
    visit.look("bezig")
    visit.press("Ik moet even stoppen")
    visit.page.locator("[name=ground][value=weather]").check()
    visit.look("stoppen")
    visit.press("Ja, ik stop even")
    steps.press_next(visit)
    visit.press("Ja, ik ga verder")
    steps.open_case(visit)
    visit.look("zaak-bezig")
    steps.press_next(visit)
    visit.page.locator("main textarea").fill(case.READY)
    visit.look("klaar")
    visit.press("Ja, het is klaar")


def _work_is_mended_and_accepted(visit):
    steps.inspect(visit, result="repair", note=case.TO_MEND)
    visit.mail("Herstel nog iets aan uw klus")
    assert case.TO_MEND in visit.text()
    steps.press_next(visit)
    visit.look("hersteld")
    visit.press("Ja, het is hersteld")
    steps.inspect(visit, result="passed")
    visit.mail("Uw werk is goedgekeurd")


def _finance_pays(visit):
    visit.become("finance")
    assert "€ 1.127,00" in visit.amounts("main")
    visit.look("beloningen")
    visit.click(visit.page.locator("main td a").first)
    visit.look("betaald")
    visit.press("Leg de betaling vast")
    visit.mail("Uw beloning voor de klus")
    visit.become("tenant")
    assert "Wij betaalden" in visit.text().replace("\u00a0", " ")
    visit.look("afgerond")


def test_a_forbidden_colour_cannot_be_posted(visit):
    """The page offers five colours; a sixth, put in by hand, is refused in words."""
    visit.go(f"{HOME}/aanbod/")
    visit.click(visit.page.get_by_role("link", name="Schilder uw voordeur").first)
    assert visit.page.locator("[name=door]").count() == 5
    assert visit.page.locator("[name=door][value='2004']").count() == 0


def test_the_colours_show_and_can_be_chosen_without_a_script(stack, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{stack.site_url}{HOME}/aanbod/")
    with page.expect_navigation():
        page.get_by_role("link", name="Schilder uw voordeur").first.click()
    page.locator("[name=door][value='3005']").check()
    page.wait_for_timeout(800)  # the colour flows
    door = page.locator(".house .door").first
    assert door.evaluate("e => getComputedStyle(e).fill") == "rgb(94, 32, 40)"  # #5e2028
    page.locator("[name=door][value='3005']").press("ArrowUp")
    assert not page.locator("[name=door][value='3005']").is_checked()  # the keyboard moves the choice
    context.close()
