"""The tenant's way without JavaScript: an old phone, a strict browser, a script that did not arrive."""

import re

import pytest

from tests.journeys import beginnings, steps
from tests.journeys.conftest import PHONE, Visit
from tests.journeys.steps import HOME

pytestmark = pytest.mark.journey


@pytest.fixture
def plain_visit(stack, browser):
    """A phone that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="nl-NL")
    made = Visit(context.new_page(), stack.site_url)
    yield made
    beginnings.start_again(made)
    context.close()


def test_the_tenant_applies_without_a_script(plain_visit):
    beginnings.tenant_with_an_offer(plain_visit)
    steps.begin_application(plain_visit, door="6009")
    assert plain_visit.page.url.endswith("/wanneer/")
    _is_told_what_is_missing(plain_visit)
    steps.answer_when(plain_visit)
    plain_visit.go(f"{HOME}/mijn/")  # leaves half-way and comes back
    plain_visit.click(plain_visit.page.locator("main a.button").first)
    steps.answer_who(plain_visit)
    steps.answer_experience(plain_visit)
    steps.answer_times(plain_visit)
    steps.answer_remarks(plain_visit)
    assert re.search(r"Dennengroen\s+RAL 6009", plain_visit.text())
    plain_visit.press("Verstuur mijn aanvraag")
    assert re.search(r"KH-\d{4}-\d{6}", plain_visit.text())


def _is_told_what_is_missing(visit):
    visit.click(visit.page.locator("main form .button").first)
    assert visit.page.title().startswith("Fout:")
    visit.page.locator(".mistakes a").first.click()
    assert visit.page.locator("main input[type=radio]").first.evaluate("e => location.hash === '#' + e.id")
    visit.page.goto(visit.page.url.partition("#")[0])


def test_the_officer_reckons_without_a_script(plain_visit):
    """The button answers with the same sum that the script shows while typing, and keeps what was typed."""
    beginnings.start_again(plain_visit)
    steps.fill_in_offer(plain_visit)
    plain_visit.press("Reken uit")
    assert {"€ 1.610,00", "€ 1.127,00"} <= set(plain_visit.amounts("main"))
    plain_visit.press("Bewaar dit aanbod")
    assert "bewaard" in plain_visit.text()
