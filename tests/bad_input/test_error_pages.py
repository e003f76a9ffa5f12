"""The pages for when something is wrong: in both languages, valid HTML, with what to do and a way on."""

from typing import Any

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from klushuur import pages
from tests import factories
from tests.bad_input.refusing import both, speak
from tests.visiting import text

pytestmark = pytest.mark.django_db


def _refused(client):
    officer = factories.staff(factories.corporation(), "finance").user
    return factories.signed_in(client, officer).get("/voorbeeldstad/werk/aanbod/")


def _not_known(client):
    factories.corporation()
    return client.get("/voorbeeldstad/bestaat/niet/")


def _too_much(client):
    factories.corporation()
    return client.post("/voorbeeldstad/aanmelden/", {"code": "a" * 2_000_000})


def _too_many(client):
    factories.corporation()
    return client.post("/voorbeeldstad/aanmelden/", {f"field{number}": "" for number in range(300)})


def _too_often(client):
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "1/h/ip"}):
        answers = [client.post(reverse("account_login"), {"login": "a@b.example", "password": "x"}) for _ in range(2)]
    return answers[-1]


PROBLEMS: dict[str, tuple[Any, int, str, str]] = {
    "another host": (
        lambda client: client.get("/", headers={"host": "evil.test"}),
        400,
        "Dit ging niet goed",
        "Ga terug",
    ),
    "too much": (_too_much, 400, "Dit ging niet goed", "Ga terug"),
    "too many fields": (_too_many, 400, "Dit ging niet goed", "Ga terug"),
    "not for you": (_refused, 403, "Deze pagina is niet voor u", "bel ons"),
    "not there": (_not_known, 404, "Deze pagina is er niet", "adres"),
    "only a button": (
        lambda client: client.put(reverse("account_request_login_code")),
        405,
        "Hier is geen pagina",
        "Ga terug",
    ),
    "too often": (_too_often, 429, "Even wachten", "Wacht"),
}


def _errors(page):
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    return parser.errors


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_problem_has_a_page_that_says_what_to_do(problem, language):
    bring_about, status, title, todo = PROBLEMS[problem]
    client = Client(raise_request_exception=False)
    speak(client, language)
    answer = bring_about(client)
    page = answer.content.decode()
    assert (answer.status_code, _errors(page)) == (status, [])
    assert f'<html lang="{language}">' in page
    assert f"<h1>{both(title)[language]}</h1>" in page
    assert (todo in text(answer)) is (language == "nl")
    assert 'class="button"' in page
    assert answer["Cache-Control"] == "no-store, private"


def test_an_error_of_ours_has_a_page_in_both_languages_that_needs_nothing(monkeypatch, rf):
    """It asks nothing of the database, the session or the visitor: any of these may be what is broken."""
    factories.corporation()
    monkeypatch.setattr(pages, "render", lambda *_, **__: 1 / 0)
    answer = Client(raise_request_exception=False).get("/accounts/signup/")
    page = answer.content.decode()
    assert (answer.status_code, _errors(page)) == (500, [])
    assert page == render_to_string("500.html")
    assert "Probeer het over een paar minuten opnieuw." in page
    assert 'lang="en">Something went wrong on our side. Please try again in a few minutes.' in page
    assert "ZeroDivision" not in page
