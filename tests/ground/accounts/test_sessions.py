"""How long somebody stays signed in: figures of the settings, a reason on the next page, and the way back."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings as now
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from klushuur.ground.accounts.models import UserKind
from tests import access_world, factories
from tests.ground.accounts.guessing import is_in

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
PAGE = {"tenant": "my_home", "staff": "inbox"}


@pytest.fixture
def people():
    block = factories.block(factories.corporation())
    return {
        "tenant": factories.tenant(block).user,
        "staff": factories.staff(block.corporation, "officer").user,
        "operator": access_world.operator(),
    }


def test_the_figures_are_those_that_we_promise():
    assert {kind: now.SESSION_LIMITS[kind] for kind in UserKind.values} == {
        "tenant": (60, 12),
        "staff": (30, 10),
        "operator": (30, 10),
    }


@pytest.mark.parametrize("kind", ["tenant", "staff", "operator"])
@pytest.mark.parametrize(("minutes", "stays"), [(-1, True), (1, False)])
def test_who_is_away_too_long_is_signed_out(client, people, kind, minutes, stays):
    with time_machine.travel(timezone.now()) as traveller:
        factories.signed_in(client, people[kind])
        client.get("/")
        traveller.shift(timedelta(minutes=now.SESSION_LIMITS[kind][0] + minutes))
        client.get("/")
        assert is_in(client) is stays


@pytest.mark.parametrize("kind", ["tenant", "staff", "operator"])
def test_the_working_day_ends_however_busy(client, people, kind):
    minutes, hours = now.SESSION_LIMITS[kind]
    with time_machine.travel(timezone.now()) as traveller:
        factories.signed_in(client, people[kind])
        for _ in range(hours * 60 // (minutes - 10)):
            client.get("/")
            assert is_in(client)
            traveller.shift(timedelta(minutes=minutes - 10))
        for _ in range(3):
            traveller.shift(timedelta(minutes=9))
            client.get("/")
        assert not is_in(client)


@pytest.mark.parametrize(
    ("language", "kind", "words"),
    [
        ("nl", "tenant", "U deed langer dan 60 minuten niets. Daarom hebben wij u uitgelogd."),
        ("en", "tenant", "You did nothing for more than 60 minutes. So we have signed you out."),
        ("nl", "staff", "U deed langer dan 30 minuten niets. Daarom hebben wij u uitgelogd."),
        ("en", "staff", "You did nothing for more than 30 minutes. So we have signed you out."),
    ],
)
def test_the_sign_in_page_says_why_and_leads_back(client, people, kind, language, words):
    page = reverse(PAGE[kind], args=[SLUG])
    with time_machine.travel(timezone.now()) as traveller:
        factories.signed_in(client, people[kind])
        assert client.get(page).status_code == 200
        traveller.shift(timedelta(hours=2))
        answer = client.get(page, follow=True, headers={"accept-language": language})
    assert words in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith(f"?{urlencode({'next': page})}")


def test_a_button_that_came_too_late_does_nothing_and_leads_back_to_its_page(client, people):
    page = reverse("my_home", args=[SLUG])
    with time_machine.travel(timezone.now()) as traveller:
        factories.signed_in(client, people["tenant"])
        client.get(page)
        traveller.shift(timedelta(hours=2))
        button = reverse("application_submit", args=[SLUG, 1])
        answer = client.post(button, headers={"referer": f"http://testserver{page}?a=1"})
    assert answer.url == "/accounts/login/code/?next=%2Fvoorbeeldstad%2Fmijn%2F%3Fa%3D1"


@pytest.mark.parametrize(
    "referer", ["", "http://evil.test/x", "https://testserver/x", "http://testserver//evil.test", "http://[x", "x"]
)
def test_a_strange_referer_leads_to_the_start(client, people, referer):
    answer = client.post(reverse("application_submit", args=[SLUG, 1]), headers={"referer": referer})
    assert answer.url == "/accounts/login/code/?next=%2F"


def test_a_session_is_written_once_a_minute(client, people):
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        factories.signed_in(client, people["tenant"])
        client.get("/")
        before = Session.objects.get().session_data
        client.get("/")
        assert Session.objects.get().session_data == before
        traveller.shift(timedelta(seconds=61))
        client.get("/")
        assert Session.objects.get().session_data != before


def test_an_account_that_is_switched_off_is_out_at_once(client, people):
    factories.signed_in(client, people["staff"])
    people["staff"].is_active = False
    people["staff"].save()
    assert client.get(reverse("inbox", args=[SLUG])).url.startswith(reverse("account_login"))
