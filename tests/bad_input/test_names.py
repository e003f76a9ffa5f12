"""Names with markup and template signs in every column: as text on every page, in mails, in the agreement and its PDF (T16, T17, T19)."""

import html5lib
import pytest
from django.test import Client
from django.urls import reverse

from agreements.contract.documents import pdf_of
from agreements.contract.models import Agreement
from klushuur.ground.mail import delivery, mail
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import access_world, factories
from tests.bad_input.refusing import tree
from tests.factories import signed_in
from tests.isolation import canaries
from tests.isolation.crawling import words_of_pdf
from tests.pages import PAGES, arguments

MARK = "<b class=planted>"
NAME = "<b class=planted>{{7*7}}{a.__class__}"
SLUG = "voorbeeldstad"
JOINER = "\u2060"


@pytest.fixture
def world(transactional_db):
    made = access_world.corporation(SLUG, NAME)
    made.users["operator"] = access_world.operator()
    return made


def _planted(root):
    return [element for element in root.iter() if "planted" in (element.get("class") or "").split()]


def _parsed(html):
    return html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)


@pytest.mark.long
def test_on_no_page_is_a_name_more_than_text(world):
    canaries.plant(access_world.number_of(SLUG), MARK)  # in every column; the names have more in them
    shown, found = 0, []
    for role in ("anonymous", "tenant", "neighbour", "officer", "inspector", "manager", "finance"):
        client = Client()
        if role != "anonymous":
            signed_in(client, world.users[role])
        for name in PAGES:
            scope.enter(access_world.number_of(SLUG))
            response = client.get(reverse(name, kwargs=arguments(name, world)))
            if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
                page = tree(response)
                found += [(role, name)] * len(_planted(page))
                shown += MARK in "".join(page.itertext())
    assert found == []
    assert shown > 40


def test_a_page_that_trusts_a_name_would_be_found():
    """The twin: the same name, not escaped."""
    assert len(_planted(_parsed(f"<!doctype html><p>{NAME}</p>"))) == 1


def test_in_no_mail_is_a_name_more_than_text(world):
    with scope.of(access_world.number_of(SLUG)):
        messages = list(Message.objects.all())
    assert len({message.kind for message in messages}) >= 4
    for message in messages:
        assert _planted(_parsed(message.html)) == [], message.kind
        assert message.subject == " ".join(message.subject.split()), message.kind
        words = (message.text + message.html).replace(JOINER, "")
        assert NAME in words, message.kind


def test_in_the_agreement_and_its_pdf_a_name_is_text(world):
    with scope.of(access_world.number_of(SLUG)):
        agreement = Agreement.objects.with_case().get(pk=world.rows["agreement"])
        root = _parsed(agreement.text)
        assert _planted(root) == []
        assert NAME in "".join(root.itertext())
        words = "".join(words_of_pdf(pdf_of(agreement)).split())
    assert "".join(f"Huurder {NAME}".split()) in words


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_a_line_end_in_a_name_starts_no_header(end):
    hostile = f"Wonen{end}Bcc: everybody@evil.test{end}{end}<b class=planted>"
    corporation = factories.corporation(name=hostile)
    mail.write(
        "sign_in_code", to="jan@tenant.example", occasion="1", code="314159", corporation=corporation, name=hostile
    )
    sent = delivery.compose(Message.objects.get()).message()
    assert sorted(sent.keys()) == sorted(
        [
            "Content-Type",
            "MIME-Version",
            "Subject",
            "From",
            "To",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "Content-Language",
        ]
    )
    for name, value in sent.items():
        assert len(value.splitlines()) == 1, name


@pytest.mark.django_db
def test_an_address_in_a_name_is_no_link_in_a_mail():
    name = "Klik http://evil.test/x of www.evil.test"
    mail.write("sign_in_code", to="jan@tenant.example", occasion="1", code="314159", name=name)
    message = Message.objects.get()
    assert "evil.test" not in message.text + message.html  # a joiner stands in every address
    assert "evil.test" in (message.text + message.html).replace(JOINER, "")
    assert [a.get("href") for a in _parsed(message.html).iter("a") if "evil" in (a.get("href") or "")] == []
