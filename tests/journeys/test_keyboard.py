"""The tenant's way with the keyboard only: Tab, Space, Enter and the arrows; what has the focus can be seen."""

import pytest

from tests.journeys import beginnings, steps
from tests.journeys.steps import HOME

pytestmark = pytest.mark.journey

FOCUSED = "document.activeElement"
# The ring is drawn on the control, or on the card or the colour that surrounds it: something must look otherwise than without focus.
HAS_RING = """() => {
  const e = document.activeElement;
  if (e === document.body) return false;
  const seen = [e, e.closest('.choice'), e.closest('.swatch'), e.closest('.card')].filter(Boolean);
  const look = () => seen.map(one => [one, '::after'].map((part, i) => {
    const style = getComputedStyle(one, i ? part : null); return style.boxShadow + style.outline; }).join()).join();
  const focused = look();
  e.blur(); const plain = look(); e.focus();
  return focused !== plain;
}"""


@pytest.fixture
def keyed(visit):
    """The tenant's window, with an offer; the demo begins again afterwards."""
    beginnings.tenant_with_an_offer(visit)
    yield visit
    beginnings.start_again(visit)


def test_the_tenant_applies_with_the_keyboard(keyed):
    _skips_to_the_content(keyed)
    _chooses_a_colour(keyed)
    _answers_the_questions(keyed)
    assert "Uw aanvraag is binnen" in keyed.text()


def _skips_to_the_content(visit):
    visit.go(f"{HOME}/aanbod/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate(f"{FOCUSED}.textContent") == "Naar de inhoud"
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate(f"{FOCUSED}.id") == "main"
    _tab_to(visit, f"a:has-text('{steps.OFFER['title']}')")
    _enter(visit)


def _chooses_a_colour(visit):
    page = visit.page
    _tab_to(visit, "[name=door]")
    page.keyboard.press("Space")
    first = page.locator("[name=door]:checked").get_attribute("value")
    page.keyboard.press("ArrowDown")
    second = page.locator("[name=door]:checked").get_attribute("value")
    assert first != second
    assert page.evaluate(HAS_RING)
    page.keyboard.press("ArrowUp")
    assert page.locator("[name=door]:checked").get_attribute("value") == first
    _presses(visit, "Ik wil deze klus doen")


def _answers_the_questions(visit):
    page = visit.page
    _presses(visit, "Volgende")  # too soon: the summary has the focus, its link leads to the question
    page.locator(".mistakes:focus").wait_for()  # a browser gives the focus with the first picture, after "load"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.type") == "radio"
    for _when_and_who in range(2):
        _tab_to(visit, "main input[type=radio]")
        page.keyboard.press("Space")
        _presses(visit, "Volgende")
    for group in ("main [name=skill-SCHILDEREN]", "main [name=skill-LADDER]"):
        _tab_to(visit, group)
        page.keyboard.press("Space")
    _presses(visit, "Volgende")
    _tab_to(visit, "main input[type=checkbox]")
    page.keyboard.press("Space")
    _presses(visit, "Volgende")
    _tab_to(visit, "main textarea")
    page.keyboard.type("Bel even van tevoren.")
    _presses(visit, "Volgende")
    _presses(visit, "Verstuur mijn aanvraag")


def _presses(visit, words):
    """Tab to a button and press it by Enter, waiting for the page that follows."""
    _tab_to(visit, f"main :is(button, input[type=submit]):is(:text-is('{words}'), [value='{words}'])")
    _enter(visit)


def _enter(visit):
    with visit.page.expect_navigation(wait_until="load"):
        visit.page.keyboard.press("Enter")


def _tab_to(visit, selector):
    """Press Tab until one of these has the focus; every stop on the way shows that it has it."""
    page = visit.page
    wanted = page.locator(selector)
    for _ in range(40):
        if any(one.evaluate(f"e => e === {FOCUSED}") for one in wanted.all()):
            return
        page.keyboard.press("Tab")
        assert page.evaluate(HAS_RING), page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 200)")
    raise AssertionError(f"no Tab stop {selector}")
