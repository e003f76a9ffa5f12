"""One person with words that nobody else has: they are in no log line, journal row, work row, queue or address."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from django.conf import settings
from django.test import Client

from agreements.cases.services import reminding
from agreements.cases.views import mine
from agreements.contract.services import delivering
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.http import JsonLines
from klushuur.ground.journal.models import Entry
from klushuur.ground.mail import delivery
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.scope import scope
from tenants.services import signing_up
from tests import factories
from tests.agreements import signed
from tests.factories import signed_in

NAME, EMAIL, STREET, REMARK = (
    "Quirijn Zwaluwstaart",
    "quirijn@zwaluwstaart.example",
    "Kanariehof",
    "Mijn parkiet heet Loebas",
)
WORDS = re.compile("quirijn|zwaluwstaart|kanariehof|parkiet|loebas", re.IGNORECASE)
HOME = "/voorbeeldstad"


class Kept(logging.Handler):
    """The log as an installation writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[list[str]]:
    kept = Kept()
    loggers = [logging.getLogger(name) for name in ("", "django.server", "django.request", "django.security", "celery")]
    for logger in loggers:
        logger.addHandler(kept)
    yield kept.lines
    for logger in loggers:
        logger.removeHandler(kept)


@pytest.fixture
def agreement(transactional_db: None) -> Any:
    """The person's case, as far as everybody's signature; its mails and its document are made by the doors of the worker."""
    made = signed.signed(NAME)
    application = made.application
    user, home = application.tenant.user, application.lease.dwelling
    User.objects.filter(pk=user.pk).update(email=EMAIL)
    type(home).objects.filter(pk=home.pk).update(street=STREET)
    type(application).objects.filter(pk=application.pk).update(remarks=REMARK)
    delivering.deliver(made.pk, made.version)
    reminding.remind()
    for message in Message.objects.all():
        delivery.deliveries([message.pk])[0]()
    return signed.again(made)


def _visit_everything(agreement: Any, monkeypatch: Any) -> list[str]:
    """The person's own pages, the officer's, the doors with what this person types, and an error. Returns what was shown."""
    slug, case, pk = HOME, agreement.application_id, agreement.pk
    tenant = signed_in(Client(raise_request_exception=False), agreement.application.tenant.user)
    officer = signed_in(Client(raise_request_exception=False), agreement.application.offer.officer.user)
    visitor = Client(raise_request_exception=False)
    party = factories.lease(agreement.application.offer.complex, name=NAME)
    code = signing_up.invite(party, by=None)
    answers = [
        visitor.post(f"{slug}/aanmelden/", {"code": code}),
        visitor.post(f"{slug}/aanmelden/adres/", {"email": EMAIL}),
        visitor.post(f"{slug}/klussimulator/interesse/", {"klus": "SCH-BUI", "email": EMAIL}),
        visitor.post("/accounts/login/code/", {"email": EMAIL}),
        visitor.post("/accounts/login/code/confirm/", {"code": "000000"}),
        visitor.post("/accounts/login/", {"login": EMAIL, "password": f"{NAME} geheim"}),
        visitor.get(f"{slug}/geen/{case}/?naam={NAME}"),
        tenant.get(f"{slug}/mijn/"),
        tenant.get(f"{slug}/mijn/aanvraag/{case}/"),
        tenant.get(f"{slug}/mijn/overeenkomst/{pk}/"),
        tenant.post(f"{slug}/mijn/overeenkomst/{pk}/afzien/", {"ground": NAME}),
        officer.get(f"{slug}/werk/"),
        officer.get(f"{slug}/werk/aanvraag/{case}/"),
        officer.post(f"{slug}/werk/aanvraag/{case}/afwijzen/", {"ground": "money"}),
    ]
    with monkeypatch.context() as patch:
        patch.setattr(mine, "cases_of", lambda user, **_: 1 / len(f"{user.email} {NAME}"[:0]))
        answers.append(tenant.get(f"{slug}/mijn/"))
    assert answers[-1].status_code == 500
    scope.enter(agreement.corporation_id)
    return [answer.content.decode() + answer.headers.get("Location", "") for answer in answers]


def _in_redis() -> str:
    """Everything that the queue and the counters of tries hold."""
    found = []
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter(count=1000):
            kind = client.type(key).decode()
            read = {
                "string": client.get, "list": lambda k: client.lrange(k, 0, -1), "hash": client.hgetall,
                "set": client.smembers, "zset": lambda k: client.zrange(k, 0, -1, withscores=True),
            }[kind]  # fmt: skip
            found.append(f"{key!r} {read(key)!r}")
    return "\n".join(found)


def _addresses(texts: list[str]) -> list[str]:
    found = re.findall(r"""(?:href|src|action)=["']([^"']+)|(https?://\S+)""", "\n".join(texts))
    return [address for pair in found for address in pair if address and not address.startswith("tel:")]


def test_the_words_of_a_person_are_in_no_log_journal_queue_or_address(agreement, log, monkeypatch):
    pages = _visit_everything(agreement, monkeypatch)
    mails = [f"{message.text}\n{message.html}" for message in Message.objects.all()]
    assert any(NAME in page for page in pages)
    assert any(NAME in mail for mail in mails)
    kept = {
        "log": log,
        "journal": [json.dumps(row, default=str) for row in Entry.objects.values()],
        "work": [json.dumps(row, default=str) for row in WorkRow.objects.values()],
        "queue": [_in_redis()],
        "addresses": _addresses(pages + mails),
    }
    assert all(kept.values())
    assert len(kept["addresses"]) > 50
    found = {name: [text for text in texts if WORDS.search(text)] for name, texts in kept.items()}
    assert found == {name: [] for name in kept}


def test_a_name_in_a_log_line_would_be_found(agreement, log):
    """The twin: a line that a careless hand writes."""
    logging.getLogger("agreements").warning("signed by %s on %s", NAME, clock.today())
    assert [line for line in log if WORDS.search(line)]


def test_an_account_says_its_number_and_not_its_address(db):
    assert EMAIL not in str(User.objects.create_user(EMAIL, kind=UserKind.TENANT))
