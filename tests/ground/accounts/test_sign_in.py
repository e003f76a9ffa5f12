"""Signing in: tenants by a code in the mail, staff by password and second factor, and nobody learns who has an account."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.scope import scope
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "een lange zin om in te loggen"


def _ask_code(client, email):
    return client.post(reverse("account_request_login_code"), {"email": email}, follow=True)


def _code():
    return re.search(r"\b\d{6}\b", Message.objects.latest("pk").text)[0]


@pytest.fixture
def tenant():
    return User.objects.create_user("jan@tenant.example", kind=UserKind.TENANT)


def test_a_tenant_signs_in_with_the_code_from_the_mail(client, tenant):
    _ask_code(client, "JAN@tenant.example")
    client.post(reverse("account_confirm_login_code"), {"code": _code()})
    assert client.session["_auth_user_id"] == str(tenant.pk)


def test_five_wrong_codes_end_the_code(client, tenant):
    _ask_code(client, tenant.email)
    right = _code()
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(5):
        client.post(reverse("account_confirm_login_code"), {"code": wrong})
    client.post(reverse("account_confirm_login_code"), {"code": right})
    assert "_auth_user_id" not in client.session


def test_known_unknown_and_staff_addresses_get_the_same_page(tenant):
    member = factories.staff(factories.corporation(), "officer")
    pages = set()
    for email in (tenant.email, "nobody@tenant.example", member.user.email):
        page = _ask_code(Client(), email).content.decode()
        pages.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(email, "X")))
    assert len(pages) == 1


def test_known_and_unknown_addresses_cost_the_same_work(tenant, monkeypatch):
    """One message and one work row each, and no mail server within the request: time tells nothing."""

    def no_server(*_, **__):
        raise AssertionError("a mail server was asked within the request")

    monkeypatch.setattr("klushuur.ground.mail.delivery.get_connection", no_server)
    counts = []
    for email in (tenant.email, "nobody@tenant.example"):
        before = Message.objects.count(), WorkRow.objects.count()
        with CaptureQueriesContext(connection) as queries:
            Client().post(reverse("account_request_login_code"), {"email": email})
            counts.append(len(queries))
        assert (Message.objects.count(), WorkRow.objects.count()) == (before[0] + 1, before[1] + 1)
    assert abs(counts[0] - counts[1]) <= 2, counts


def test_staff_get_no_code(client):
    member = factories.staff(factories.corporation(), "officer")
    _ask_code(client, member.user.email)
    scope.enter(None)
    assert not re.search(r"\b\d{6}\b", Message.objects.latest("pk").text)


def test_staff_with_a_password_must_set_up_a_second_factor_before_anything_else(client):
    member = factories.staff(factories.corporation(), "officer")
    member.user.set_password(PASSWORD)
    member.user.save()
    client.post(reverse("account_login"), {"login": member.user.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(member.user.pk)
    response = client.get(reverse("inbox", args=["voorbeeldstad"]))
    assert response["Location"].startswith(reverse("mfa_activate_totp"))


def test_staff_with_a_second_factor_are_not_in_before_it_is_shown(client):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    member = factories.staff(factories.corporation(), "officer")
    member.user.set_password(PASSWORD)
    member.user.save()
    TOTP.activate(member.user, generate_totp_secret())
    response = client.post(reverse("account_login"), {"login": member.user.email, "password": PASSWORD})
    assert response["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_without_a_letter(client):
    client.post("/accounts/signup/", {"email": "new@tenant.example", "password1": PASSWORD})
    assert not User.objects.filter(email="new@tenant.example").exists()


def test_a_fourth_request_for_a_code_within_a_quarter_is_not_mailed(client, tenant):
    for _ in range(5):
        Client().post(reverse("account_request_login_code"), {"email": tenant.email})
    assert Message.objects.count() == 3


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client, tenant, target):
    client.post(reverse("account_request_login_code"), {"email": tenant.email, "next": target})
    response = client.post(reverse("account_confirm_login_code"), {"code": _code(), "next": target})
    assert "evil" not in response["Location"]
    assert "javascript" not in response["Location"]


def test_signing_out_empties_the_browsers_cache(client, tenant):
    client.force_login(tenant)
    response = client.post(reverse("account_logout"))
    assert (response.status_code, response["Clear-Site-Data"]) == (302, '"cache"')
    assert "_auth_user_id" not in client.session
