"""Guessing passwords: stopped before anything is hashed, told to the owner, and never a way to lock the owner out."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as now
from django.http import HttpResponse
from django.utils import timezone

from klushuur.ground.accounts import devices
from klushuur.ground.accounts.tasks import tell_stopped
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox.models import WorkRow
from tests.ground.accounts.guessing import (
    ATTACKER,
    ELSEWHERE,
    PASSWORD,
    Hashes,
    from_address,
    is_in,
    log_in,
    log_out,
    member_with_password,
)

pytestmark = pytest.mark.django_db
WRONG = "dit is het wachtwoord niet"


@pytest.fixture
def user():
    return member_with_password()


@pytest.fixture
def hashes(monkeypatch, user):
    return Hashes(monkeypatch)


def _guess(email, *, times, ip=ATTACKER, **options):
    for _ in range(times):
        log_in(from_address(ip), email, WRONG, **options)


@pytest.mark.parametrize("is_https", [True, False])
def test_the_mark_of_a_device_is_for_our_server_alone(settings, is_https):
    settings.DEVICE_COOKIE_SECURE, settings.DEVICE_COOKIE_NAME = is_https, "toestel"
    response = HttpResponse()
    devices.remember(response, "jan@staff.example")
    mark = response.cookies["toestel"]
    names = ("httponly", "secure", "samesite", "path", "domain", "max-age")
    assert [mark[name] for name in names] == [True, is_https or "", "Lax", "/", "", 180 * 86400]


def test_any_number_of_tries_at_one_account_is_five_hashes(user, hashes):
    _guess(user.email, times=150)  # a thousand in bench/answers.py
    assert hashes.count == 5


def test_without_the_limits_every_try_is_hashed(user, hashes, settings):
    """The twin: the spy sees each of them when nothing stops them."""
    settings.ACCOUNT_RATE_LIMITS = False
    _guess(user.email, times=30)
    assert hashes.count == 30


def test_many_accounts_from_one_address_are_twenty_hashes_an_hour(user, hashes):
    for number in range(40):
        log_in(from_address(), f"somebody{number}@staff.example", WRONG)
    assert hashes.count == 20


def test_one_account_from_many_addresses_is_five_hashes(user, hashes):
    for number in range(40):
        log_in(from_address(f"192.0.2.{number}"), user.email, WRONG)
    assert hashes.count == 5


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_forwarded_for_changes_nothing(user, hashes, settings, proxies):
    """On https one proxy adds the visitor's own address at the end; what stands before it is the visitor's word."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(40):
        forged = f"10.0.0.{number}" + (f", {ATTACKER}" if proxies else "")
        log_in(from_address(headers={"x-forwarded-for": forged}), f"somebody{number}@staff.example", WRONG)
    assert hashes.count == 20


def test_a_network_of_ipv6_counts_as_one_address(user, hashes):
    for number in range(30):
        log_in(from_address(f"2001:db8:0:1::{number:x}"), f"somebody{number}@staff.example", WRONG)
    assert hashes.count == 20
    log_in(from_address("2001:db8:0:2::1"), "somebody@staff.example", WRONG)
    assert hashes.count == 21


def test_the_right_password_does_not_help_while_tries_are_stopped(user, hashes):
    attacker = from_address()
    for _ in range(5):
        log_in(attacker, user.email, WRONG)
    answer = log_in(attacker, user.email, PASSWORD)
    assert "U hebt het te vaak geprobeerd. Wacht een half uur" in answer.content.decode()
    assert (hashes.count, is_in(attacker)) == (5, False)


def test_the_owner_comes_in_on_a_device_that_he_used_before(user):
    own = from_address(ELSEWHERE)
    log_in(own, user.email, PASSWORD)
    log_out(own)
    _guess(user.email, times=30)
    log_in(own, user.email, PASSWORD)
    assert is_in(own)


def test_the_owner_does_not_without_the_mark_of_that_device(user):
    """The twin: it is the mark that lets him in, and a mark for another account does not."""
    own = from_address(ELSEWHERE)
    log_in(own, member_of_another_corporation(), PASSWORD)
    log_out(own)
    _guess(user.email, times=30)
    log_in(own, user.email, PASSWORD)
    assert not is_in(own)


def member_of_another_corporation() -> str:
    from tests import factories

    other = factories.staff(factories.corporation("elders", "Wonen Elders"), "officer").user
    other.set_password(PASSWORD)
    other.save()
    return other.email


def test_a_known_device_has_five_tries_of_its_own(user, hashes):
    own = from_address(ELSEWHERE)
    log_in(own, user.email, PASSWORD)
    log_out(own)
    hashes.count = 0
    for _ in range(30):
        log_in(own, user.email, WRONG)
    assert hashes.count == 5


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "WyJ4IiwgInkiXQ:1u:zzz"])
def test_a_made_up_mark_is_no_mark(user, hashes, value):
    for _ in range(10):
        client = from_address(ELSEWHERE)
        client.cookies[now.DEVICE_COOKIE_NAME] = value
        log_in(client, user.email, WRONG)
    assert hashes.count == 5


def test_after_half_an_hour_it_works_again(user):
    with time_machine.travel(timezone.now()) as traveller:
        _guess(user.email, times=10)
        traveller.shift(timedelta(minutes=31))
        own = from_address(ELSEWHERE)
        log_in(own, user.email, PASSWORD)
        assert is_in(own)


def test_signing_in_well_counts_for_nothing(user):
    for _ in range(22):
        own = from_address()
        log_in(own, user.email, PASSWORD)
        assert is_in(own)


def _told():
    rows = WorkRow.objects.filter(kind="accounts.tell_stopped")
    return [row.arguments["user_id"] for row in rows.order_by("pk")]


def test_the_owner_hears_once_that_tries_were_stopped(user):
    _guess(user.email, times=40)
    assert _told() == [user.pk]
    tell_stopped(WorkRow.objects.get(kind="accounts.tell_stopped").pk)
    message = Message.objects.get()
    assert (message.kind, message.to) == ("sign_in_stopped", user.email)
    assert "half uur" in message.text


def test_an_address_without_an_account_costs_the_same_and_gets_no_mail(user):
    _guess("nobody@staff.example", times=40)
    assert _told() == [0]
    tell_stopped(WorkRow.objects.get(kind="accounts.tell_stopped").pk)
    assert not Message.objects.exists()


@pytest.mark.parametrize("length", [129, 5000, 900_000])
def test_a_password_longer_than_128_is_not_hashed(user, hashes, length):
    answer = log_in(from_address(), user.email, "a" * length)
    page = answer.content.decode()
    assert "Uw wachtwoord is te lang." in page
    assert f'value="{user.email}"' in page
    assert hashes.count == 0
