from datetime import timedelta

import pytest
import time_machine

from agreements.cases.services import reminding
from agreements.contract.services import approving, withdrawing
from agreements.contract.services.notices import tell_parties
from jobs.applications.models import Application
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from tests import factories
from tests.agreements.signed import again, co_tenant, handed_in, offered

pytestmark = pytest.mark.django_db


def _told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


@pytest.fixture
def maria():
    return User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)


def test_each_party_with_an_account_is_told_once(maria):
    agreement = offered()
    co_tenant(agreement, "Maria Jansen", maria)
    co_tenant(agreement, "Zonder account")
    for _ in range(2):
        tell_parties(again(agreement), "agreement_offered", occasion=f"{agreement.pk}.1")
    assert _told("agreement_offered") == sorted([agreement.application.tenant.user.email, maria.email])
    assert "Dag Maria Jansen," in Message.objects.get(to=maria.email).text


def test_each_is_written_in_the_own_language_about_who_took_the_case_up(maria):
    """The co-tenant reads English and who applied Dutch; a colleague of whose offer it is took the case up."""
    agreement = offered()
    User.objects.filter(pk=maria.pk).update(language="en")
    colleague = factories.staff(agreement.corporation, "officer", name="Tom Mulder", phone="088 222 22 22")
    Application.objects.filter(pk=agreement.application_id).update(officer=colleague)
    co_tenant(agreement, "Maria Jansen", maria)
    tell_parties(again(agreement), "agreement_resumed", occasion="1")
    found = {row.to: (row.language, row.text) for row in Message.objects.filter(kind="agreement_resumed")}
    dutch, english = found[agreement.application.tenant.user.email], found[maria.email]
    assert (dutch[0], english[0]) == ("nl", "en")
    assert ("Dag Jan de Wit," in dutch[1], "Vragen? Bel Tom Mulder, 088 222 22 22." in dutch[1]) == (True, True)
    assert ("Maria Jansen" in english[1], "Tom Mulder, 088 222 22 22." in english[1], "Vragen" in english[1]) == (
        True,
        True,
        False,
    )


def test_a_co_tenant_is_reminded_too(maria):
    agreement = offered()
    co_tenant(agreement, "Maria Jansen", maria)
    with time_machine.travel((agreement.offered_at + timedelta(days=3)).replace(hour=12)):
        assert reminding.remind() == 1
    assert _told("reminder_sign") == sorted([agreement.application.tenant.user.email, maria.email])


def test_the_officer_is_told_what_comes_back(maria):
    agreement = offered()
    officer = agreement.application.offer.officer
    withdrawing.decline(agreement, ground="time", by=agreement.application.tenant.user)
    assert _told("tenant_declined") == [officer.user.email]
    message = Message.objects.get(kind="tenant_declined")
    whole = message.subject + message.text + message.html
    assert agreement.application.reference in message.subject
    assert [words for words in (agreement.application.tenant.name, "geen tijd") if words in whole] == []
    assert f"/werk/aanvraag/{agreement.application_id}/" in message.text


def test_the_officer_is_told_of_a_withdrawal_and_never_of_a_draft():
    agreement = offered()
    application = agreement.application
    withdrawing.withdraw(application, by=application.tenant.user)
    offer = factories.offer(application.offer.complex, application.offer.officer)
    draft = factories.application(offer, application.tenant, status="draft")
    withdrawing.withdraw(draft, by=application.tenant.user)
    assert _told("tenant_withdrew") == [application.offer.officer.user.email]


def test_the_officer_is_told_each_time_a_manager_asks_back_and_when_refused():
    agreement = handed_in()
    officer, manager = agreement.quote.drafted_by, factories.staff(agreement.corporation, "manager")
    for _ in range(2):
        approving.ask_back(again(agreement), question="Waarom zo veel?", by=manager)
        approving.hand_in_again(again(agreement), by=officer)
    approving.refuse(again(agreement), ground="money", by=manager)
    assert _told("manager_asked_back") == [officer.user.email] * 2
    assert _told("manager_refused") == [officer.user.email]
    assert "Waarom zo veel" not in "".join(
        Message.objects.filter(kind="manager_asked_back").values_list("text", flat=True)
    )


def test_nobody_is_told_of_the_own_act():
    agreement = handed_in()
    officer = agreement.quote.drafted_by
    approving.ask_back(again(agreement), question="Waarom zo veel?", by=officer)
    assert _told("manager_asked_back") == []
