"""Two tenants of one home, each in a browser: another form undoes a signature, a new version says what is different."""

import io
import re
from datetime import date, timedelta

import pypdf
import pytest

from klushuur.demo import case
from klushuur.demo.data import CO_TENANT, NAMES, TOGETHER
from klushuur.demo.people import SLUG
from tests.journeys import beginnings, steps
from tests.journeys.conftest import window
from tests.journeys.steps import HOME

pytestmark = pytest.mark.journey

FIRST = NAMES[SLUG][TOGETHER]
CHANGED = "Uw medehuurder koos een andere vorm"


@pytest.fixture
def first(stack, browser):
    with window(stack, browser) as made:
        yield made


@pytest.fixture
def second(stack, browser):
    with window(stack, browser) as made:
        yield made


def test_two_tenants_sign_again_after_another_form_and_after_a_new_version(visit, first, second):
    beginnings.start_again(visit)
    _there_is_a_proposal(visit, first)
    _first_takes_36_months_and_signs(first)
    _second_takes_24_months(second)
    _first_signs_again(first)
    _officer_moves_the_days(visit)
    _manager_reads_what_is_different(visit)
    _both_read_it_and_sign(first, second)
    _manager_signs(visit)
    _document_has_both_names_the_schedule_and_the_request(first)


def _there_is_a_proposal(visit, first):
    steps.fill_in_offer(visit)
    steps.publish_offer(visit)
    steps.sign_in(first, f"huurder{TOGETHER}@{SLUG}.example")
    steps.begin_application(first, door="6009")
    steps.answer_when(first)
    steps.answer_who(first)
    steps.answer_experience(first)
    steps.answer_times(first)
    steps.answer_remarks(first)
    first.press("Verstuur mijn aanvraag")
    steps.open_case(visit, tenant=FIRST)
    visit.press("Neem in behandeling")
    steps.open_survey(visit)
    steps.fill_in_survey(visit)
    steps.open_quote(visit, tenant=FIRST)
    visit.press("Leg voor aan de manager")
    _open_as_manager(visit)
    visit.press("Keur goed")


def _open_as_manager(visit, *, tab=""):
    visit.become("manager")
    if tab:
        visit.click(visit.page.get_by_role("link", name=re.compile(tab)).first)
    visit.click(visit.page.locator("main a", has_text=re.compile(f"KH-|{FIRST}")).first)


def _go_to_reward(tenant):
    """From the home page to the question how the reward comes."""
    tenant.go(f"{HOME}/mijn/")
    tenant.click(tenant.page.locator("main a.button").first)


def _sign(tenant, *, name):
    tenant.press("Ik wil tekenen")
    steps.sign_as_tenant(tenant, name=name)
    assert tenant.page.url.endswith("/getekend/")


def _first_takes_36_months_and_signs(first):
    _go_to_reward(first)
    assert {"€ 31,31", "€ 31,15"} <= set(first.amounts("main"))
    assert "Alle huurders van de woning tekenen onder dezelfde vorm." in first.text()
    steps.choose_form(first, "discount.36")
    assert {"€ 31,31", "€ 31,15"} <= set(first.amounts("article.agreement .rooster"))
    first.look("overeenkomst-korting")
    _sign(first, name=FIRST)
    assert f"{CO_TENANT} tekent" in first.text()
    first.look("getekend-met-twee")


def _second_takes_24_months(second):
    steps.sign_in(second, f"medehuurder{TOGETHER}@{SLUG}.example")
    _go_to_reward(second)
    second.press("Kies een andere vorm")
    assert f"{FIRST} heeft al getekend. Kiest u een andere vorm? Dan tekent iedereen opnieuw." in second.text()
    second.look("beloning-medehuurder")
    steps.choose_form(second, "discount.24")
    assert "24 maanden" in second.text()


def _first_signs_again(first):
    told = first.mail(CHANGED, to=f"huurder{TOGETHER}@")
    link = re.search(r"http\S+/overeenkomst/\d+/\S*", told)
    assert link
    first.page.goto(link[0])
    assert "24 maanden" in first.text()
    _sign(first, name=FIRST)


def _days():
    """The other days of the second version."""
    begins = case.days(date.today())["works_from"] + timedelta(weeks=4)
    return {"works_from": begins, "works_until": begins + timedelta(weeks=6)}


def _officer_moves_the_days(visit):
    steps.open_case(visit, tenant=FIRST)
    visit.press("Maak een nieuwe versie")
    visit.page.locator("[name=reason][value=dates]").check()
    for name, day in _days().items():
        visit.page.locator(f"main [name={name}]").fill(day.isoformat())
    visit.press("Leg de nieuwe versie voor aan de manager")
    assert "De nieuwe versie ligt bij de manager." in visit.text()


def _manager_reads_what_is_different(visit):
    _open_as_manager(visit)
    _check_difference(visit)
    visit.look("verschil-manager")
    visit.press("Keur goed")


def _check_difference(visit):
    """The days that came are of May, and those that went are not."""
    part = visit.page.locator(".difference")
    assert "Wat is er anders dan in versie 1?" in part.inner_text()
    went, came = " ".join(part.locator("del").all_inner_texts()), " ".join(part.locator("ins").all_inner_texts())
    first = f" mei {_days()['works_from'].year}"
    assert first in came
    assert first not in went


def _both_read_it_and_sign(first, second):
    first.mail("Wij maken een nieuwe versie", to=f"huurder{TOGETHER}@")
    _go_to_reward(first)
    steps.choose_form(first, "discount.36")
    _check_difference(first)
    first.look("verschil")
    _sign(first, name=FIRST)
    _go_to_reward(second)
    _check_difference(second)
    _sign(second, name=CO_TENANT)


def _manager_signs(visit):
    _open_as_manager(visit, tab="Te tekenen")
    visit.click(visit.page.get_by_role("button", name=re.compile("^Teken namens")))


def _document_has_both_names_the_schedule_and_the_request(first):
    link = re.search(r"http\S+/bestand/\d+/", first.mail("Bewaar uw getekende overeenkomst", to=f"huurder{TOGETHER}@"))
    assert link
    answer = first.page.request.get(link[0])
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
    assert len(pages) == 5  # summary, clauses, and an annex with schedule, request, rent line and moving out
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for expected in (
        FIRST,
        CO_TENANT,
        "Maand 1 tot en met 35",
        "31,31",
        "31,15",
        "Uw verzoek om tijdelijke huurkorting",
    ):
        assert expected in words
