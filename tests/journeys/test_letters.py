"""Letters by the real worker: an officer orders them, prints them and posts them; a tenant comes in by the QR code of one."""

import io
import re

import pypdf
import pytest

from tests.journeys import beginnings
from tests.journeys.steps import HOME

pytestmark = pytest.mark.journey


@pytest.fixture
def fresh(visit):
    """The demo as it was loaded, before and after."""
    beginnings.start_again(visit)
    yield visit
    beginnings.start_again(visit)


def test_letters_are_ordered_printed_and_posted_and_a_tenant_comes_in_by_one(fresh, stack):
    _officer_orders(fresh, stack)
    code = _officer_prints(fresh)
    _officer_posts(fresh)
    _tenant_scans(fresh, code)
    _officer_sees_it_used(fresh)


def _officer_orders(visit, stack):
    visit.become("officer")
    visit.go(f"{HOME}/werk/brieven/")
    visit.look("brieven")
    stack.processes.stop("worker")  # long enough to look at the bar
    visit.click(visit.page.locator("main tr", has_text="Oude Dorp").get_by_role("button"))
    assert "0 van 3 brieven" in visit.text()
    visit.look("brieven-bezig")
    stack.processes.restart("worker")
    visit.page.get_by_role("heading", name="Klaar om te printen").wait_for(timeout=120_000)  # by htmx, without a click
    visit.look("brieven-klaar")


def _officer_prints(visit):
    address = visit.page.get_by_role("link", name="Download de brieven (PDF)").get_attribute("href")
    answer = visit.page.request.get(visit.base + address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
    words = [page.extract_text() for page in pages]
    assert [re.search(r"Kerkpad \d+", page)[0] for page in words] == ["Kerkpad 14", "Kerkpad 16", "Kerkpad 18"]
    assert all("088 000 00 01" in page for page in words)
    found = re.search(r"\b\w{4}-\w{4}-\w{4}\b", words[0])
    assert found
    return found[0]


def _officer_posts(visit):
    visit.press("De brieven zijn op de post")
    assert "Het bestand is weg" in visit.text()
    visit.look("brieven-op-de-post")


def _tenant_scans(visit, code):
    visit.page.context.clear_cookies()  # another person's phone
    visit.go(f"{HOME}/aanmelden/?code={code}")
    assert visit.page.url == f"{visit.base}{HOME}/aanmelden/"
    assert visit.page.locator("main input[type=text]").input_value() == code
    visit.look("aanmelden-brief")
    visit.click(visit.page.locator("main form .button").first)
    visit.page.locator("main input[type=email]").fill("bewoner@voorbeeldstad.example")
    visit.click(visit.page.locator("main form .button").first)
    where = visit.page.url
    mailed = visit.mailed_code("toegangscode", to="bewoner@voorbeeldstad.example")
    visit.page.goto(where)
    visit.page.locator("main input[name=code]").fill(mailed)
    visit.click(visit.page.locator("main form .button").first)
    assert "Kerkpad 14" in visit.text()
    visit.click(visit.page.locator("main form .button").first)
    assert visit.page.url.endswith(f"{HOME}/mijn/")


def _officer_sees_it_used(visit):
    visit.become("officer")
    visit.go(f"{HOME}/werk/brieven/")
    visit.click(visit.page.locator("main tr", has_text="Oude Dorp").get_by_role("link").first)
    assert "gebruikt op" in visit.page.locator("main tr", has_text="Kerkpad 14").inner_text()
    visit.click(visit.page.locator("main tr", has_text="Kerkpad 16").get_by_role("button", name=re.compile("^Trek in")))
    assert "ingetrokken" in visit.page.locator("main tr", has_text="Kerkpad 16").inner_text()
    visit.look("brieven-codes")


def test_without_a_script_the_page_of_letters_has_a_link_to_look_again(stack, browser):
    from tests.journeys.conftest import PHONE, Visit

    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="nl-NL")
    visit = Visit(context.new_page(), stack.site_url)
    beginnings.start_again(visit)
    visit.become("officer")
    visit.go(f"{HOME}/werk/brieven/")
    visit.click(visit.page.locator("main tr", has_text="Oude Dorp").get_by_role("button"))
    for _ in range(60):
        if visit.page.get_by_role("heading", name="Klaar om te printen").count():
            break
        visit.click(visit.page.get_by_role("link", name="Kijk opnieuw"))
        visit.page.wait_for_timeout(500)
    assert "Klaar om te printen" in visit.text()
    beginnings.start_again(visit)
    context.close()
