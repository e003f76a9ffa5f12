"""Thinking better of it where nothing is alike: another number of days than to sign, and everybody signs on another day."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from agreements.contract.services import approving, signing
from agreements.work.services import working
from klushuur.ground.accounts.models import User, UserKind
from tests import factories, kept_world
from tests.agreements.signed import again, handed_in

pytestmark = pytest.mark.django_db


def at(day, hour, minute=0):
    return time_machine.travel(datetime(2027, 4, day, hour, minute, tzinfo=UTC), tick=False)


def make():
    """Offered on 1 April: nine days to sign, five to think better of it. Signed on the 3rd, on the 7th just after midnight, and by us on the 8th."""
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    with at(1, 10):
        made = handed_in(
            corporation=factories.corporation(offer_valid_days=9, cooling_off_days=5),
            co_tenant=maria,
            opens_on=date(2027, 4, 1),
            closes_on=date(2027, 4, 14),
            works_from=date(2027, 4, 20),
            works_until=date(2027, 10, 14),
        )
        manager = factories.staff(made.corporation, "manager", mandate="5000.00")
        approving.approve(made, by=manager, terms_sha256=made.terms_sha256)
    one, other = signing.parties_to_sign(made)
    for party, moment in ((one, at(3, 10)), (other, at(6, 22, 30))):
        with moment:
            signing.sign_as_tenant(made, party=party, name=party.name, text_sha256=made.text_sha256)
    with at(8, 10):
        signing.sign_for_corporation(made, by=manager, text_sha256=made.text_sha256)
    return again(made)


kept = kept_world.made_by(make)


@pytest.fixture
def agreement(db, kept):
    return kept_world.own(kept)


def test_the_days_run_from_the_last_tenants_signature_on_its_local_date(agreement):
    assert working.last_day_to_cool_off(agreement) == date(2027, 4, 12)


def test_the_day_to_sign_is_of_another_term(agreement):
    assert agreement.sign_before == date(2027, 4, 10)


def test_text_says_both_terms(agreement):
    assert "Dat mag tot 5 dagen nadat u heeft getekend." in agreement.text
    assert "5 dagen" in agreement.text
    assert "14 dagen" not in agreement.text


@pytest.mark.parametrize(("day", "hour", "may"), [(6, 12, True), (12, 21, True), (12, 22, False)])
def test_the_last_day_ends_at_midnight_here(agreement, day, hour, may):
    with at(day, hour, 30):
        assert working.may_cool_off(agreement) is may
