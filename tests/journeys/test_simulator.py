"""A visitor: a home like mine, a job, what it brings in; the offer; and an address that is left and thrown away again."""

import re

import pytest

from tests.journeys import beginnings, steps
from tests.journeys.conftest import PHONE, Visit
from tests.journeys.steps import HOME

pytestmark = pytest.mark.journey

EMAIL = "nieuwsgierig@voorbeeld.example"


def test_a_visitor_reckons_a_job_looks_at_the_offer_and_leaves_an_address(visit):
    beginnings.start_again(visit)
    steps.fill_in_offer(visit)
    steps.publish_offer(visit)
    visit.page.context.clear_cookies()
    visit.go(f"{HOME}/")
    visit.look("voorpagina-simulator")
    visit.click(visit.page.get_by_role("link", name=re.compile("Reken het uit")))
    visit.look("simulator-leeg")
    _choose(visit)
    visit.look("simulator-uitkomst")
    _the_wrong_rent_is_said(visit)
    visit.press("Bekijk deze klus")
    _the_offer_has_the_same_ladder(visit)
    _leaves_an_address_and_takes_it_back(visit)


def _choose(visit):
    """The amounts come while choosing, without a button."""
    page = visit.page
    page.locator("[name=huis][value='1968']").check()
    page.locator("[name=klus][value='SCH-BUI']").check()
    page.locator("#uitkomst", has_text="hangt af van uw huur").wait_for()
    page.locator("[name=toeslag][value=ja]").check()
    page.locator("[name=huur]").fill("640")
    page.locator("[name=huur]").blur()
    page.locator("#uitkomst", has_text="394,45").wait_for()
    assert {"€ 1.127,00", "€ 394,45"} <= set(visit.amounts("#uitkomst"))


def _the_wrong_rent_is_said(visit):
    page = visit.page
    page.locator("[name=huur]").fill("640,123")
    page.locator("[name=huur]").blur()
    page.locator("#uitkomst", has_text="ten hoogste twee cijfers").wait_for()
    visit.press("Laat zien wat het oplevert")
    assert visit.page.title().startswith("Fout:")
    visit.look("simulator-fout")
    page.locator("[name=huur]").fill("640")
    visit.press("Laat zien wat het oplevert")
    assert "huur=640" in page.url


def _the_offer_has_the_same_ladder(visit):
    page = visit.page
    assert "€ 394,45" in visit.amounts("#ladder")
    visit.look("klus-nettoladder")
    page.locator("[name=door][value='6009']").check()
    page.locator("[name=toeslag][value=nee]").check()
    page.locator("#ladder:not(:has-text('394,45'))").wait_for()
    assert set(visit.amounts("#ladder")) >= {"€ 1.127,00"}
    visit.press("Reken uit")  # what was chosen a moment ago is chosen still, and stands in the address
    page.wait_for_url(re.compile("door=6009"))
    assert page.locator("#keuze [name=door][value='6009']").is_checked()
    assert "csrf" not in page.url
    visit.go(page.url.removeprefix(visit.base))
    assert page.locator("#keuze [name=door][value='6009']").is_checked()


def _leaves_an_address_and_takes_it_back(visit):
    page = visit.page
    visit.go(f"{HOME}/klussimulator/?huis=1968&klus=SCH-BUI")
    page.locator("main input[type=email]").fill("nieuwsgierig@")
    visit.press("Ik heb interesse")
    visit.look("interesse-fout")
    page.locator("main input[type=email]").fill(EMAIL)
    visit.press("Bewaar mijn e-mailadres")
    visit.look("interesse-bewaard")
    words = visit.mail("e-mailadres bewaard", to=EMAIL)
    link = re.search(r"http\S+\?code=\S+", words)
    assert link
    visit.become("officer")
    visit.go(f"{HOME}/werk/belangstelling/")
    assert EMAIL in visit.text()
    visit.look("belangstelling")
    page.goto(link[0])
    visit.look("interesse-weg")
    visit.press("Gooi mijn e-mailadres weg")
    assert "staat niet meer op onze lijst" in visit.text()
    visit.go(f"{HOME}/werk/belangstelling/")
    assert EMAIL not in visit.text()
    visit.look("belangstelling-leeg")


def test_a_visitor_reckons_without_a_script(stack, browser):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="nl-NL")
    visit = Visit(context.new_page(), stack.site_url)
    beginnings.start_again(visit)
    visit.page.context.clear_cookies()
    visit.go(f"{HOME}/klussimulator/")
    visit.page.locator("[name=huis]").first.check()
    visit.page.locator("[name=klus]").first.check()
    visit.page.locator("[name=toeslag][value=nee]").check()
    visit.press("Laat zien wat het oplevert")
    assert "#uitkomst" in visit.page.url
    assert re.search("ongeveer €|Deze klussen zijn er wel", visit.text())
    context.close()
