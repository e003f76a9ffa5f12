"""The counter of tries is gone: nobody signs in or tries a code, everybody reads on, and all of it in words (R16)."""

import re

import pytest
from django.core.cache import caches
from django.urls import reverse

from agreements.contract.models import Signature
from agreements.contract.services import signing
from klushuur.embedded.places import free_port
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import factories
from tests.agreements.signed import offered
from tests.ground.accounts.guessing import PASSWORD, Hashes, ask_code, is_in, log_in, mailed_code, member_with_password

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"


@pytest.fixture
def _no_cache(settings):
    """A cache at an address where nobody answers."""
    before = settings.CACHES
    _use(settings, {"default": before["default"] | {"LOCATION": f"redis://127.0.0.1:{free_port()}/0"}})
    yield
    _use(settings, before)


def _use(settings, made):
    settings.CACHES = made
    if hasattr(caches._connections, "default"):
        del caches["default"]


@pytest.fixture
def agreement():
    return offered()


@pytest.fixture
def me(client, agreement):
    return factories.signed_in(client, agreement.application.tenant.user)


def _says_later(answer, language="nl"):
    words = {"nl": "Dit kan nu even niet", "en": "This is not possible right now"}[language]
    return (answer.status_code, answer.headers.get("Retry-After"), words in answer.content.decode()) == (
        503,
        "60",
        True,
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.usefixtures("_no_cache")
def test_nobody_signs_in_by_password_and_nothing_is_hashed(client, monkeypatch, language):
    user = member_with_password()
    hashes = Hashes(monkeypatch)
    assert _says_later(log_in(client, user.email, PASSWORD, headers={"accept-language": language}), language)
    assert (hashes.count, is_in(client)) == (0, False)


@pytest.mark.usefixtures("_no_cache")
def test_nobody_gets_a_code(client):
    assert _says_later(ask_code(client, "jan@tenant.example"))
    assert not Message.objects.exists()


def test_a_right_code_waits(client, settings, request):
    user = factories.tenant(factories.block(factories.corporation())).user
    ask_code(client, user.email)
    code = mailed_code()
    request.getfixturevalue("_no_cache")
    assert _says_later(client.post(reverse("account_confirm_login_code"), {"code": code}))
    assert not is_in(client)


@pytest.mark.usefixtures("_no_cache")
def test_a_code_from_a_letter_is_not_looked_up(client, agreement):
    assert _says_later(client.post(reverse("sign_up", args=[SLUG]), {"code": "AAAA-BBBB-CCCC"}))


@pytest.mark.usefixtures("_no_cache")
def test_nobody_signs(me, agreement):
    signing.send_code(agreement, user=agreement.application.tenant.user)
    code = re.search(r"\b\d{6}\b", Message.objects.filter(kind="signing_code").latest("pk").text)[0]
    page = reverse("agreement_sign", args=[SLUG, agreement.pk])
    posted = {"agrees": "on", "name": "Jan", "code": code, "text_sha256": agreement.text_sha256}
    answer = me.post(page, posted, headers={"referer": f"http://testserver{page}"})
    assert _says_later(answer)
    assert f'href="{page}"' in answer.content.decode()
    with scope.of(agreement.corporation_id):
        assert not Signature.objects.exists()


@pytest.mark.usefixtures("_no_cache")
def test_reading_goes_on(me, agreement):
    case = agreement.application_id
    pages = [
        reverse("front", args=[SLUG]),
        reverse("my_home", args=[SLUG]),
        reverse("application", args=[SLUG, case]),
        reverse("agreement_read", args=[SLUG, agreement.pk]),
        reverse("agreement_sign", args=[SLUG, agreement.pk]),
        reverse("account_request_login_code"),
    ]
    assert [me.get(page).status_code for page in pages] == [200] * 5 + [302]  # the last: signed in already
    assert me.get(reverse("health")).json() == {"database": True, "cache": False}
