"""Messages: written as rows in the transaction of what they tell, delivered by a worker.

Promise: at least once, always with the same Message-ID, so that a repeat can be recognised as one.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from klushuur.ground.mail.models import Message
from klushuur.ground.outbox import outbox
from klushuur.ground.scope import scope


def write(
    kind: str,
    *,
    to: str,
    occasion: str,
    language: str = "nl",
    has_secret: bool = False,
    calendar: str = "",
    **context: object,
) -> None:
    """Write a message from `templates/mail/<kind>.subject.txt`, `.txt` and `.html`, and ask for its delivery.

    occasion: what it is about, unique within the kind; a second message with it in a corporation is not written.
    has_secret: the text holds a one-time code and is blanked once sent. calendar: iCalendar, attached as a file.
    """
    context = {"site": settings.SITE.address, **context}
    # the reader's language, and not that of the request or the worker
    with translation.override(language):
        # as long as its column
        subject = _one_line(render_to_string(f"mail/{kind}.subject.txt", context))[:150]
        text = render_to_string(f"mail/{kind}.txt", context).strip() + "\n"
        html = render_to_string(f"mail/{kind}.html", {**context, "subject": subject})
    # the occasion is unique within a corporation: work that is done twice tells it once
    row, is_new = Message.objects.get_or_create(
        corporation_id=scope.current(),
        occasion=f"{kind}:{occasion}",
        defaults={
            "kind": kind,
            "to": to,
            "language": language,
            "sender": _one_line(str(context.get("corporation") or "")),
            "subject": subject,
            "text": text,
            "html": html,
            "has_secret": has_secret,
            "calendar": calendar,
        },
    )
    if is_new:
        outbox.add("mail.deliver", occasion=str(row.pk), message_id=row.pk)


def forget(kind: str, *, occasion: str) -> None:
    """Remove the messages of a kind whose occasion begins with `occasion`: nobody may keep the address any longer.

    One that still waits is not sent any more.
    """
    Message.objects.filter(
        corporation_id=scope.current(), kind=kind, occasion__startswith=f"{kind}:{occasion}"
    ).delete()


def _one_line(text: str) -> str:
    """For a header: a line break in a name starts no header of its own."""
    return " ".join(text.split())
