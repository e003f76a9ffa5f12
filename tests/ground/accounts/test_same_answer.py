"""Nobody learns from an answer whether an address has an account: not by its words, and not by its work (T13).

Work is counted here, in questions to the database, hashes and messages; bench/answers.py measures the time.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox.models import WorkRow
from tenants.services import signing_up
from tests import factories
from tests.ground.accounts.guessing import Hashes, ask_code, log_in, member_with_password, type_code

pytestmark = pytest.mark.django_db
TENANT, UNKNOWN = "jan@tenant.example", "nobody@tenant.example"


@pytest.fixture
def addresses():
    """A tenant, a member of staff with a password, one without, an account that is switched off, and nobody."""
    member = member_with_password()
    for email in (TENANT, "off@tenant.example"):
        User.objects.create_user(email, kind=UserKind.TENANT)
    User.objects.filter(email="off@tenant.example").update(is_active=False)
    bare = User.objects.create_user("bare@staff.example", kind=UserKind.STAFF, scope_id=member.scope_id)
    return [TENANT, member.email, bare.email, "off@tenant.example", UNKNOWN]


def _words(answer, email):
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location"), page.replace(email, "X")


def _work(ask):
    before = Message.objects.count(), WorkRow.objects.count()
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    return answer, (len(queries), Message.objects.count() - before[0], WorkRow.objects.count() - before[1])


def _all_alike(addresses, ask, hashes=None):
    answers, works = set(), set()
    for email in addresses:
        count = hashes.count if hashes else 0
        answer, work = _work(lambda email=email: ask(email))
        answers.add(_words(answer, email))
        works.add((*work, (hashes.count if hashes else 0) - count))
    assert (len(answers), len(works)) == (1, 1), works


def test_asking_a_code(addresses):
    _all_alike(addresses, lambda email: ask_code(Client(), email))


def test_the_page_for_the_code_and_a_wrong_one(addresses):
    clients = {email: Client() for email in addresses}
    for email, client in clients.items():
        ask_code(client, email)
    _all_alike(addresses, lambda email: clients[email].get(reverse("account_confirm_login_code")))
    _all_alike(addresses, lambda email: type_code(clients[email], "geen code"))


def test_a_wrong_password(addresses, monkeypatch):
    hashes = Hashes(monkeypatch)
    _all_alike(addresses, lambda email: log_in(Client(), email, "dit is het wachtwoord niet"), hashes)
    assert hashes.count == len(addresses)


def test_a_wrong_password_once_too_often(addresses, monkeypatch):
    for number, email in enumerate(addresses):
        for _ in range(5):
            log_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), email, "dit is het wachtwoord niet")
    hashes = Hashes(monkeypatch)
    _all_alike(addresses, lambda email: log_in(Client(), email, "dit is het wachtwoord niet"), hashes)
    assert hashes.count == 0


def test_signing_up_with_an_address(addresses):
    party = factories.lease(factories.block(factories.corporation("elders", "Wonen Elders")))
    code = signing_up.invite(party, by=None)
    clients = {email: Client() for email in addresses}
    for client in clients.values():
        client.post(reverse("sign_up", args=["elders"]), {"code": code})
    _all_alike(
        addresses, lambda email: clients[email].post(reverse("sign_up_address", args=["elders"]), {"email": email})
    )


def test_a_forgotten_password_asks_for_no_address(client):
    assert 'name="email"' not in client.get(reverse("account_reset_password")).content.decode()
