"""Approving and signing bind the corporation: the second factor must have been shown within five minutes."""

import time

import pytest
from allauth.mfa import app_settings as mfa
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from agreements.contract.models import Agreement
from agreements.contract.services import quoting, signing
from klushuur.ground.scope import scope
from tests import factories
from tests.agreements.cases.test_admin import AMOUNTS
from tests.agreements.signed import again, offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """A case for each of the two buttons, as (agreement, fields to post, status after it)."""
    made = factories.corporation()
    officer = factories.staff(made, "officer")
    offer = factories.offer(factories.block(made), officer)
    case = factories.application(offer, factories.tenant(offer.complex), status="surveyed")
    to_approve = again(quoting.quote(case, by=officer, amounts=AMOUNTS))
    to_sign = offered(corporation=made)
    for party in signing.parties_to_sign(to_sign):
        signing.sign_as_tenant(to_sign, party=party, name=party.name, text_sha256=to_sign.text_sha256)
    return {
        "approve": (to_approve, {"terms_sha256": to_approve.terms_sha256}, "offered"),
        "sign": (to_sign, {"text_sha256": to_sign.text_sha256}, "signed"),
    }


@pytest.fixture
def manager(waiting):
    return factories.staff(waiting["sign"][0].corporation, "manager", mandate="5000.00").user


def _shown(client, user, *, seconds, kind="totp"):
    session = factories.signed_in(client, user).session
    session["account_authentication_methods"] = [{"method": "mfa", "type": kind, "at": time.time() - seconds}]
    session.save()
    return client


def _press(client, button, waiting, **options):
    agreement, fields, _ = waiting[button]
    return client.post(reverse(f"admin:agreements_{button}", args=[agreement.pk]), fields, **options)


def _status(button, waiting):
    agreement = waiting[button][0]
    with scope.of(agreement.corporation_id):
        return Agreement.objects.get(pk=agreement.pk).status


@pytest.mark.parametrize("button", ["approve", "sign"])
@pytest.mark.parametrize(("seconds", "kind"), [(0, "totp"), (290, "totp"), (9000, "demo")])
def test_shown_lately_or_in_the_demo_it_is_done(client, waiting, manager, button, seconds, kind):
    _press(_shown(client, manager, seconds=seconds, kind=kind), button, waiting)
    assert _status(button, waiting) == waiting[button][2]


@pytest.mark.parametrize("button", ["approve", "sign"])
def test_shown_long_ago_it_is_asked_again_and_then_done_without_a_second_press(client, waiting, manager, button):
    secret = generate_totp_secret()
    TOTP.activate(manager, secret)
    before = _status(button, waiting)
    asked = _press(_shown(client, manager, seconds=310), button, waiting)
    assert asked.url.startswith(reverse("mfa_reauthenticate") + "?next=")
    assert _status(button, waiting) == before
    wrong = client.post(asked.url, {"code": "000000"})
    assert "Deze code is niet goed" in wrong.content.decode()
    assert _status(button, waiting) == before
    code = format_hotp_value(hotp_value(secret, int(time.time()) // mfa.TOTP_PERIOD))
    client.post(asked.url, {"code": code})
    assert _status(button, waiting) == waiting[button][2]


def test_who_has_none_any_more_must_set_one_up(client, waiting, manager):
    asked = _press(_shown(client, manager, seconds=310), "approve", waiting)
    assert asked.url.startswith(reverse("mfa_activate_totp"))
    assert _status("approve", waiting) == "approval"
