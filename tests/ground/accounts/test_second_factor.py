"""The second factor of staff: set up first, asked always, and each code once."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.ground.accounts.guessing import PASSWORD, from_address, is_in, log_in, member_with_password

pytestmark = pytest.mark.django_db
REFUSED = "Deze code is niet goed, of al gebruikt."


@pytest.fixture
def secret():
    return generate_totp_secret()


@pytest.fixture
def user(secret):
    member = member_with_password()
    TOTP.activate(member, secret)
    return member


def _code(secret, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // mfa.TOTP_PERIOD + steps))


def _show(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_setting_up_the_app_a_second_time_leads_to_the_overview(client):
    member = factories.staff(factories.corporation(), "officer")
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    factories.signed_in(client, member.user)
    assert client.get(reverse("mfa_activate_totp")).url == reverse("mfa_index")


def test_the_code_that_sets_up_the_app_signs_nobody_in(client):
    member = member_with_password()
    factories.signed_in(client, member, second_factor=False)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = _code(secret)
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).exists()
    other = from_address()
    log_in(other, member.email, PASSWORD)
    assert REFUSED in _show(other, code).content.decode()
    assert not is_in(other)
    _show(other, _code(secret, steps=1))
    assert is_in(other)


def test_a_wrong_code_when_setting_up_keeps_the_secret_and_says_what_to_do(client):
    member = member_with_password()
    factories.signed_in(client, member, second_factor=False)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert REFUSED in answer.content.decode()
    assert answer.context["form"].secret == secret


def test_password_and_code_sign_in(client, user, secret):
    log_in(client, user.email, PASSWORD)
    assert not is_in(client)
    _show(client, _code(secret))
    assert client.get(reverse("inbox", args=["voorbeeldstad"])).status_code == 200


@pytest.mark.parametrize("seconds", [1, 29, 31, 59])
def test_a_code_of_the_app_works_once_in_all_the_time_that_it_is_good(user, secret, seconds):
    """A code is good from 30 seconds before its half minute to 30 after; the library forgets it after 30."""
    with time_machine.travel(timezone.now().replace(second=0, microsecond=0), tick=False) as traveller:
        code, first = _code(secret, steps=1), from_address()
        log_in(first, user.email, PASSWORD)
        _show(first, code)
        assert is_in(first)
        traveller.shift(timedelta(seconds=seconds))
        second = from_address()
        log_in(second, user.email, PASSWORD)
        assert REFUSED in _show(second, code).content.decode()
        assert not is_in(second)


def test_a_spare_code_works_once(user):
    codes = RecoveryCodes.activate(user).get_unused_codes()
    assert len(codes) == 10
    for expected in (True, False):
        client = from_address()
        log_in(client, user.email, PASSWORD)
        _show(client, codes[0])
        assert is_in(client) is expected
    assert len(RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()) == 9


def test_five_wrong_codes_stop_the_right_one_for_half_an_hour(client, user, secret):
    with time_machine.travel(timezone.now()) as traveller:
        log_in(client, user.email, PASSWORD)
        for number in range(5):
            assert REFUSED in _show(client, f"{number:06}").content.decode()
        assert "U hebt het te vaak geprobeerd" in _show(client, _code(secret)).content.decode()
        assert not is_in(client)
        traveller.shift(timedelta(minutes=31))
        log_in(client, user.email, PASSWORD)
        _show(client, _code(secret))
        assert is_in(client)


@pytest.mark.parametrize("posted", [{"code": ""}, {"code": "a" * 5000}, {"code": "12\n34"}, {"code": "\u0661" * 6}])
def test_what_is_no_code_is_refused_in_words(client, user, posted):
    log_in(client, user.email, PASSWORD)
    answer = client.post(reverse("mfa_authenticate"), posted)
    assert (answer.status_code, is_in(client)) == (200, False)
    assert 'role="alert"' in answer.content.decode()


def test_an_account_that_is_switched_off_hears_so_after_the_right_password_only(client, user):
    user.is_active = False
    user.save()
    assert "horen niet bij elkaar" in log_in(client, user.email, "dit is het wachtwoord niet").content.decode()
    page = log_in(client, user.email, PASSWORD, follow=True)
    assert "Dit account staat uit" in page.content.decode()
    assert not is_in(client)


def test_a_post_without_the_field_signs_nobody_in(client, user):
    log_in(client, user.email, PASSWORD)
    answer = client.post(reverse("mfa_authenticate"), {"credential": "{}"})
    assert (answer.status_code, is_in(client)) == (200, False)


@pytest.mark.parametrize(("password", "is_good"), [("veertientekens", False), ("een heel lange zin", True)])
def test_a_password_has_fifteen_characters(password, is_good):
    try:
        validate_password(password)
    except ValidationError:
        assert not is_good
    else:
        assert is_good
