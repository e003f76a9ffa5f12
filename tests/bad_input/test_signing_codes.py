"""The code to sign with: wrong, five times wrong, used, old, of somebody else or of another agreement."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements.contract.models import Signature
from agreements.contract.services import signing
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tenants.models import Tenant
from tests import kept_world
from tests.agreements.signed import co_tenant, offered
from tests.bad_input.refusing import speak, typed
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db
WRONG = {"nl": "Deze code is niet goed.", "en": "This code is not right."}
SPENT = {"nl": "Deze code werkt niet meer.", "en": "This code does not work any more."}


kept = kept_world.made_by(offered)


@pytest.fixture
def agreement(db, kept):
    return kept_world.own(kept)


@pytest.fixture
def me(agreement):
    return visitor(agreement.application.tenant)


def _send(agreement, user=None):
    signing.send_code(agreement, user=user or agreement.application.tenant.user)
    return re.search(r"\b\d{6}\b", Message.objects.filter(kind="signing_code").latest("pk").text)[0]


def _sign(client, agreement, code, **changes):
    fields = {"agrees": "on", "name": "Jan de Wit", "code": code, "text_sha256": agreement.text_sha256} | changes
    return client.post(reverse("agreement_sign", args=["voorbeeldstad", agreement.pk]), fields)


def _wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def _refused(client, agreement, code, *, says, language, **changes):
    speak(client, language)
    answer = _sign(client, agreement, code, **changes)
    assert (answer.status_code, says[language] in text(answer)) == (200, True), text(answer)
    fields = typed(answer)
    assert (fields["name"], fields["agrees"], fields["code"]) == (["Jan de Wit"], ["on"], [code])
    with scope.of(agreement.corporation_id):
        assert not Signature.objects.exists()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_five_wrong_codes_end_it_and_the_right_one_too(me, agreement, language):
    code = _send(agreement)
    for left in (4, 3, 2, 1):
        words = {"nl": f"U kunt het nog {left} keer proberen.", "en": f"You can try {left} more time"}
        _refused(me, agreement, _wrong(code), says=words, language=language)
    _refused(me, agreement, _wrong(code), says=SPENT, language=language)
    _refused(me, agreement, code, says=SPENT, language=language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_old_code_asks_for_a_new_one(me, agreement, language):
    with time_machine.travel(timezone.now()) as traveller:
        code = _send(agreement)
        traveller.shift(timedelta(minutes=11))
        _refused(me, agreement, code, says=SPENT, language=language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_code_of_a_co_tenant_is_not_mine(me, agreement, language):
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    co_tenant(agreement, "Maria Jansen", user=maria)
    Tenant.objects.create(corporation=agreement.corporation, user=maria, name="Maria Jansen")
    mine = _send(agreement)
    hers = _send(agreement, maria)
    assert mine != hers
    _refused(me, agreement, hers, says=WRONG, language=language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_code_of_another_agreement_is_not_for_this_one(me, agreement, language):
    other = offered("Ada Vos", corporation=agreement.corporation)
    code = _send(other)
    _send(agreement)
    _refused(me, agreement, code, says=WRONG, language=language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("code", ["12", "abcdef", "<b>1</b>", "٣١٤١٥٩"])
def test_what_is_no_code_costs_a_try_and_no_error(me, agreement, code, language):
    _send(agreement)
    _refused(me, agreement, code, says=WRONG, language=language)


def test_a_used_code_signs_nothing_more(me, agreement):
    code = _send(agreement)
    done = reverse("agreement_signed", args=["voorbeeldstad", agreement.pk])
    assert _sign(me, agreement, code)["Location"] == done
    assert _sign(me, agreement, code)["Location"] == done  # it was signed: nothing to refuse
    with scope.of(agreement.corporation_id):
        assert Signature.objects.count() == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", {"nl": "Typ uw naam.", "en": "Type your name."}),
        ("J", {"nl": "Typ uw hele naam.", "en": "Type your whole name."}),
        ("Jan " * 1250, {"nl": "100", "en": "100"}),
    ],
)
def test_a_name_that_can_not_be_is_refused_before_the_code_is_spent(me, agreement, name, says, language):
    code = _send(agreement)
    speak(me, language)
    answer = _sign(me, agreement, code, name=name)
    assert (answer.status_code, says[language] in text(answer)) == (200, True)
    assert typed(answer)["name"] == [name]
    assert _sign(me, agreement, code).status_code == 302
