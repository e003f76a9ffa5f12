"""The file for the agenda, and how it travels."""

from datetime import UTC, date, timedelta
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from agreements.contract import calendars
from agreements.contract.models import Agreement
from klushuur.ground.mail import mail
from klushuur.ground.mail.delivery import compose
from klushuur.ground.mail.models import Message
from tests.agreements.signed import again, signed

pytestmark = pytest.mark.django_db


def _events(text: str) -> list:
    return Calendar.from_ical(text).walk("VEVENT")


def test_work_period_is_one_event_of_whole_days_that_keeps_them_free():
    agreement = signed()
    (event,) = _events(calendars.work_period(agreement, language="nl"))
    reference, application = agreement.reference, agreement.application
    assert {name: event.decoded(name) for name in event} == {
        "SUMMARY": "Klus: Schilder uw buitenkozijnen",
        "DESCRIPTION": f"Aanvraag {reference} bij Wonen Voorbeeldstad. Vragen? Bel Fatima Yilmaz, 088 000 00 01.",
        "URL": f"http://localhost:8000/voorbeeldstad/mijn/aanvraag/{application.pk}/",
        "UID": f"{reference}@voorbeeld.nl",
        "SEQUENCE": 1,
        "DTSTAMP": agreement.offered_at.astimezone(UTC).replace(microsecond=0),
        "DTSTART": agreement.works_from,
        "DTEND": agreement.works_until + timedelta(days=1),
        "TRANSP": "TRANSPARENT",
    }


def test_work_period_is_the_same_text_each_time_and_in_the_readers_language():
    agreement = signed()
    first = calendars.work_period(agreement, language="nl")
    assert calendars.work_period(again(agreement), language="nl") == first
    assert "SUMMARY:Job: Schilder uw buitenkozijnen" in calendars.work_period(agreement, language="en")


def test_a_later_version_replaces_the_event():
    agreement = signed()
    Agreement.objects.filter(pk=agreement.pk).update(version=2, works_from=date(2027, 5, 1))
    (event,) = _events(calendars.work_period(again(agreement), language="nl"))
    assert (event["UID"], event["SEQUENCE"]) == (f"{agreement.reference}@voorbeeld.nl", 2)
    assert event.decoded("DTSTART") == date(2027, 5, 1)


def test_what_people_typed_ends_no_line_and_is_no_link():
    agreement = signed(title="Kozijnen; deur, www.evil.example\r\nEND:VEVENT\r\nBEGIN:VALARM")
    text = calendars.work_period(agreement, language="nl")
    (event,) = _events(text)
    assert len(Calendar.from_ical(text).walk()) == 2
    assert "www.evil" not in event["SUMMARY"]
    assert event["SUMMARY"].startswith("Klus: Kozijnen; deur, www.")


def test_work_period_names_no_tenant_and_no_home():
    agreement = signed("Jan de Wit")
    text = calendars.work_period(agreement, language="nl").replace("\r\n ", "")
    assert [word for word in ("Jan", "Wit", "Zonnestraat", "1234", "1.127") if word in text] == []


def test_mail_carries_the_calendar_as_a_file_and_the_same_bytes_at_every_try():
    agreement = signed()
    calendar = calendars.work_period(agreement, language="nl")
    application = agreement.application
    context = {"application": application, "agreement": agreement, "corporation": agreement.corporation}
    mail.write("reminder_start", to="jan@tenant.example", occasion="1", calendar=calendar, **context)
    row = Message.objects.get(occasion="reminder_start:1")
    taken = [message_from_bytes(compose(row).message().as_bytes(), policy=policy.default) for _ in range(2)]
    parts = [part for one in taken for part in one.iter_attachments()]
    assert [(part["Content-Type"], part.get_filename()) for part in parts] == [
        ('text/calendar; charset="utf-8"; method="PUBLISH"', "klus.ics")
    ] * 2
    assert [part.get_payload(decode=True) for part in parts] == [calendar.encode()] * 2


def test_mail_without_a_calendar_has_no_attachment():
    mail.write("sign_in_code", to="jan@tenant.example", occasion="1", code="314159")
    taken = message_from_bytes(compose(Message.objects.get()).message().as_bytes(), policy=policy.default)
    assert list(taken.iter_attachments()) == []
