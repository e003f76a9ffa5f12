"""The states of a batch of letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchStatus(models.TextChoices):
    """How far the PDF of a batch is; READY holds codes that work, so its file does not stay."""

    QUEUED = "queued", _("wacht")
    WORKING = "working", _("wordt gemaakt")
    READY = "ready", _("klaar om te printen")
    FAILED = "failed", _("mislukt")
    REMOVED = "removed", _("bestand weggegooid")
