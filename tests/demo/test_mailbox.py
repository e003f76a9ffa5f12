"""The demo's mailbox shows what a mail carries."""

from pathlib import Path

import pytest

from agreements.contract import calendars
from klushuur.demo import mailbox
from klushuur.ground.mail import mail
from klushuur.ground.mail.delivery import compose
from klushuur.ground.mail.models import Message
from tests.agreements.signed import signed

pytestmark = pytest.mark.django_db


def _keep(row: Message, folder: Path) -> None:
    (folder / f"{row.pk:020}.eml").write_bytes(compose(row).message().as_bytes())


def test_a_calendar_can_be_opened_from_the_mailbox(settings, tmp_path):
    settings.MAILDIR = tmp_path
    agreement = signed()
    calendar = calendars.work_period(agreement, language="nl")
    context = {"application": agreement.application, "agreement": agreement, "corporation": agreement.corporation}
    mail.write("reminder_start", to="jan@tenant.example", occasion="1", calendar=calendar, **context)
    mail.write("sign_in_code", to="jan@tenant.example", occasion="1", code="314159")
    for kind in ("reminder_start", "sign_in_code"):
        _keep(Message.objects.get(kind=kind), tmp_path)
    newest = [box.subject for box in mailbox.newest()]
    assert newest == [
        row.subject for row in Message.objects.filter(kind__in=("sign_in_code", "reminder_start")).order_by("-pk")
    ]
    assert {box.subject: box.calendar for box in mailbox.newest()} == {
        Message.objects.get(kind="sign_in_code").subject: b"",
        Message.objects.get(kind="reminder_start").subject: calendar.encode(),
    }
