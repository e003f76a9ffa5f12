from datetime import timedelta

import pytest
import time_machine

from agreements.services import reminding
from agreements.services.telling import tell_parties
from klushuur.accounts.models import Kind, User
from klushuur.mail.models import Message
from tests.agreements.signed import again, co_tenant, offered

pytestmark = pytest.mark.django_db


def _told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


@pytest.fixture
def maria():
    return User.objects.create_user("maria@tenant.example", kind=Kind.TENANT)


def test_each_party_with_an_account_is_told_once(maria):
    agreement = offered()
    co_tenant(agreement, "Maria Jansen", maria)
    co_tenant(agreement, "Zonder account")
    for _ in range(2):
        tell_parties(again(agreement), "agreement_offered", once=str(agreement.pk))
    assert _told("agreement_offered") == sorted([agreement.application.tenant.user.email, maria.email])
    assert "Dag Maria Jansen," in Message.objects.get(to=maria.email).text


def test_a_co_tenant_is_reminded_too(maria):
    agreement = offered()
    co_tenant(agreement, "Maria Jansen", maria)
    with time_machine.travel((agreement.offered_at + timedelta(days=3)).replace(hour=12)):
        assert reminding.remind() == 1
    assert _told("reminder_sign") == sorted([agreement.application.tenant.user.email, maria.email])
