"""Every kind of message, in each language, of a case that has everything."""

import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from agreements.contract.models import Payout, RentChange
from agreements.rewards.services.booking import Booking
from klushuur.ground.mail import mail
from klushuur.ground.mail.models import Message
from klushuur.ground.mail.templatetags.mail_text import unlinked
from tests import factories, kept_world

pytestmark = pytest.mark.django_db

ABOUT_A_CASE = {
    "application_received": "application",
    "application_taken_up": "application",
    "application_rejected": "offers",
    "application_waiting": "application",
    "place_offered": "application_place",
    "place_lapsed": "application",
    "agreement_offered": "agreement_read",
    "agreement_form_changed": "agreement_read",
    "agreement_renewed": "application",
    "agreement_declined": "offers",
    "agreement_expired": "application",
    "agreement_signed_by_tenant": "application",
    "agreement_document": "file",
    "agreement_suspended": "application",
    "agreement_resumed": "application",
    "agreement_ready": "application",
    "inspection_passed": "application",
    "inspection_repair": "agreement_repaired",
    "agreement_taken_over": "application",
    "agreement_terminated": "application",
    "agreement_rewarded": "application",
    "reward_rest_paid": "application",
    "reward_changed": "application",
    "reward_corrected": "application",
    "reminder_sign": "agreement_read",
    "reminder_start": "application",
    "reminder_finish": "application",
    "signing_code": "agreement_sign",
    "question_answered": "application",
    "information_requested": "application",
}
TO_THE_OFFICER = ("question_asked", "manager_asked_back", "manager_refused", "tenant_declined", "tenant_withdrew")
ABOUT_A_CASE |= dict.fromkeys(TO_THE_OFFICER, "work_case")
ABOUT_THE_ACCOUNT = ("sign_in_code", "sign_in_unknown", "sign_in_stopped", "account_notice")
TO_A_VISITOR = {"interest_noted": "interest_remove"}
KINDS = (*ABOUT_A_CASE, *ABOUT_THE_ACCOUNT, *TO_A_VISITOR)
PATHS = {
    "application": "/voorbeeldstad/mijn/aanvraag/{application}/",
    "work_case": "/voorbeeldstad/werk/aanvraag/{application}/",
    "offers": "/voorbeeldstad/aanbod/",
    "application_place": "/voorbeeldstad/mijn/aanvraag/{application}/plek/",
    "agreement_read": "/voorbeeldstad/mijn/overeenkomst/4/",
    "file": "/voorbeeldstad/bestand/8/",
    "interest_remove": "/voorbeeldstad/klussimulator/interesse/weg/?code=k3y",
    "agreement_sign": "/voorbeeldstad/mijn/overeenkomst/4/tekenen/",
    "agreement_repaired": "/voorbeeldstad/mijn/overeenkomst/4/hersteld/",
}
LOWER = RentChange(starts_on=date(2027, 4, 1), ends_on=date(2027, 6, 1), amount=Decimal("93.92"))
PAID = Payout(due_on=date(2027, 6, 1), amount=Decimal("10.00"))
FOREIGN_NAME = "Zoë <script>alert(1)</script> d'Eau {{ x }} www.evil.example"


def make():
    corporation = factories.corporation()
    block = factories.block(corporation)
    officer = factories.staff(corporation, "officer", name="Fatima Yılmaz", phone="088 000 00 07")
    tenant = factories.tenant(block, name=FOREIGN_NAME)
    application = factories.application(factories.offer(block, officer), tenant)
    application.place_until = application.offer.closes_on
    return application


kept = kept_world.made_by(make)


@pytest.fixture
def case(db, kept):
    application = kept_world.own(kept)
    offer = application.offer
    agreement = SimpleNamespace(
        pk=4,
        version=2,
        form="skip",
        reward=offer.reward,
        sign_before=offer.closes_on,
        works_from=offer.works_from,
        works_until=offer.works_until,
        inspect_before=offer.works_until,
        rewarded_on=offer.works_until,
        quote=SimpleNamespace(policy=application.policy),
    )
    return {
        "corporation": application.corporation,
        "application": application,
        "contact": offer.officer,
        "agreement": agreement,
        "document": SimpleNamespace(pk=8),
        "inspection": SimpleNamespace(note="De plint. www.evil.example", repair_before=offer.works_until),
        "pay_before": offer.works_until,
        "first_month": offer.works_until,
        "amount": offer.reward,
        "booking": Booking(offer.works_from, [offer.reward], offer.reward),
        "balance": SimpleNamespace(lower=[LOWER], to_pay=[PAID], lapsed=offer.reward),
        "is_ended": True,
        "day": offer.works_until,
        "ground": "Het werk is te hoog om veilig zelf te doen.",
        "reason": "De bedragen zijn anders.",
        "minutes": 10,
        "last_day": offer.closes_on,
    }


def written(kind, language, case):
    """The message of a kind, as the services ask for it."""
    given = {"code": "314159"} | (case if kind in ABOUT_A_CASE else {})
    if kind in TO_A_VISITOR:
        given |= {name: case[name] for name in ("corporation", "contact", "last_day")}
        given |= {"job": FOREIGN_NAME, "token": "k3y"}
    if kind in TO_THE_OFFICER:
        given["name"] = case["contact"].name
    mail.write(kind, to="jan@tenant.example", occasion="test", language=language, **given)
    return Message.objects.get(occasion=f"{kind}:test")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_message_has_a_greeting_a_link_a_reason_and_a_person(kind, language, case):
    message = written(kind, language, case)
    path = PATHS.get((ABOUT_A_CASE | TO_A_VISITOR).get(kind), "/")
    wanted = [settings.SITE.address + path.format(application=case["application"].pk)]
    if kind in ABOUT_A_CASE:
        wanted += ["Fatima Yılmaz, 088 000 00 07", "Wonen Voorbeeldstad", case["application"].reference]
    for part in (message.text, message.html):
        assert [words for words in wanted if words not in part] == []
    assert message.subject
    assert message.sender == ("" if kind in ABOUT_THE_ACCOUNT else "Wonen Voorbeeldstad")
    assert not re.search("None|{{|{%", (message.subject + message.text + message.html).replace("{{ x }}", ""))


@pytest.mark.parametrize("kind", KINDS)
def test_code_stands_in_the_text_and_never_in_the_subject(kind, case):
    message = written(kind, "nl", case)
    has_code = kind in {"sign_in_code", "signing_code"}
    assert ("314159" in message.text, "314159" in message.html) == (has_code, has_code)
    assert "314159" not in message.subject


@pytest.mark.parametrize("kind", ABOUT_A_CASE)
def test_what_people_typed_is_text_and_no_markup_and_no_link(kind, case):
    message = written(kind, "nl", case)
    is_to_tenant = kind not in TO_THE_OFFICER
    assert (f"Dag {unlinked(FOREIGN_NAME)},\n" in message.text) is is_to_tenant
    assert "<script" not in message.html
    assert ("{{ x }}" in message.html) is is_to_tenant
    assert "www.evil" not in message.text + message.html
    assert "&" not in message.subject + message.text


class Reader(HTMLParser):
    """What a mail program would load or run, and whether every element is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.found, self.links = [], [], []

    def handle_starttag(self, tag, attributes):
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        if tag in {"img", "script", "style", "link", "table", "form"} or any(
            name.startswith("on") for name, _ in attributes
        ):
            self.found.append(tag)
        self.links += [value for name, value in attributes if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_message_to_a_visitor_says_how_long_and_what_was_typed_is_no_link(case):
    message = written("interest_noted", "nl", case)
    with translation.override("nl"):
        day = date_format(case["last_day"], "j F Y")
    for part in (message.text, message.html):
        assert day in part
        assert "www.evil" not in part
    assert "<script" not in message.html


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_whole_loads_nothing_and_has_one_link(kind, case):
    reader = Reader()
    message = written(kind, "nl", case)
    reader.feed(message.html)
    assert (reader.open, reader.found, len(reader.links)) == ([], [], 1)
    assert reader.links[0] in message.text


def test_message_about_a_place_names_the_last_day(case):
    message = written("place_offered", "nl", case)
    with translation.override("nl"):
        day = date_format(case["application"].place_until, "j F Y")
    assert [day in part for part in (message.subject, message.text, message.html)] == [True] * 3


@pytest.mark.parametrize("kind", ["agreement_offered", "reminder_sign"])
def test_message_to_sign_names_the_last_day(kind, case):
    message = written(kind, "nl", case)
    with translation.override("nl"):
        day = date_format(case["agreement"].sign_before, "j F Y")
    assert [day in part for part in (message.subject, message.text, message.html)] == [True] * 3


def test_every_template_is_on_the_lists_above():
    """So that no kind goes without the person to ask."""
    folder = settings.BASE_DIR / "templates" / "mail"
    kinds = {path.name.removesuffix(".subject.txt") for path in folder.glob("*.subject.txt")}
    assert kinds == set(KINDS)


@pytest.mark.parametrize("kind", ["question_asked", "question_answered"])
@pytest.mark.parametrize("is_answer", [True, False])
def test_message_about_the_thread_says_whether_it_is_an_answer(kind, is_answer, case):
    mail.write(kind, to="x@tenant.example", occasion="test", is_answer=is_answer, **case)
    subject = Message.objects.get(occasion=f"{kind}:test").subject
    assert bool(re.search("antwoord", subject.replace("Beantwoord", ""))) is is_answer


def test_sign_in_code_promises_the_minutes_of_the_settings():
    assert settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT == 600  # the text says ten minutes


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("J.W. de Vries", "J.W. de Vries"),
        ("www.evil.example", "www.\u2060evil.\u2060example"),
        ("https://evil", "https:\u2060//evil"),
        ("jan@evil.nl", "jan@\u2060evil.\u2060nl"),
        ("Jan\r\n\r\nKlik hier", "Jan Klik hier"),
    ],
)
def test_unlinked(typed, shown):
    assert unlinked(typed) == shown
