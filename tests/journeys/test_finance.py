"""Finance's day: a lower rent is recorded, the increase is decided, and every list and file follows, on a desk and on a phone."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from agreements.services import rewarding
from corporations.models import LeaseParty, PolicyPosting, PolicyVersion
from klushuur import clock, scope
from tests import factories
from tests.agreements.signed import again, put, signed
from tests.journeys.test_every_page import _visit

pytestmark = [
    pytest.mark.journey,
    pytest.mark.filterwarnings("ignore:No directory at"),
]
SLUG = "voorbeeldstad"
NAMES = ("Jan de Wit", "Aïsha El Amrani", "Piet Hein van der Meulen", "Sofie Jansen", "Mo Yilmaz")


@pytest.fixture
def made(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A corporation with an accepted agreement in each form, and one that was paid."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    corporation = factories.corporation()
    finance = factories.staff(corporation, "finance", name="Els Smit")
    policy = PolicyVersion.objects.get()
    booked = {"ledger_account": "4310", "cost_centre": "K7", "vat_code": "VRI"}
    for kind in ("discount", "skip", "one_off"):
        PolicyPosting.objects.create(corporation=corporation, policy=policy, kind=kind, **booked)
    rows = [signed(name, corporation=corporation) for name in NAMES]
    LeaseParty.objects.filter(name=NAMES[0]).update(born_on=date(1970, 5, 4))
    forms = [("one_off", None), ("discount", 12), ("skip", 36), ("freeze", 27), ("one_off", None)]
    for row, (form, months) in zip(rows, forms, strict=True):
        put(row, "accepted", form=form, months=months)
    rewarding.record_payment(again(rows[0]), paid_on=clock.today(), by=finance)
    rewarding.record_lower_rent(again(rows[1]), by=finance)
    rewarding.record_lower_rent(again(rows[3]), by=finance)
    scope.enter(None)
    return finance


def _download(visit: Any) -> str:
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("link", name="Download als CSV").click()
    return str(waiting.value.path().read_text("utf-8-sig"))


def test_finance_records_decides_and_takes_the_files(made: Any, live_server: Any, browser: Any) -> None:
    visit = _visit(browser, live_server.url.replace("127.0.0.1", "localhost"), made.user)
    visit.go(reverse("inbox", args=[SLUG]))
    visit.look("financien-beloningen")
    visit.click(visit.page.get_by_role("link", name=re.compile("Leg de lagere huur vast")).first)
    visit.look("financien-vastleggen")
    visit.press("Leg de lagere huur vast")
    assert "De lagere huur is vastgelegd." in visit.text()
    visit.press("Huurmutaties")
    visit.look("financien-huurmutaties")
    assert ";4310;K7;ja;nee;;agreed" in _download(visit)
    visit.press("Betalingen")
    visit.look("financien-betalingen")
    visit.click(visit.page.get_by_role("link", name=re.compile("Jaarlijst voor de Belastingdienst")))
    visit.look("financien-jaarlijst")
    assert NAMES[0] in _download(visit)
    _look_ahead(visit)
    _decide(visit)
    _correct(visit)
    _end(visit)
    assert visit.problems == []


def _look_ahead(visit: Any) -> None:
    """What is owed: today, on a day to come, and on a day that is none."""
    visit.press("Verplichtingen")
    visit.look("financien-verplichtingen")
    total = visit.amounts(".sums")[-1]
    assert total == "€ 4.508,00"  # four rewards that are still to come
    visit.go(reverse("obligations", args=[SLUG]) + "?op=1999-12-31")
    assert "Kies een dag tussen 2000 en 2100." in visit.text()
    visit.look("financien-verplichtingen-fout")
    visit.page.get_by_label("Op welke dag?").fill(f"{clock.today().year + 1}-12-31")
    visit.press("Reken uit")
    assert visit.amounts(".sums")[-1] < total
    assert "remainder" in _download(visit)


def _decide(visit: Any) -> None:
    """The round of the first increase that is skipped: a comma too few, and then the rate."""
    visit.press("Huurronde")
    visit.look("financien-huurronde")
    visit.page.get_by_label("Huurverhoging in procenten").fill("41")
    visit.press("Stel de huurverhoging vast")
    assert "Bent u de komma vergeten?" in visit.text()
    visit.look("financien-huurronde-fout")
    visit.page.get_by_label("Huurverhoging in procenten").fill("3,5")
    visit.press("Stel de huurverhoging vast")
    assert "De bedragen van 2 huurders worden nagerekend." in visit.text()
    visit.look("financien-huurronde-vastgesteld")


def _correct(visit: Any) -> None:
    """A row of the list, too high an amount, the check, and a correction that lacks something."""
    visit.press("Huurmutaties")
    visit.click(visit.page.get_by_role("link", name=re.compile(NAMES[1])).last)
    visit.look("financien-huurmutatie")
    visit.press("Het bedrag klopt niet")
    visit.look("financien-verbeteren")
    visit.page.get_by_label("Wat is het goede bedrag?").fill("900")
    visit.press("Bekijk wat er verandert")
    assert "Zo geeft u meer dan is afgesproken." in visit.text()
    visit.look("financien-verbeteren-fout")
    visit.page.get_by_label("Wat is het goede bedrag?").fill("90,00")
    visit.press("Bekijk wat er verandert")
    visit.look("financien-verbeteren-controle")
    visit.press("Ja, verbeter dit")
    assert "Verbeterd. De huurders krijgen bericht." in visit.text()
    visit.look("financien-huurmutatie-verbeterd")


def _end(visit: Any) -> None:
    """The lease ends: every later month stops, and the rest is bought off."""
    visit.press("De huur is gestopt")
    visit.look("financien-huur-gestopt")
    visit.page.get_by_label("Wat is de laatste maand waarin de huurder huurt?").fill(f"{clock.today().year + 1}-03")
    visit.press("Bekijk wat er verandert")
    visit.look("financien-huur-gestopt-controle")
    visit.press("Ja, verbeter dit")
    assert visit.amounts(".sums")[-1] == "€ 43,12"  # what the amount before it lacks
    visit.press("Betalingen")
    visit.click(visit.page.get_by_role("link", name=re.compile(NAMES[1])).first)
    visit.look("financien-betaling")
