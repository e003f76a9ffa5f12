import contextlib

import pytest
from django.db import InterfaceError, connection, transaction
from django.utils import translation

from klushuur.embedded.places import free_port
from klushuur.ground.mail import delivery, mail
from klushuur.ground.mail.delivery import BLANK
from klushuur.ground.mail.models import Message, MessageStatus
from klushuur.ground.outbox import outbox
from klushuur.ground.outbox.models import WorkRow
from tests import factories

pytestmark = pytest.mark.django_db


def written(occasion="1", **changes):
    """A message with a code in it, as `write` leaves it."""
    mail.write(
        "sign_in_code", to="jan@tenant.example", occasion=occasion, code="314159", **{"has_secret": True} | changes
    )
    return Message.objects.get(occasion=f"sign_in_code:{occasion}")


def deliver(number):
    (deed,) = delivery.deliveries([number])
    deed()


def test_write_twice_for_one_occasion_is_one_message_and_one_work_row():
    written()
    message = written()
    assert Message.objects.count() == 1
    assert list(WorkRow.objects.values_list("kind", "arguments")) == [("mail.deliver", {"message_id": message.pk})]


@pytest.mark.parametrize(
    ("reader", "subject"), [("nl", "Log in met uw toegangscode"), ("en", "Sign in with your access code")]
)
@pytest.mark.parametrize("writer", ["nl", "en"])
def test_write_speaks_the_language_of_the_reader_whatever_the_page_speaks(reader, subject, writer):
    with translation.override(writer):
        assert (written(language=reader).subject, translation.get_language()) == (subject, writer)


def test_write_in_a_transaction_that_fails_leaves_nothing():
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        written()
        raise ZeroDivisionError
    assert not Message.objects.exists()
    assert not WorkRow.objects.exists()


def test_deliver_sends_text_and_html_and_says_it_is_automatic(server):
    message = written(language="en")
    deliver(message.pk)
    (taken,) = server.taken
    headers = {name: taken[name] for name in ("From", "To", "Subject", "Auto-Submitted", "Content-Language")}
    assert headers == {
        "From": "Klushuur <noreply@voorbeeld.nl>",
        "To": "jan@tenant.example",
        "Subject": message.subject,
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en",
    }
    assert taken.get_body(["plain"]).get_content().replace("\r\n", "\n") == message.text
    assert taken.get_body(["html"]).get_content().replace("\r\n", "\n") == message.html


def test_deliver_of_a_secret_blanks_it_in_the_row(server):
    message = written()
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, message.text, message.html) == (MessageStatus.SENT, BLANK, BLANK)
    assert "314159" in server.taken[0].get_body(["plain"]).get_content()


def test_deliver_of_a_message_without_a_secret_keeps_its_text(server):
    message = written(has_secret=False)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.status == MessageStatus.SENT
    assert "314159" in message.text


def test_deliver_again_sends_nothing(server):
    message = written()
    deliver(message.pk)
    deliver(message.pk)
    assert len(server.taken) == 1


def test_deliver_after_a_crash_before_the_record_repeats_the_message_id(server):
    message = written(has_secret=False)
    deliver(message.pk)
    Message.objects.filter(pk=message.pk).update(
        status=MessageStatus.WAITING
    )  # as if we died just before writing it down
    deliver(message.pk)
    assert [taken["Message-ID"] for taken in server.taken] == [f"<sign_in_code.{message.pk}@voorbeeld.nl>"] * 2


def _cut_the_line_after(send):
    def sent(message):
        send(message)
        connection.connection.close()  # as when the database fails over while SMTP talks

    return sent


@pytest.mark.django_db(transaction=True)
def test_deliver_whose_line_to_the_database_was_cut_meanwhile_writes_it_down_all_the_same(server, monkeypatch):
    message = written()
    monkeypatch.setattr(delivery, "_send", _cut_the_line_after(delivery._send))
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, message.text, len(server.taken)) == (MessageStatus.SENT, BLANK, 1)


@pytest.mark.django_db(transaction=True)
def test_without_a_second_line_the_message_would_go_out_again(server, monkeypatch):
    """The twin."""
    message = written()
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "_send", _cut_the_line_after(delivery._send))
        patched.setattr(delivery, "_record_sent", lambda message: delivery._record(message, MessageStatus.SENT))
        with pytest.raises(InterfaceError):
            deliver(message.pk)
    connection.close()
    deliver(message.pk)
    assert len(server.taken) == 2


def test_a_line_break_in_a_name_starts_no_header(server):
    corporation = factories.corporation(name="Wonen\r\nBcc: everybody@evil.example\r\n")
    message = written(corporation=corporation, name="Jan\r\nBcc: everybody@evil.example")
    deliver(message.pk)
    (taken,) = server.taken
    assert taken["Bcc"] is None
    assert taken["From"] == '"Wonen Bcc: everybody@evil.example" <noreply@voorbeeld.nl>'
    assert taken.get_body(["plain"]).get_content().splitlines()[0] == "Dag Jan Bcc: everybody@\u2060evil.\u2060example,"


@pytest.mark.parametrize("command", ["RCPT", "DATA", "MAIL"])
def test_deliver_deferred_by_the_server_waits_for_later(server, command):
    server.answers[command] = "451 4.3.0 not now"
    message = written()
    with pytest.raises(outbox.Later):
        deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, "314159" in message.text) == (MessageStatus.WAITING, True)
    server.answers.clear()
    deliver(message.pk)
    assert len(server.taken) == 1


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_deliver_refused_by_the_server_is_over_and_blank(server, command):
    server.answers[command] = "550 5.1.1 nobody here"
    message = written()
    with pytest.raises(outbox.Never):
        deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, message.text) == (MessageStatus.REFUSED, BLANK)


def test_deliver_when_the_server_refuses_us_costs_nobody_a_message(server):
    server.answers["MAIL"] = "550 5.7.1 not from you"
    message = written()
    with pytest.raises(outbox.Later):
        deliver(message.pk)
    message.refresh_from_db()
    assert message.status == MessageStatus.WAITING


def test_deliver_with_the_server_away_waits_for_later(server, settings):
    settings.EMAIL_PORT = free_port()
    message = written()
    with pytest.raises(outbox.Later):
        deliver(message.pk)
    message.refresh_from_db()
    assert message.status == MessageStatus.WAITING


def test_deliver_uses_one_line_for_all_messages(server):
    for occasion in ("1", "2", "3"):
        deliver(written(occasion).pk)
    assert (len(server.taken), len(server.lines)) == (3, 1)


def test_deliver_after_the_server_hung_up_calls_again(server, monkeypatch):
    monkeypatch.setattr(delivery, "QUIET", 0)
    deliver(written("1").pk)
    server.close_lines()
    deliver(written("2").pk)
    assert (len(server.taken), len(server.lines)) == (2, 2)


def test_a_line_that_was_used_just_now_is_not_asked_and_a_cut_one_costs_no_message(server):
    deliver(written("1").pk)
    server.close_lines()
    message = written("2")
    with pytest.raises(outbox.Later) as reason:
        deliver(message.pk)
    assert reason.value.is_away
    deliver(message.pk)
    assert (len(server.taken), len(server.lines)) == (2, 2)


def test_deliver_of_a_message_of_another_corporation_finds_none(server):
    factories.corporation()
    message = written()
    factories.corporation("elders", "Wonen Elders")
    deliver(message.pk)
    assert server.taken == []
