"""Where somebody goes after signing in, up or out, or after choosing a language: never to another site (T23)."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.scope import scope
from tenants.services import signing_up
from tests import factories
from tests.ground.accounts.guessing import PASSWORD, ask_code, log_in, mailed_code, member_with_password

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
PAYLOADS = [
    "//evil.test", "///evil.test", "////evil.test/x", "/\\evil.test", "\\\\evil.test", "\\/evil.test", "/\t/evil.test",
    "/\n/evil.test", "\t//evil.test", " //evil.test", "\x00//evil.test", "https:evil.test", "https:/evil.test",
    "https://evil.test", "HTTPS://EVIL.TEST", "http://testserver@evil.test", "http://testserver.evil.test",
    "http://evil.test#testserver", "http://evil.test\\@testserver", "//testserver:80@evil.test/", "%2f%2fevil.test",
    "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "http://\u2025evil.test", "\u2f2fevil.test", "ftp://testserver/", "//[::1]evil.test", "http://[evil",
]  # fmt: skip


def _stays(answer, *, at):
    """The address that a browser goes to from `at`, with its habits: backslashes are slashes, tabs and line ends vanish."""
    location = answer.headers.get("Location", "")
    assert not set(location) & set("\r\n\t\x00"), location
    landed = urlsplit(urljoin(f"http://testserver{at}", location.strip().replace("\\", "/")))
    return (landed.scheme, landed.netloc) == ("http", "testserver")


@pytest.mark.parametrize("target", PAYLOADS)
def test_signing_in_by_code(client, target):
    user = User.objects.create_user("jan@tenant.example", kind=UserKind.TENANT)
    page = reverse("account_request_login_code")
    client.get(page, {"next": target})
    asked = ask_code(client, user.email, next=target)
    assert _stays(asked, at=page)
    client.get(asked.url)
    confirm = reverse("account_confirm_login_code")
    assert _stays(client.get(confirm), at=confirm)
    answer = client.post(confirm, {"code": mailed_code(), "next": target})
    assert (answer.status_code, _stays(answer, at=confirm)) == (302, True)


@pytest.mark.parametrize("target", PAYLOADS)
def test_signing_in_by_code_with_the_target_in_the_address(client, target):
    user = User.objects.create_user("jan@tenant.example", kind=UserKind.TENANT)
    ask_code(client, user.email)
    confirm = reverse("account_confirm_login_code")
    client.get(confirm, {"next": target})
    answer = client.post(confirm, {"code": mailed_code()}, query_params={"next": target})
    assert (answer.status_code, _stays(answer, at=confirm)) == (302, True)


def test_signing_in_by_password(client):
    user = member_with_password()
    page = reverse("account_login")
    for target in PAYLOADS:
        client = Client()
        answer = client.post(page, {"login": user.email, "password": PASSWORD, "next": target})
        assert (answer.status_code, _stays(answer, at=page)) == (302, True), target
        assert _stays(client.get(page, {"next": target}), at=page), target  # who is in already


def test_signing_out(client):
    page = reverse("account_logout")
    for target in PAYLOADS:
        factories.signed_in(client, User.objects.get_or_create(email="a@tenant.example", kind=UserKind.TENANT)[0])
        answer = client.post(page, {"next": target})
        assert (answer.status_code, _stays(answer, at=page)) == (302, True), target


def test_choosing_a_language(client):
    page = reverse("set_language")
    for target in PAYLOADS:
        answer = client.post(page, {"next": target, "language": "en"})
        assert (answer.status_code, _stays(answer, at=page)) == (302, True), target
        answer = client.post(page, {"language": "en"}, headers={"referer": target.encode("ascii", "ignore").decode()})
        assert _stays(answer, at=page), target


@pytest.mark.parametrize("language", ["de", "xx", "", "nl\r\nSet-Cookie: a=b", "../../etc", "n" * 5000])
def test_a_language_that_is_not_there_leaves_the_page_as_it_was(client, language):
    answer = client.post(reverse("set_language"), {"next": "/", "language": language})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert '<html lang="nl">' in client.get("/").content.decode()


def test_signing_up(client):
    party = factories.lease(factories.block(factories.corporation()))
    user = User.objects.create_user("jan@tenant.example", kind=UserKind.TENANT)
    confirm = reverse("sign_up_confirm", args=[SLUG])
    for target in PAYLOADS:
        scope.enter(party.corporation_id)
        code = signing_up.invite(party, by=None)
        client = factories.signed_in(Client(REMOTE_ADDR=f"192.0.2.{PAYLOADS.index(target)}"), user)
        client.get(reverse("sign_up", args=[SLUG]), {"next": target})
        client.post(reverse("sign_up", args=[SLUG]), {"code": code})
        answer = client.post(confirm)
        assert (answer.status_code, _stays(answer, at=confirm)) == (302, True), target


def test_an_address_of_ours_is_kept():
    """The twin: what is refused above is refused for where it leads."""
    user = member_with_password()
    answer = log_in(Client(), user.email, PASSWORD, query_params={"next": "/voorbeeldstad/werk/?a=1"})
    assert answer["Location"] == "/voorbeeldstad/werk/?a=1"
