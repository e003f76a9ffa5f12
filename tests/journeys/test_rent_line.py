"""What a reward does to the rent and what moving out means: seen before the choice, in the agreement, and by the officer."""

import pytest

from tests.journeys import beginnings, steps

pytestmark = pytest.mark.journey


def test_tenant_and_officer_look_ahead(visit):
    _as_far_as_the_choice(visit)
    _tenant_compares_the_rent(visit)
    _tenant_asks_about_moving_out(visit)
    _tenant_reads_it_in_the_agreement(visit)
    _officer_sees_every_option(visit)
    beginnings.start_again(visit)


def _as_far_as_the_choice(visit):
    beginnings.tenant_with_an_offer(visit)
    steps.ask_and_look(visit)
    visit.press("Leg voor aan de manager")
    visit.look("huurlijn-zaak")
    steps.open_approval(visit)
    visit.press("Keur goed")


def _tenant_compares_the_rent(visit):
    steps.press_next(visit)
    page = visit.page
    drawings = page.locator("svg.rent-line")
    assert drawings.count() >= 3
    assert [drawing.is_visible() for drawing in drawings.all()].count(True) == 1  # the others are folded
    visit.look("huurlijn-kiezen")
    folds = page.locator("details.fold:has(svg.rent-line) > summary")
    folds.last.click()
    assert drawings.last.is_visible()
    visit.look("huurlijn-open")


def _tenant_asks_about_moving_out(visit):
    page = visit.page
    visit.click(page.locator("details[open] a", has_text="Als ik verhuis").first)
    assert "Na maand 6 " in visit.text()
    page.locator("[name=maand]").fill("9")
    page.locator("[name=maand]").press("Tab")
    page.locator("main h2", has_text="Na maand 9").wait_for()  # without a page load
    page.locator("[name=maand]").fill("61")
    page.locator("[name=maand]").press("Tab")
    page.locator(".wrong", has_text="Typ een heel getal van 0 tot en met 60.").wait_for()
    page.locator("[name=maand]").fill("18")
    visit.press("Reken uit")
    assert "Na maand 18" in visit.text()
    visit.look("verhuizen")
    page.goto(page.url.replace("18", "61"))
    assert page.title().startswith("Fout:")
    assert page.locator("[name=maand]").input_value() == "61"
    visit.look("verhuizen-fout")


def _tenant_reads_it_in_the_agreement(visit):
    visit.become("tenant")
    steps.press_next(visit)
    steps.choose_form(visit, "discount.36")
    assert visit.page.locator("article.agreement svg.rent-line").count() == 1
    visit.look("huurlijn-overeenkomst")
    visit.click(visit.page.get_by_role("link", name="Als ik verhuis"))
    assert visit.page.locator("[name=vorm]").input_value() == "discount.36"


def _officer_sees_every_option(visit):
    steps.open_case(visit)
    visit.page.locator("#huur summary").first.click()
    assert "Overdracht: volgende huurder" in visit.text()
    visit.look("huurlijn-zaak-gekozen")
