"""The demo's mailbox: what the real SMTP sink received, newest first."""

import email
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, Message
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Mail:
    key: str
    subject: str
    sender: str
    to: str
    at: datetime
    text: str
    calendar: bytes  # the calendar file in it, or nothing


def newest(*, at_most: int = 50) -> list[Mail]:
    """The last messages."""
    files = sorted(_folder().glob("*.eml"), reverse=True)[:at_most]
    return [_read(file) for file in files]


def find(key: str) -> Mail | None:
    """One message by its file's name, or None."""
    matches = [file for file in _folder().glob("*.eml") if file.stem == key]
    return _read(matches[0]) if matches else None


def raw(mail: Mail) -> bytes:
    """The message as the server took it, with its headers."""
    return (_folder() / f"{mail.key}.eml").read_bytes()


def empty() -> None:
    """Throw all messages away."""
    for file in _folder().glob("*.eml"):
        file.unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.MAILDIR
    return next((sub for sub in (folder / "new", folder) if sub.is_dir()), folder)


def _read(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return Mail(
        file.stem,
        str(message["Subject"]),
        str(message["From"]),
        str(message["To"]),
        datetime.fromtimestamp(file.stat().st_mtime).astimezone(),
        body.get_content() if body else "",
        next((_content(part) for part in message.iter_attachments() if part.get_filename() == "klus.ics"), b""),
    )


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
