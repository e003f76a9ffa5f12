"""Which reminders are planned, and what becomes of each kind in each status."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from agreements.cases.services import reminding, worklist
from agreements.contract import reminders
from agreements.contract.models import (
    Agreement,
    AgreementStatus,
    Reminder,
    ReminderKind,
)
from agreements.contract.services import signing
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from tests.agreements.signed import again, co_tenant, offered, put, signed
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
SPEAKS_IN = {
    ReminderKind.SIGN: {AgreementStatus.OFFERED},
    ReminderKind.START: {AgreementStatus.SIGNED},
    ReminderKind.FINISH: {AgreementStatus.SIGNED, AgreementStatus.IN_PROGRESS, AgreementStatus.SUSPENDED},
}


@pytest.fixture(autouse=True)
def traveller():
    with time_machine.travel(NOON, tick=False) as moving:
        yield moving


def _noon_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _ledger(agreement) -> list[tuple[str, date, str]]:
    return list(agreement.reminders.order_by("due_on", "pk").values_list("kind", "due_on", "status"))


def _told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


def _change(agreement, **fields):
    Agreement.objects.filter(pk=agreement.pk).update(**fields)
    return again(agreement)


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("kind", ReminderKind)
def test_every_kind_in_every_status_is_sent_or_missed_or_skipped(kind, is_late, traveller):
    agreement = offered()
    due_on, last_day = {
        ReminderKind.SIGN: (agreement.offered_on + timedelta(days=3), agreement.sign_before),
        ReminderKind.START: (agreement.works_from - timedelta(days=7), agreement.works_from),
        ReminderKind.FINISH: (agreement.works_until - timedelta(days=14), agreement.works_until),
    }[kind]
    traveller.move_to(_noon_of(last_day + timedelta(days=int(is_late))))
    found = {}
    for status in AgreementStatus:
        put(agreement, status)
        agreement.reminders.all().delete()
        Reminder.objects.create(corporation=agreement.corporation, agreement=agreement, kind=kind, due_on=due_on)
        reminding.remind()
        found[status] = agreement.reminders.get().status
    speaks = "missed" if is_late else "sent"
    assert found == {status: speaks if status in SPEAKS_IN[kind] else "skipped" for status in AgreementStatus}


def test_sign_for_corporation_plans_the_reminders_of_the_work():
    agreement = signed()
    assert [row for row in _ledger(agreement) if row[0] != "sign"] == [
        ("start", agreement.works_from - timedelta(days=7), "waiting"),
        ("finish", agreement.works_until - timedelta(days=14), "waiting"),
    ]


def test_start_and_finish_come_once_to_every_party_on_their_days(traveller):
    agreement = offered()
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    User.objects.filter(pk=maria.pk).update(language="en")
    co_tenant(agreement, "Maria Jansen", maria)
    agreement = _sign(agreement)
    both = sorted([agreement.application.tenant.user.email, maria.email])
    for kind, day in (("start", agreement.works_from), ("finish", agreement.works_until)):
        due_on = day - timedelta(days={"start": 7, "finish": 14}[kind])
        traveller.move_to(_noon_of(due_on) - timedelta(days=1))
        assert (reminding.remind(), _told(f"reminder_{kind}")) == (0, [])
        traveller.move_to(_noon_of(due_on))
        assert (reminding.remind(), reminding.remind(), _told(f"reminder_{kind}")) == (1, 0, both)
    in_english = Message.objects.get(kind="reminder_start", to=maria.email)
    assert "SUMMARY:Job: " in in_english.calendar
    assert not Message.objects.exclude(kind="reminder_start").exclude(calendar="").exists()


def _sign(agreement):
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    approver = agreement.approvals.get().approver
    signing.sign_for_corporation(agreement, by=approver, text_sha256=agreement.text_sha256)
    return again(agreement)


def test_signed_within_the_last_week_the_start_is_told_at_once():
    agreement = _change(offered(), works_from=TODAY + timedelta(days=3))
    _sign(agreement)
    assert (reminding.remind(), reminding.remind()) == (1, 0)
    assert len(_told("reminder_start")) == 1


def test_signed_after_the_first_day_the_start_is_missed():
    _sign(_change(offered(), works_from=TODAY - timedelta(days=1)))
    assert (reminding.remind(), _told("reminder_start")) == (0, [])
    assert Reminder.objects.get(kind="start").status == "missed"


def test_finish_of_a_short_job_is_never_due_before_its_first_day():
    first = TODAY + timedelta(days=30)
    agreement = _sign(_change(offered(), works_from=first, works_until=first + timedelta(days=2)))
    assert Reminder.objects.get(agreement=agreement, kind="finish").due_on == first


def test_plan_twice_is_plan_once():
    agreement = signed()
    before = _ledger(agreement)
    reminders.plan(agreement, *ReminderKind)
    assert _ledger(agreement) == before


def test_plan_after_a_change_of_date_skips_the_old_day_and_back_again_wakes_it():
    agreement = signed()
    old, new = agreement.works_from, agreement.works_from + timedelta(days=5)
    week = timedelta(days=7)
    reminders.plan(_change(agreement, works_from=new), ReminderKind.START)
    assert list(Reminder.objects.filter(kind="start").order_by("due_on").values_list("due_on", "status")) == [
        (old - week, "skipped"),
        (new - week, "waiting"),
    ]
    reminders.plan(_change(agreement, works_from=old), ReminderKind.START)
    assert list(Reminder.objects.filter(kind="start").order_by("due_on").values_list("due_on", "status")) == [
        (old - week, "waiting"),
        (new - week, "skipped"),
    ]


def test_plan_of_a_new_version_skips_the_old_one_and_reminds_anew(traveller):
    agreement = offered()
    traveller.shift(timedelta(days=3))
    assert reminding.remind() == 1
    agreement = _change(agreement, version=2, offered_on=TODAY)
    reminders.plan(agreement, ReminderKind.SIGN)
    rows = agreement.reminders.order_by("version", "due_on").values_list("version", "status")
    assert list(rows) == [(1, "sent"), (1, "skipped"), (2, "waiting"), (2, "waiting")]


def test_reminder_of_an_old_version_that_nobody_planned_anew_is_skipped(traveller):
    agreement = _change(offered(), version=2)
    traveller.shift(timedelta(days=8))
    assert reminding.remind() == 0
    assert {row[2] for row in _ledger(agreement)} == {"skipped"}


def test_officer_reads_the_ledger_of_a_case_and_the_tenant_does_not(traveller):
    agreement = signed()
    traveller.shift(timedelta(days=3))
    reminding.remind()
    application = agreement.application
    assert [row.get_status_display() for row in worklist.reminders_of(application)] == [
        "niet meer nodig",
        "komt nog",
        "komt nog",
        "komt nog",
    ]
    page = text(visitor(application.offer.officer).get(f"/voorbeeldstad/werk/aanvraag/{application.pk}/"))
    assert "Tekenen: niet meer nodig <small>26 nov 2026 13:00</small>" in page
    assert "Beginnen met de klus: komt nog" in page
    for address in (f"/voorbeeldstad/mijn/aanvraag/{application.pk}/", "/voorbeeldstad/mijn/"):
        assert "Herinneringen" not in text(visitor(application.tenant).get(address))
