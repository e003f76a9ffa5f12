"""A hostile Host header: refused in words, and no message ever takes an address from it (T12)."""

import re

import pytest
from django.conf import settings
from django.test import Client

from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from tests.bad_input.refusing import both, speak
from tests.bad_input.snapshot import changed, snapshot
from tests.ground.accounts.guessing import ask_code
from tests.tree import text as source
from tests.tree import tracked
from tests.visiting import text

pytestmark = pytest.mark.django_db
HOSTS = [
    "evil.test", "evil.test:80", "testserver@evil.test", "testserver:80@evil.test", "evil.test#testserver",
    "testserver.evil.test", "eviltestserver", "testserver evil.test", "evil.test\\testserver", "[::1]", "127.0.0.1", "..", "*",
]  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("host", HOSTS)
def test_another_host_is_refused_in_words_and_nothing_is_mailed(host, language):
    User.objects.create_user("jan@tenant.example", kind=UserKind.TENANT)
    before = snapshot()
    client = Client(headers={"host": host})
    speak(client, language)
    for answer in (client.get("/"), ask_code(client, "jan@tenant.example")):
        assert answer.status_code == 400
        assert both("Dit ging niet goed")[language] in text(answer)
        assert "evil" not in answer.content.decode()
    assert changed(before) == {}


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "Forwarded", "X-Original-Host"])
def test_a_forwarded_host_is_not_looked_at(header):
    User.objects.create_user("jan@tenant.example", kind=UserKind.TENANT)
    client = Client(headers={header: "host=evil.test" if header == "Forwarded" else "evil.test"})
    answer = ask_code(client, "jan@tenant.example")
    assert (answer.status_code, "evil" in answer["Location"]) == (302, False)
    message = Message.objects.get()
    links = set(re.findall(r"https?://[^/\s\"<]+", message.text + message.html))
    assert links == {settings.SITE.address}


def test_no_mail_is_made_of_a_request():
    ours = [name for name in tracked() if name.endswith(".py") and not name.startswith(("tests/", "bench/"))]
    asking = {name for name in ours if re.search(r"build_absolute_uri|get_current_site|X-Forwarded-Host", source(name))}
    assert asking == set()
    assert settings.USE_X_FORWARDED_HOST is False
