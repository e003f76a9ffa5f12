"""What staff see and set of money: the business case, the points, the advice and the policy, looked at on a desk and on a phone."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from corporations.models import Dwelling, PolicyVersion
from klushuur import scope
from klushuur.demo import catalogue
from tests import factories
from tests.agreements.signed import handed_in
from tests.journeys.test_every_page import _visit

pytestmark = [
    pytest.mark.journey,
    pytest.mark.filterwarnings("ignore:No directory at"),
]
FORMS = ["one_off", "discount", "skip", "freeze"]


@pytest.fixture
def made(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A corporation with all forms, that shows its staff what often fits."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    corporation = factories.corporation()
    PolicyVersion.objects.update(forms=FORMS, advises=True, offer_cost=Decimal("1500.00"))
    return corporation


def _open(visit: Any, summary: str) -> None:
    visit.page.locator("summary", has_text=summary).first.click()


def test_officer_reads_what_a_case_costs_and_what_it_does_to_the_points(
    made: Any, live_server: Any, browser: Any
) -> None:
    base = live_server.url.replace("127.0.0.1", "localhost")
    block, officer = factories.block(made), factories.staff(made, "officer", name="Fatima Yilmaz")
    factories.staff(made, "manager", name="Karin de Boer", mandate="5000.00")
    attic = factories.offer_of(catalogue.ATTIC, block, officer)
    case = factories.application(attic, factories.tenant(block), status="surveyed", chosen={"insulation": "glass-wool"})
    Dwelling.objects.update(points=130, label="E")
    scope.enter(None)
    visit = _visit(browser, base, officer.user)
    visit.go(reverse("work_offer", args=["voorbeeldstad", attic.pk]))
    visit.look("aanbod-geld-terug")
    visit.show("aanbod-kosten", visit.page.locator(".business"))
    visit.go(reverse("work_case", args=["voorbeeldstad", case.pk]))
    for summary in ("Per vorm van de beloning", "En bevriezen zonder einde?"):
        _open(visit, summary)
    visit.page.get_by_label("Energielabel na de klus").select_option("C")
    visit.press("Reken de punten uit")
    assert visit.amounts("#punten") == ["€ 843,62", "€ 1.022,07", "€ 178,45", "€ 640,00", "€ 1.022,07"]
    for summary in ("Per vorm van de beloning", "En bevriezen zonder einde?"):
        _open(visit, summary)
    visit.look("zaak-kosten")
    assert visit.problems == []


def test_manager_makes_the_next_policy_and_takes_it_back(made: Any, live_server: Any, browser: Any) -> None:
    base = live_server.url.replace("127.0.0.1", "localhost")
    manager = factories.staff(made, "manager", name="Karin de Boer", mandate="5000.00")
    agreement = handed_in(corporation=made, forms=FORMS)
    scope.enter(None)
    visit = _visit(browser, base, manager.user)
    visit.go(reverse("admin:agreements_agreement_change", args=[agreement.pk]))
    visit.look("goedkeuren-kosten")
    visit.go(reverse("admin:corporations_policyversion_changelist"))
    visit.look("beleid")
    visit.press("Maak een nieuw beleid")
    visit.page.get_by_label("Deel voor de huurder").fill("120")
    visit.page.get_by_label("Korting over (maanden)").fill("0, 12, 24")
    visit.press("Bekijk wat er verandert")
    assert "Een korting duurt 1 tot en met 36 maanden. Haal weg: 0." in visit.text()
    visit.look("beleid-fout")
    visit.page.get_by_label("Geldt vanaf").fill((date.today() + timedelta(days=40)).isoformat())
    visit.page.get_by_label("Deel voor de huurder").fill("65")
    visit.page.get_by_label("Korting over (maanden)").fill("12, 24")
    visit.page.get_by_label("Grootboekrekening").first.fill("4300")
    visit.look("beleid-maken")
    visit.press("Bekijk wat er verandert")
    visit.look("beleid-verschil")
    visit.press("Pas het nog aan")
    assert visit.page.get_by_label("Deel voor de huurder").input_value() == "65"
    visit.press("Bekijk wat er verandert")
    visit.press("Leg dit beleid vast")
    assert "Beleid 2 is vastgelegd." in visit.text()
    visit.look("beleid-nieuw")
    visit.press("Trek beleid 2 in")
    assert "Beleid 2 is ingetrokken." in visit.text()
    assert visit.problems == []
