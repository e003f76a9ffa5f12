from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class MessageStatus(models.TextChoices):
    """A message waits until the mail server has taken it or refused it."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"  # the server said no for good


class Message(models.Model):
    """A message to one person: a row first, delivered by a work row with a Message-ID that never changes."""

    corporation_id = models.IntegerField(null=True)  # None: about the account, not about a corporation
    kind = models.CharField(max_length=60)
    occasion = models.CharField(db_column="once", max_length=120)
    to = models.EmailField()
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=150)
    text = models.TextField()
    html = models.TextField()
    sender = models.CharField(max_length=100, blank=True)  # a name for the From line
    calendar = models.TextField(blank=True)  # iCalendar, to be attached
    has_secret = models.BooleanField(default=False)  # its text is blanked once sent
    status = models.CharField(max_length=10, choices=MessageStatus, default=MessageStatus.WAITING)
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corporation_id", "occasion"], name="mail_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
