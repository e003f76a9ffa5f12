"""Codes by mail: how often they are sent and tried, per address and per visitor, with the same answer to everybody."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from tests.ground.accounts.guessing import (
    ELSEWHERE,
    ask_code,
    from_address,
    is_in,
    log_out,
    mailed_code,
    type_code,
    wrong,
)

pytestmark = pytest.mark.django_db
EMAIL = "jan@tenant.example"


@pytest.fixture
def tenant():
    return User.objects.create_user(EMAIL, kind=UserKind.TENANT)


def _bare(answer, email):
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location"), page.replace(email, "X")


@pytest.mark.parametrize("email", [EMAIL, "nobody@tenant.example"])
def test_three_codes_a_quarter_for_an_address_whoever_asks(tenant, email):
    for number in range(10):
        ask_code(from_address(f"192.0.2.{number}"), email)
    assert Message.objects.count() == 3


def test_twenty_codes_an_hour_for_a_visitor_whatever_the_address(tenant):
    for number in range(40):
        ask_code(from_address(), f"somebody{number}@tenant.example")
    assert Message.objects.count() == 20


def test_who_asks_too_often_gets_one_answer_for_known_and_unknown(tenant):
    answers = set()
    for email in (EMAIL, "nobody@tenant.example"):
        for _ in range(3):
            ask_code(from_address(), email)
        answer = ask_code(from_address(), email)
        assert "Wacht een kwartier" in answer.content.decode()
        assert f'value="{email}"' in answer.content.decode()
        answers.add(_bare(answer, email))
    assert len(answers) == 1


def test_the_owner_gets_a_code_on_his_own_device_while_somebody_else_asks_on(tenant):
    own = from_address(ELSEWHERE)
    ask_code(own, EMAIL)
    type_code(own, mailed_code())
    log_out(own)
    for number in range(10):
        ask_code(from_address(f"192.0.2.{number}"), EMAIL)
    ask_code(own, EMAIL)
    type_code(own, mailed_code())
    assert is_in(own)


def test_who_typed_a_wrong_address_types_another_and_gets_a_code_there(client, tenant):
    ask_code(client, "jna@tenant.example")
    confirm = reverse("account_confirm_login_code")
    assert 'name="other_address"' in client.get(confirm).content.decode()
    assert (
        client.get(reverse("account_request_login_code")).url == confirm
    )  # the library leads back while a code is awaited
    page = client.post(reverse("account_request_login_code"), {"other_address": ""}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("account_request_login_code")
    assert "Stuur mij een code" in page.content.decode()
    ask_code(client, EMAIL)
    type_code(client, mailed_code())
    assert is_in(client)


def test_a_code_dies_at_the_fifth_wrong_try_and_says_so(client, tenant):
    ask_code(client, EMAIL, next="/voorbeeldstad/mijn/")
    code = mailed_code()
    for _ in range(4):
        answer = type_code(client, wrong(code))
        assert "Deze code is niet goed." in answer.content.decode()
        assert f'value="{wrong(code)}"' in answer.content.decode()
    page = client.post(reverse("account_confirm_login_code"), {"code": wrong(code)}, follow=True).content.decode()
    assert "U hebt te vaak een verkeerde code getypt. De code werkt nu niet meer." in page
    type_code(client, code)
    assert not is_in(client)


def test_a_session_put_back_to_before_gives_no_more_tries(client, tenant):
    """Many at once would each read the same number of tries in the session; the count beside it is one for all."""
    ask_code(client, EMAIL)
    code, session = mailed_code(), client.session
    before = dict(session.items())
    for _ in range(5):
        type_code(client, wrong(code))
        session.update(before)
        session.save()
    assert "te vaak een code geprobeerd" in type_code(client, code).content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("email", [EMAIL, "nobody@tenant.example"])
def test_fifteen_tries_an_hour_for_an_address_over_all_its_codes(tenant, email):
    with time_machine.travel(timezone.now()) as traveller:
        tried = 0
        for number in range(6):
            client = from_address(f"192.0.2.{number}")
            ask_code(client, email)
            tried += sum("te vaak" not in type_code(client, f"{n:06}").content.decode() for n in range(4))
            traveller.shift(timedelta(minutes=8))
        assert tried == 15
        traveller.shift(timedelta(hours=1))
        own = from_address(ELSEWHERE)
        ask_code(own, EMAIL)
        type_code(own, mailed_code())
        assert is_in(own)


def test_an_old_code_says_that_it_is_old(client, tenant):
    with time_machine.travel(timezone.now()) as traveller:
        ask_code(client, EMAIL)
        traveller.shift(timedelta(minutes=11))
        page = client.post(reverse("account_confirm_login_code"), {"code": mailed_code()}, follow=True)
    assert "Deze code is te oud of al gebruikt. Vraag een nieuwe code." in page.content.decode()
    assert not is_in(client)


def test_a_code_works_once(client, tenant):
    ask_code(client, EMAIL)
    session = dict(client.session.items())
    type_code(client, mailed_code())
    assert is_in(client)
    client.logout()
    assert not client.session.keys() & session.keys()
    type_code(client, mailed_code())
    assert not is_in(client)


@pytest.mark.parametrize("back", ["/voorbeeldstad/mijn/", "/voorbeeldstad/aanbod/7/?door=6009"])
def test_the_way_back_outlives_a_wrong_code_and_a_fresh_page(client, tenant, back):
    page = ask_code(client, EMAIL, next=back)
    client.get(page.url)
    type_code(client, wrong(mailed_code()))
    fresh = client.get(reverse("account_confirm_login_code"), follow=True)
    assert fresh.status_code == 200
    answer = client.post(reverse("account_confirm_login_code"), {"code": mailed_code(), "next": _next(fresh)})
    assert answer.url == back
    assert "after_sign_in" not in client.session


def _next(page):
    from html import unescape

    form = page.content.decode().partition('action="/accounts/login/code/confirm/"')[2]
    return unescape(re.search(r'name="next" value="([^"]*)"', form)[1])
