"""Every value that the agreement says, clause by clause, where no two values are alike: none can stand for another."""

from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any

import pytest
import time_machine
from django.utils import translation

from agreements.contract import documents
from agreements.contract.services import approving
from klushuur.ground.accounts.models import User, UserKind
from tests import factories
from tests.agreements.contract.test_documents import parsed
from tests.agreements.signed import again, handed_in
from tests.said import said

pytestmark = pytest.mark.django_db

POLICY: dict[str, Any] = {
    "cooling_off_days": 41,
    "offer_valid_days": 47,
    "inspection_days": 61,
    "repair_days": 53,
    "repair_rounds": 67,
    "ladder_height_m": D("6.5"),
}
RULES = documents.Rules(payment_days=71, extension_days=73, notice_hours=79, guarantee_months=83)
WORLD: dict[str, Any] = {
    "cooling_off": 41,
    "signing_term": 47,
    "inspection": 61,
    "repair": 53,
    "rounds": 67,
    "ladder": "6,5",
    "payment": 71,
    "extension": 73,
    "notice": 79,
    "guarantee": 83,
    "today": date(2027, 1, 4),
    "works_from": date(2027, 4, 15),
    "works_until": date(2027, 6, 10),  # eight weeks after the day on which the tenant wants to begin
    "visited_on": date(2027, 1, 2),
    "avoided": D("2400.00"),
    "materials": D("250.00"),
    "handling": D("300.00"),
    "risk": D("240.00"),
    "saving": D("1610.00"),
    "reward": D("1127.00"),
    "officer": "Fatima Yilmaz",
    "offers_officer": "Tom Mulder",
    "tenant": "Jan de Wit",
    "co_tenant": "Maria Jansen",
    "corporation": "Wonen Voorbeeldstad",
    "title": "Schilder uw kozijnen",
    "effort": "2 tot 4 weekenden",
}
SAYS = {
    "in-het-kort": "reward effort works_until cooling_off title inspection reward payment works_from works_until officer corporation cooling_off",
    "afspraak-1": "corporation tenant co_tenant",
    "afspraak-2": "visited_on",
    "afspraak-3": "title",
    "afspraak-6": "works_from works_until extension",
    "afspraak-9": "ladder",
    "afspraak-11": "notice",
    "afspraak-12": "inspection repair rounds",
    "afspraak-13": "reward payment",
    "afspraak-16": "guarantee",
    "afspraak-18": "materials",
    "afspraak-21": "cooling_off",
    "afspraak-22": "officer",
    "afspraak-23": "visited_on",
    "bijlage": "avoided materials handling risk saving reward",
}


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(documents, "Rules", lambda: RULES)
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    with time_machine.travel(datetime(2027, 1, 4, 10, tzinfo=UTC), tick=False):
        made = handed_in(
            corporation=factories.corporation(**POLICY),
            co_tenant=maria,
            title="Schilder uw kozijnen",
            closes_on=date(2027, 2, 3),
            works_from=date(2027, 4, 15),
            works_until=date(2027, 10, 14),
        )
        application = made.application
        application.officer = factories.staff(made.corporation, "officer", name="Fatima Yilmaz", phone="088 111 11 11")
        application.save()
        type(application.survey).objects.update(visited_on=date(2027, 1, 2))
        type(application.offer.officer).objects.filter(pk=application.offer.officer_id).update(name="Tom Mulder")
        manager = factories.staff(made.corporation, "manager", mandate="5000.00")
        made = again(made)
        approving.approve(made, by=manager, terms_sha256=made.terms_sha256)
    written: str = again(made).text
    return written


def test_each_part_of_the_text_says_these_values(text: str) -> None:
    page = parsed(text)
    with translation.override("nl"):
        found = {
            part.get("id"): said(html, WORLD)
            for part in page.iter("section")
            if part.get("id") not in (None, "afspraken") and (html := _html(part))
        }
    assert {name: values for name, values in found.items() if values} == SAYS


def _html(part: Any) -> str:
    return " ".join(part.itertext())
