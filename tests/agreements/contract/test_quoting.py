from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from agreements.contract.models import Agreement, AgreementStatus, Quote
from agreements.contract.rules import canonical, sha256
from agreements.contract.services import approving, calculating, quoting
from agreements.contract.services.withdrawing import withdraw
from jobs.applications.models import Application
from jobs.applications.services import applications
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from tests import factories
from tests.racing import race

AMOUNTS = factories.amounts()


@pytest.fixture
def case(db: None) -> Application:
    made = factories.corporation()
    offer = factories.offer(factories.block(made), factories.staff(made, "officer"))
    application = factories.application(offer, factories.tenant(offer.complex), status="surveyed")
    return Application.objects.with_case().get(pk=application.pk)


def test_quote_keeps_the_calculation_and_waits_for_a_manager(case: Application) -> None:
    agreement = quoting.quote(case, by=case.offer.officer, amounts=AMOUNTS)
    kept = agreement.quote
    assert (kept.net_saving, kept.reward, kept.version) == (Decimal("1610.00"), Decimal("1127.00"), 1)
    assert [row["amount"] for row in kept.rows] == ["2400.00", "-250.00", "-300.00", "-240.00", "1610.00", "1127.00"]
    assert (agreement.status, Agreement.objects.awaiting_approval().get()) == (AgreementStatus.APPROVAL, agreement)
    fresh = Application.objects.get(pk=case.pk)
    assert (fresh.status, fresh.holds_place) == ("accepted", True)
    assert (agreement.works_from, agreement.terms_sha256) == (
        case.start_on,
        sha256(canonical(quoting.terms(agreement))),
    )


def test_quote_without_gain_leaves_the_case_as_it_was(case: Application) -> None:
    with pytest.raises(calculating.NothingToGain):
        quoting.quote(case, by=case.offer.officer, amounts=factories.amounts(avoided=Decimal("500.00")))
    assert (Application.objects.get(pk=case.pk).status, Quote.objects.count()) == ("surveyed", 0)


def test_quote_with_every_place_taken_keeps_no_calculation(case: Application) -> None:
    type(case.offer).objects.filter(pk=case.offer_id).update(capacity=1)
    factories.application(case.offer, factories.tenant(case.offer.complex), status="accepted")
    with pytest.raises(applications.NoPlace):
        quoting.quote(case, by=case.offer.officer, amounts=AMOUNTS)
    assert (Quote.objects.count(), Agreement.objects.count()) == (0, 0)


def test_quote_twice_makes_one_agreement(case: Application) -> None:
    stale = Application.objects.with_case().get(pk=case.pk)
    quoting.quote(case, by=case.offer.officer, amounts=AMOUNTS)
    for again in (stale, Application.objects.with_case().get(pk=case.pk)):
        with pytest.raises(quoting.AlreadyQuoted):
            quoting.quote(again, by=case.offer.officer, amounts=AMOUNTS)
    assert (Agreement.objects.count(), Quote.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_quote_by_two_officers_at_once_makes_one_agreement(case: Application) -> None:
    verbs = [
        lambda: quoting.quote(Application.objects.with_case().get(pk=case.pk), by=case.offer.officer, amounts=AMOUNTS)
    ] * 2
    outcomes = race(case.corporation_id, verbs)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyQuoted", "NoneType"]
    assert (Agreement.objects.count(), Quote.objects.count()) == (1, 1)


@pytest.fixture
def asked_back(case: Application) -> Agreement:
    agreement = quoting.quote(case, by=case.offer.officer, amounts=AMOUNTS)
    manager = factories.staff(case.corporation, "manager", mandate="5000.00")
    approving.ask_back(agreement, question="Waarom zo veel?", by=manager)
    return agreement


def test_quote_again_replaces_the_terms_and_keeps_the_old_calculation(asked_back: Agreement) -> None:
    before = asked_back.terms_sha256
    officer = asked_back.quote.drafted_by
    quoting.quote_again(asked_back, by=officer, amounts=factories.amounts(avoided=Decimal("2000.00")))
    fresh = Agreement.objects.get(pk=asked_back.pk)
    assert (fresh.status, fresh.quote.version, fresh.reward) == (AgreementStatus.APPROVAL, 2, Decimal("875.00"))
    assert fresh.terms_sha256 not in {before, ""}
    assert [quote.reward for quote in Quote.objects.order_by("version")] == [Decimal("1127.00"), Decimal("875.00")]


def test_quote_again_while_the_manager_decides_is_refused(case: Application) -> None:
    agreement = quoting.quote(case, by=case.offer.officer, amounts=AMOUNTS)
    with pytest.raises(IllegalTransition):
        quoting.quote_again(agreement, by=case.offer.officer, amounts=AMOUNTS)
    assert Quote.objects.count() == 1


def test_quote_again_by_two_officers_is_done_once(asked_back: Agreement) -> None:
    stale = Agreement.objects.with_case().get(pk=asked_back.pk)
    officer = asked_back.quote.drafted_by
    quoting.quote_again(asked_back, by=officer, amounts=AMOUNTS)
    with pytest.raises(StaleStatus):
        quoting.quote_again(stale, by=officer, amounts=AMOUNTS)
    assert Quote.objects.count() == 2


@pytest.mark.parametrize("change", [{"reward": Decimal("9999.00")}, {"rows": []}])
def test_quote_once_written_never_changes(case: Application, change: dict[str, Any]) -> None:
    quote = quoting.quote(case, by=case.offer.officer, amounts=AMOUNTS).quote
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk)._raw_delete("default")


@pytest.mark.django_db(transaction=True)
def test_quote_again_by_two_clicks_at_once_is_done_once(asked_back: Agreement) -> None:
    stale = [Agreement.objects.with_case().get(pk=asked_back.pk) for _ in range(2)]
    officer = asked_back.quote.drafted_by
    outcomes = race(
        asked_back.corporation_id,
        [lambda row=row: quoting.quote_again(row, by=officer, amounts=AMOUNTS) for row in stale],
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "StaleStatus"]
    assert Quote.objects.count() == 2


def test_quote_after_the_tenant_withdrew_meanwhile_is_refused(case: Application) -> None:
    """A case with a place whose agreement expired: nothing but the status tells that the tenant stopped."""
    quoting.quote(case, by=case.offer.officer, amounts=AMOUNTS)
    Agreement.objects.get().move_to("refuse", by=None)
    stale = Application.objects.with_case().get(pk=case.pk)
    withdraw(Application.objects.get(pk=case.pk), by=case.tenant.user)
    with pytest.raises(StaleStatus):
        quoting.quote(stale, by=case.offer.officer, amounts=AMOUNTS)
    assert not Agreement.objects.running().exists()
