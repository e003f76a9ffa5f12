"""An officer makes offers of an attic and a kitchen from their types; a tenant of each complex chooses by picture."""

import re

import pytest

from tests.journeys import beginnings, steps
from tests.journeys.steps import HOME

pytestmark = pytest.mark.journey

ATTIC, KITCHEN = "Isoleer uw zolder dit jaar", "Zet uw eigen keuken neer"


def test_an_attic_and_a_kitchen_from_a_type_of_job_to_a_choice(visit):
    beginnings.start_again(visit)
    _officer_offers_an_attic(visit)
    _officer_offers_a_kitchen(visit)
    _tenant_chooses_insulation(visit)
    _tenant_chooses_a_kitchen(visit)


def _officer_offers_an_attic(visit):
    visit.become("officer")
    visit.go(f"{HOME}/werk/aanbod/nieuw/")
    visit.look("soort-klus")
    steps.start_offer(visit, job="Zolder isoleren", complex="Oude Dorp 1938")
    visit.page.locator("main [name=title]").fill(ATTIC)
    visit.page.locator("#sum", has_text="896,00").wait_for()
    visit.look("aanbod-zolder-maken")
    visit.show("aanbod-meerprijs", visit.page.locator("fieldset.card", has=visit.page.locator(".catalogue")))
    steps.publish_offer(visit)
    assert "gepubliceerd" in visit.text()


def _officer_offers_a_kitchen(visit):
    steps.start_offer(visit, job="Keuken plaatsen", complex="Parkflat 1985")
    visit.page.locator("main [name=title]").fill(KITCHEN)
    visit.page.locator("[name=difference_front_oak]").fill("190")
    _card(visit, "handle", "handleless").uncheck()
    visit.page.locator("#sum", has_text="1.697,50").wait_for()
    visit.look("aanbod-keuken-maken")
    visit.show("aanbod-geld", visit.page.locator("fieldset.card", has=visit.page.locator("#sum")))
    steps.publish_offer(visit)
    visit.look("aanbod-keuken-werk")


def _tenant_chooses_insulation(visit):
    steps.sign_in(visit, "huurder8@voorbeeldstad.example")
    visit.click(visit.page.get_by_role("link", name=ATTIC).first)
    _choose(visit, insulation="wood-fibre")
    visit.page.locator("#budget", has_text="140,00").wait_for()
    assert "756,00" in visit.page.locator("#budget").inner_text()
    visit.look("zolder-kiezen")
    _answer_everything(visit)
    visit.look("zolder-controleren")
    assert re.search(r"Houtvezel\s+180 mm, stevig, prikt niet", visit.text())


def _tenant_chooses_a_kitchen(visit):
    steps.sign_in(visit, "huurder4@voorbeeldstad.example")
    visit.look("klussen-keuken")
    visit.click(visit.page.get_by_role("link", name=KITCHEN).first)
    assert not visit.page.locator("[name=handle][value=handleless]").count()
    _choose(visit, front="oak", worktop="composite", handle="knob")
    visit.page.locator("#budget", has_text="275,00").wait_for()  # 190 + 320 + 15 against a budget of 250
    assert "1.422,50" in visit.page.locator("#budget").inner_text()
    visit.look("keuken-kiezen")
    _answer_everything(visit)
    visit.look("keuken-controleren")
    visit.press("Verstuur mijn aanvraag")
    visit.press("Volg uw aanvraag")
    assert all(name in visit.text() for name in ("Eiken", "Composiet", "Knop"))


def _choose(visit, **choices):
    for part, code in choices.items():
        _card(visit, part, code).check()


def _card(visit, part, code):
    """The drawing with its words, that covers its own box or button."""
    return visit.page.locator("label", has=visit.page.locator(f"[name={part}][value={code}]"))


def _answer_everything(visit):
    visit.press("Ik wil deze klus doen")
    steps.answer_when(visit)
    steps.answer_who(visit)
    visit.page.locator("[name^=skill-][value=some]").check()
    visit.click(visit.page.locator("main form .button").first)
    steps.answer_times(visit)
    steps.answer_remarks(visit)
