"""A form chosen while somebody signs: whatever the order, what is signed by the corporation is what every party signed."""

from decimal import Decimal
from threading import Thread

import pytest

from agreements.contract.models import Agreement, AgreementQuerySet, AgreementStatus
from agreements.contract.services import approving, choosing, quoting, signing
from corporations.models import Lease
from klushuur.ground.scope import scope
from tests import factories
from tests.agreements.signed import again, offered
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = ["one_off", "discount"]


def chosen(**fields):
    """An agreement with a form, still to be signed."""
    agreement = offered(forms=BOTH, **fields)
    choose(agreement, "one_off", None)
    return again(agreement)


def choose(agreement, form, months):
    now = again(agreement)
    user = agreement.application.tenant.user
    choosing.choose_form(now, form=form, months=months, by=user, text_sha256=now.text_sha256)


def sign(agreement):
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)


def test_choose_against_the_corporations_signature_never_binds_an_unsigned_text():
    for round_ in range(5):
        corporation = factories.corporation(slug=f"stad{round_}")
        agreement = chosen(corporation=corporation)
        sign(agreement)
        by = agreement.approvals.get().approver

        def bind(agreement=agreement, by=by):
            signing.sign_for_corporation(agreement, by=by, text_sha256=agreement.text_sha256)

        of_choice, of_signature = race(
            corporation.pk, [lambda agreement=agreement: choose(agreement, "discount", 12), bind]
        )
        now = again(agreement)
        if now.status == AgreementStatus.SIGNED:
            assert (type(of_choice), of_signature) == (signing.TooLate, None)
            assert (now.form, signing.parties_to_sign(now)) == ("one_off", [])
        else:
            assert (of_choice, type(of_signature)) == (None, signing.TextChanged)
            assert (now.form, len(signing.parties_to_sign(now))) == ("discount", 1)
        scope.enter(None)


def test_choose_against_a_tenants_signature_leaves_it_under_its_own_text():
    for round_ in range(5):
        corporation = factories.corporation(slug=f"stad{round_}")
        agreement = chosen(corporation=corporation)
        of_choice, of_signature = race(
            corporation.pk,
            [
                lambda agreement=agreement: choose(agreement, "discount", 12),
                lambda agreement=agreement: sign(agreement),
            ],
        )
        now = again(agreement)
        assert (of_choice, now.form, len(signing.parties_to_sign(now))) == (None, "discount", 1)
        assert of_signature is None or isinstance(of_signature, signing.TextChanged)
        assert {one.text_sha256 for one in now.signatures.all()} <= {agreement.text_sha256}
        scope.enter(None)


@pytest.mark.parametrize("is_guarded", [True, False])
def test_the_lock_keeps_another_form_out_between_looking_and_signing_for_us(is_guarded, monkeypatch):
    agreement = chosen()
    sign(agreement)
    real, came = Agreement.move_to, []
    late = Thread(
        target=lambda: came.extend(race(agreement.corporation_id, [lambda: choose(agreement, "discount", 12)]))
    )

    def bind_when_somebody_came_between(self, new, **rest):
        late.start()
        late.join(timeout=2)  # with the lock it waits for us, without it is done
        return real(self, new, **rest)

    monkeypatch.setattr(Agreement, "move_to", bind_when_somebody_came_between)
    if not is_guarded:
        monkeypatch.setattr(AgreementQuerySet, "select_for_update", lambda self, **_options: self)
    by = agreement.approvals.get().approver
    signing.sign_for_corporation(agreement, by=by, text_sha256=agreement.text_sha256)
    late.join(timeout=20)
    now = again(agreement)
    assert now.status == AgreementStatus.SIGNED
    assert [type(one) for one in came] == [signing.TooLate if is_guarded else type(None)]
    assert (now.form, len(signing.parties_to_sign(now))) == (("one_off", 0) if is_guarded else ("discount", 1))


def test_two_jobs_of_one_home_never_take_more_than_its_rent():
    """Rent 100.00: one discount of 93.92 a month fits, two do not, however close together they are chosen."""
    for round_ in range(5):
        corporation = factories.corporation(slug=f"stad{round_}")
        first = offered(forms=BOTH, corporation=corporation)
        second = beside(first)
        Lease.objects.update(net_rent=Decimal("100.00"))
        outcomes = race(corporation.pk, [lambda row=row: choose(row, "discount", 12) for row in (first, second)])
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AboveRent", "NoneType"]
        assert sorted(again(row).form for row in (first, second)) == ["", "discount"]
        scope.enter(None)


def beside(agreement):
    """A second job of the same home, offered too."""
    offer, tenant = agreement.application.offer, agreement.application.tenant
    application = factories.application(factories.offer(offer.complex, offer.officer), tenant, status="surveyed")
    made = again(quoting.quote(application, by=offer.officer, forms=BOTH, amounts=factories.amounts()))
    approving.approve(made, by=agreement.approvals.get().approver, terms_sha256=made.terms_sha256)
    return again(made)
