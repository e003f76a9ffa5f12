"""The states of an application."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(models.TextChoices):
    """Where a case stands before its agreement; from ACCEPTED on the agreement tells how it goes on."""

    DRAFT = "draft", _("nog niet verstuurd")
    SUBMITTED = "submitted", _("ontvangen")
    WAITING = "waiting", _("op de wachtlijst")
    IN_REVIEW = "in_review", _("in behandeling")
    INFO_REQUESTED = "info_requested", _("wij vragen u iets")
    SURVEYED = "surveyed", _("wij zijn komen kijken")
    ACCEPTED = "accepted", _("toegekend")
    REJECTED = "rejected", _("afgewezen")
    WITHDRAWN = "withdrawn", _("ingetrokken")
