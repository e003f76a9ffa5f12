"""What staff see and set of money: the business case, the points, the advice and the policy, looked at on a desk and on a phone."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from corporations.models import Dwelling, PolicyVersion
from klushuur import scope
from klushuur.demo import catalogue
from tests import factories
from tests.journeys.test_every_page import _visit

pytestmark = [
    pytest.mark.journey,
    pytest.mark.xdist_group("every page"),
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
