"""The states of an offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferStatus(models.TextChoices):
    """Only a concept can change; only a published offer can be asked for."""

    DRAFT = "draft", _("concept")
    PUBLISHED = "published", _("gepubliceerd")
    CLOSED = "closed", _("gesloten")
