"""The proof that a reward form is one file: one more, from this file alone, goes its whole way without a migration."""

from collections.abc import Iterator, Sequence
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.contract.documents import pdf_of
from agreements.contract.models import Payout, RentChange, RentRequest
from agreements.contract.services import choosing, signing
from agreements.rewards.services import obligations, rewarding
from corporations.models import PolicyPosting
from corporations.money import forms
from corporations.money.forms import DISCOUNT, Form, Plan, discount, explain_discount, registry
from corporations.money.forms.registry import MONTHLY
from corporations.money.value import NOTHING, Row
from tests import factories
from tests.agreements.signed import again, offered, put
from tests.isolation.crawling import words_of_pdf
from tests.visiting import Visitor, text, visitor

pytestmark = pytest.mark.django_db
HALF_A_YEAR = 6


class HalfYear(Form):
    """A discount over half a year, and never over more or less."""

    code = "half_year"
    name, posting = _("Een half jaar korting"), _("Korting van een half jaar")
    paid = MONTHLY
    how_it_comes = _("%(amount)s per maand minder huur, een half jaar lang.")
    accepted = _("Uw werk is goed. U krijgt %(amount)s in een half jaar, vanaf %(day)s.")
    runs = _("U krijgt een half jaar korting, van %(first)s tot en met %(last)s.")
    to_record = _("Is de korting van een half jaar ingevoerd?")
    in_short = "een half jaar korting"
    texts = DISCOUNT  # in the words of the discount

    def plan(self, *, reward: D, months: int | None, rent: D, rates: Sequence[D]) -> Plan:
        return Plan(self.code, discount(reward=reward, months=HALF_A_YEAR), NOTHING)

    def explain(self, *, reward: D, months: int, rent: D, rates: Sequence[D], source: str) -> list[Row]:
        return explain_discount(reward=reward, months=months, source=source)


@pytest.fixture(autouse=True)
def _one_form_more() -> Iterator[None]:
    forms.register(HalfYear())
    yield
    registry._FORMS.pop(HalfYear.code)


@pytest.fixture
def agreement() -> Any:
    corporation = factories.corporation(forms=["one_off", "half_year"])
    return offered(corporation=corporation, forms=["one_off", "half_year"])


def test_it_stands_in_the_policy_the_offer_and_the_quote() -> None:
    corporation = factories.corporation(forms=["one_off", "half_year"])
    offer = factories.offer(factories.block(corporation), factories.staff(corporation, "officer"))
    page = text(Visitor().get(reverse("offer", args=["voorbeeldstad", offer.pk]) + "?huur=640&toeslag=nee"))
    assert "Een half jaar korting" in page
    assert "€ 187,83 per maand minder huur, een half jaar lang." in page
    case = factories.application(offer, factories.tenant(offer.complex), status="surveyed")
    assert "Een half jaar korting" in text(
        visitor(offer.officer).get(reverse("work_quote", args=["voorbeeldstad", case.pk]))
    )


def test_it_goes_all_the_way(agreement: Any, capsys: pytest.CaptureFixture[str]) -> None:
    owner, tenant = agreement.corporation, agreement.application.tenant.user
    booked = {"ledger_account": "8019", "cost_centre": "K1", "vat_code": "VRI"}
    PolicyPosting.objects.create(corporation=owner, policy=agreement.quote.policy, kind="half_year", **booked)
    # the choice, side by side
    assert [(one.code, one.months) for one in choosing.options(agreement)] == [("one_off", None), ("half_year.6", 6)]
    page = text(visitor(tenant).get(reverse("agreement_reward", args=["voorbeeldstad", agreement.pk])))
    assert "Een half jaar korting, 6 maanden" in page
    choosing.choose_form(agreement, form="half_year", months=6, by=tenant, text_sha256="")
    agreement = again(agreement)
    # the request that the law wants, the text and the paper
    assert RentRequest.objects.get().form == "half_year"
    assert "verdeeld over 6 maanden" in " ".join(agreement.text.split())
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    signing.sign_for_corporation(agreement, by=agreement.approvals.get().approver, text_sha256=agreement.text_sha256)
    assert "een half jaar korting, 6 maanden lang" in " ".join(words_of_pdf(pdf_of(again(agreement))).split())
    # accepted, recorded by finance, booked
    agreement = put(agreement, "accepted")
    home = text(visitor(tenant).get(reverse("application", args=["voorbeeldstad", agreement.application_id])))
    assert "in een half jaar, vanaf" in home
    finance = factories.staff(owner, "finance")
    page = text(visitor(finance).get(reverse("work_lower_rent", args=["voorbeeldstad", agreement.pk])))
    assert "Is de korting van een half jaar ingevoerd?" in page
    rewarding.record_lower_rent(agreement, by=finance)
    rows = list(RentChange.objects.order_by("starts_on"))
    assert [(row.kind, row.months, row.amount, row.ledger_account) for row in rows] == [
        ("half_year", 5, D("187.83"), "8019"),
        ("half_year", 1, D("187.85"), "8019"),
    ]
    assert sum(row.total for row in rows) == agreement.reward
    assert not Payout.objects.exists()
    # what people read of it, and the reconciliation to the cent
    assert "een half jaar korting, van" in text(
        visitor(tenant).get(reverse("application", args=["voorbeeldstad", agreement.application_id]))
    )
    assert obligations.label_of("half_year") == "Korting van een half jaar"
    assert "Korting van een half jaar" in text(visitor(finance).get(reverse("obligations", args=["voorbeeldstad"])))
    call_command("reconcile")
    assert "1.127,00" in capsys.readouterr().out


def test_an_unknown_form_stands_for_nothing() -> None:
    """No `else` that means a discount: what nobody registered is refused wherever it is asked for."""
    with pytest.raises(ValueError, match="form: one of one_off, discount, skip, freeze, half_year"):
        forms.form_of("voucher")
    with pytest.raises(ValueError, match="half_year is there already"):
        forms.register(HalfYear())
