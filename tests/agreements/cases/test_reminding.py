"""Reminders: each once, on its local date, skipped when done, missed when pointless."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from agreements.cases.services import reminding
from agreements.contract.models import Reminder, ReminderStatus
from agreements.contract.services import approving, quoting, signing, withdrawing
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from tests import factories
from tests.agreements.signed import co_tenant

pytestmark = pytest.mark.django_db
AMOUNTS = factories.amounts()


def _offered():
    corporation = factories.corporation()
    block = factories.block(corporation)
    officer = factories.staff(corporation, "officer")
    manager = factories.staff(corporation, "manager", mandate="5000.00")
    tenant = factories.tenant(block)
    case = factories.application(factories.offer(block, officer), tenant, status="surveyed")
    agreement = quoting.quote(case, by=officer, forms=["one_off"], amounts=AMOUNTS)
    approving.approve(agreement, by=manager, terms_sha256=agreement.terms_sha256)
    return agreement, tenant


def _decided() -> list[str]:
    return list(Reminder.objects.order_by("due_on").values_list("status", flat=True))


def _reminded() -> int:
    return Message.objects.filter(kind="reminder_sign").count()


def test_not_signed_after_three_days_is_reminded_once():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        _offered()
        traveller.shift(timedelta(days=2))
        assert (reminding.remind(), _reminded()) == (0, 0)
        traveller.shift(timedelta(days=1))
        assert (reminding.remind(), _reminded()) == (1, 1)
        assert (reminding.remind(), _reminded()) == (0, 1)


def test_the_day_begins_at_local_midnight_not_at_utc(settings):
    settings.REMINDER_HOURS = (0, 24)
    with time_machine.travel(datetime(2026, 7, 1, 12, tzinfo=UTC)) as traveller:
        _offered()
        traveller.move_to(datetime(2026, 7, 3, 21, 59, tzinfo=UTC))  # 23.59 here
        assert reminding.remind() == 0
        traveller.move_to(datetime(2026, 7, 3, 22, 1, tzinfo=UTC))  # 0.01 here, the 4th
        assert clock.today() == date(2026, 7, 4)
        assert reminding.remind() == 1


@pytest.mark.parametrize(("hour", "minute", "sent"), [(7, 59, 0), (8, 0, 1), (19, 59, 1), (20, 0, 0)])
def test_nobody_is_reminded_at_night(hour, minute, sent):
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        _offered()
        traveller.move_to(datetime(2026, 11, 26, hour - 1, minute, tzinfo=UTC))  # UTC is an hour behind in winter
        assert (reminding.remind(), _reminded()) == (sent, sent)


def test_after_a_day_without_beat_the_reminder_still_comes():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        _offered()
        traveller.shift(timedelta(days=4, hours=2))
        assert (reminding.remind(), _reminded()) == (1, 1)


def test_signed_in_time_is_not_reminded():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        agreement, tenant = _offered()
        party = signing.party_of(agreement, tenant.user)
        agreement.refresh_from_db()
        signing.sign_as_tenant(agreement, party=party, name="Jan de Wit", text_sha256=agreement.text_sha256)
        traveller.shift(timedelta(days=3))
        assert (reminding.remind(), _reminded()) == (0, 0)
        assert _decided() == [ReminderStatus.SKIPPED, ReminderStatus.WAITING]
        traveller.shift(timedelta(days=4))
        assert (reminding.remind(), _reminded()) == (0, 0)
        assert _decided() == [ReminderStatus.SKIPPED, ReminderStatus.SKIPPED]


def test_too_late_to_sign_is_missed_and_not_mailed():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        _offered()
        traveller.shift(timedelta(days=15))
        assert (reminding.remind(), _reminded()) == (0, 0)
        assert _decided() == [ReminderStatus.MISSED, ReminderStatus.MISSED]


def test_after_seven_days_once_more_and_never_again():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        _offered()
        sent = []
        for _ in range(20):
            traveller.shift(timedelta(days=1))
            sent.append(reminding.remind())
    assert [day for day, number in enumerate(sent, start=1) if number] == [3, 7]
    assert _reminded() == 2


def test_two_that_are_due_at_once_become_one_message():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        _offered()
        traveller.shift(timedelta(days=8))
        assert (reminding.remind(), _reminded()) == (1, 1)
    assert _decided() == [ReminderStatus.MISSED, ReminderStatus.SENT]


def test_nothing_comes_after_a_tenant_said_no():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        agreement, tenant = _offered()
        withdrawing.decline(agreement, ground="time", by=tenant.user)
        traveller.shift(timedelta(days=8))
        assert (reminding.remind(), _reminded()) == (0, 0)
    assert _decided() == [ReminderStatus.SKIPPED, ReminderStatus.SKIPPED]


def test_only_who_has_not_signed_is_reminded():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        agreement, tenant = _offered()
        agreement.refresh_from_db()
        maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
        co_tenant(agreement, "Maria Jansen", maria)
        party = signing.party_of(agreement, tenant.user)
        signing.sign_as_tenant(agreement, party=party, name="Jan de Wit", text_sha256=agreement.text_sha256)
        traveller.shift(timedelta(days=3))
        assert reminding.remind() == 1
    assert Message.objects.get(kind="reminder_sign").to == maria.email


def test_nobody_with_an_address_left_to_remind_is_missed_and_not_called_sent():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        agreement, tenant = _offered()
        agreement.refresh_from_db()
        co_tenant(agreement, "Zonder account")
        party = signing.party_of(agreement, tenant.user)
        signing.sign_as_tenant(agreement, party=party, name="Jan de Wit", text_sha256=agreement.text_sha256)
        traveller.shift(timedelta(days=3))
        assert (reminding.remind(), _reminded()) == (0, 0)
    assert _decided() == [ReminderStatus.MISSED, ReminderStatus.WAITING]


def test_one_reminder_that_fails_stops_no_other(monkeypatch):
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC)) as traveller:
        _offered()
        first = Reminder.objects.order_by("due_on").first()
        decide = reminding._decide

        def fails_once(pk):
            if pk == first.pk:
                raise RuntimeError("broken")
            return decide(pk)

        monkeypatch.setattr(reminding, "_decide", fails_once)
        traveller.shift(timedelta(days=8))
        assert reminding.remind() == 1
        first.refresh_from_db()
        assert first.status == ReminderStatus.WAITING  # tried again at the next tick
