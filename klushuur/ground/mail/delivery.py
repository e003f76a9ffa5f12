"""Delivery over SMTP, with a connection that stays open between messages of one worker process."""

import smtplib
import time
from collections.abc import Callable
from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from klushuur.ground.mail.models import Message, MessageStatus
from klushuur.ground.outbox import outbox

_kept: list[BaseEmailBackend] = []
_used_at = 0.0
QUIET = 1.0  # seconds after which a server may have closed a line: it is asked first

# Answers about the connection or about us: a wrong password in the settings may not cost anybody a message.
OF_THE_LINE = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
)

BLANK = "(Deze code is verstuurd en niet bewaard.)"


def deliveries(numbers: list[int]) -> list[Callable[[], None]]:
    """For each of these messages its `deliver`, in this order; they are read in one query."""
    waiting = Message.objects.filter(status=MessageStatus.WAITING).in_bulk(numbers)
    return [partial(deliver, waiting.get(number)) for number in numbers]


def deliver(message: Message | None) -> None:
    """Send one waiting message; None is one that was sent or refused, or is no more. Raises outbox.Later when the server is away.

    No transaction is open while SMTP talks. A worker that dies between the server's answer and our record of it
    sends the same message again, with the same Message-ID.
    """
    if message is None:
        return
    # `from None` below: an error of SMTP holds the address of a person, and a log would keep it
    try:
        _send(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        # 5xx is for good and 4xx for now (RFC 5321): a full mailbox passes
        if codes and min(codes) >= 500:
            _record(message, MessageStatus.REFUSED)
            raise outbox.Never("recipient refused") from None
        raise outbox.Later("recipient deferred") from None
    except smtplib.SMTPResponseException as error:
        _hang_up()
        if error.smtp_code >= 500 and not isinstance(error, OF_THE_LINE):
            _record(message, MessageStatus.REFUSED)
            raise outbox.Never(f"refused {error.smtp_code}") from None
        raise outbox.Later(f"deferred {error.smtp_code}", is_away=isinstance(error, OF_THE_LINE)) from None
    except OSError as error:  # also SMTPServerDisconnected
        _hang_up()
        raise outbox.Later(type(error).__name__, is_away=True) from None
    _record_sent(message)


def compose(message: Message) -> EmailMultiAlternatives:
    """The mail of a row: text, HTML and perhaps a calendar, said to be automatic, with the row's own Message-ID."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=formataddr((message.sender or "Klushuur", address)),
        to=[message.to],
        headers={
            "Message-ID": f"<{message.kind}.{message.pk}@{settings.MESSAGE_ID_DOMAIN}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        mail.attach(_calendar(message.calendar))
    return mail


def _calendar(text: str) -> MIMEText:
    """A file that a calendar opens: to be put in, not to be answered (RFC 5546, PUBLISH)."""
    part = MIMEText(text, "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="klus.ics")
    return part


def _send(message: Message) -> None:
    global _used_at  # noqa: PLW0603 -- of this process, as the line is
    if _kept and time.monotonic() - _used_at > QUIET and not _answers(_kept[0]):
        _hang_up()
    if not _kept:
        line = get_connection()
        line.open()
        _kept.append(line)
    _kept[0].send_messages([compose(message)])
    _used_at = time.monotonic()


def _answers(line: BaseEmailBackend) -> bool:
    """Whether the kept line is still open: servers close an idle one."""
    try:
        return bool(line.connection.noop()[0] == 250)  # type: ignore[attr-defined]
    except (OSError, AttributeError):
        return False


def _hang_up() -> None:
    while _kept:
        try:
            _kept.pop().close()
        except (OSError, smtplib.SMTPException):
            continue


def _record_sent(message: Message) -> None:
    """The server has it: write that down, on a new line to the database if ours was cut meanwhile, or it goes out again."""
    try:
        _record(message, MessageStatus.SENT)
    except (OperationalError, InterfaceError):
        # a new line would write outside the transaction that we are in
        if connection.in_atomic_block:
            raise
        connection.close()
        _record(message, MessageStatus.SENT)


def _record(message: Message, status: str) -> None:
    changes: dict[str, object] = {"status": status, "sent_at": timezone.now()}
    # of no use to its reader any more, and of some to who gets hold of the database
    if message.has_secret:
        changes |= {"text": BLANK, "html": BLANK}
    Message.objects.filter(pk=message.pk, status=MessageStatus.WAITING).update(**changes)
