"""The code of a letter: wrong, short, used, expired, revoked, foreign, or tried too often."""

from datetime import timedelta

import pytest
from django.urls import reverse

from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.scope import scope
from tenants.models import Invitation
from tenants.services import signing_up
from tests import factories
from tests.bad_input.refusing import refused
from tests.visiting import Visitor

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
CALL = "088 000 00 00"


@pytest.fixture
def client():
    return Visitor()


@pytest.fixture
def party():
    return factories.lease(factories.block(factories.corporation()))


def _unknown(party):
    return "AAAA-BBBB-CCCC"


def _revoked(party):
    code = signing_up.invite(party, by=None)
    signing_up.invite(party, by=None)
    return code


def _used(party):
    code = signing_up.invite(party, by=None)
    user = User.objects.create_user("somebody@tenant.example", kind=UserKind.TENANT)
    signing_up.redeem(signing_up.find_invitation(code).pk, by=user)
    return code


def _expired(party):
    code = signing_up.invite(party, by=None)
    Invitation.objects.update(expires_on=clock.today() - timedelta(days=1))
    return code


def _foreign(party):
    other = factories.lease(factories.block(factories.corporation("elders", "Wonen Elders")))
    code = signing_up.invite(other, by=None)
    scope.enter(party.corporation_id)
    return code


UNKNOWN = {"nl": "Wij kennen deze code niet.", "en": "We do not know this code."}
PARTLY = {"nl": "Dit is niet de hele code.", "en": "This is not the whole code."}


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (_unknown, UNKNOWN),
        (_revoked, UNKNOWN),
        (_foreign, UNKNOWN),
        (_used, {"nl": "Deze code is al gebruikt.", "en": "This code has been used already."}),
        (_expired, {"nl": "Deze code is te oud.", "en": "This code is too old."}),
    ],
)
def test_a_code_that_is_no_good_says_why_and_whom_to_call(client, party, made, says):
    code = made(party)
    for words in ({}, {"nl": CALL, "en": CALL}):
        refused(client, reverse("sign_up", args=[SLUG]), {"code": code}, says=says | words)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("K7MQ-4XPD", PARTLY),
        ("K7MQ-4XPD-9HTR-AAAA", PARTLY),
        ("<b>{{ 7*7 }}</b>", PARTLY),
        ("' OR 1=1 --", PARTLY),
        ("", {"nl": "Typ de code uit uw brief.", "en": "Type the code from your letter."}),
        ("A" * 5000, {"nl": "40", "en": "40"}),
        ("K7MQ\x004XPD", {"nl": "code", "en": "code"}),
    ],
)
def test_what_is_no_code_is_refused_with_what_was_typed(client, party, code, says):
    keeps = {} if "\x00" in code else None  # a page can not hold that character
    refused(client, reverse("sign_up", args=[SLUG]), {"code": code}, says=says, keeps=keeps)


def test_after_ten_codes_the_reader_is_told_to_wait_or_to_call(client, party):
    page = reverse("sign_up", args=[SLUG])
    for _ in range(10):
        client.post(page, {"code": "AAAA-BBBB-CCCC"})
    says = {"nl": "U hebt te vaak een code geprobeerd.", "en": "You have tried a code too often."}
    refused(client, page, {"code": signing_up.invite(party, by=None)}, says=says)
