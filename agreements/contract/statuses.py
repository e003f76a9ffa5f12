"""The states of an agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementStatus(models.TextChoices):
    """The states of an agreement, in the order of its life; the actions have the arrows."""

    DRAFTED = "drafted", _("concept")
    APPROVAL = "approval", _("ligt bij de manager")
    APPROVED = "approved", _("goedgekeurd")
    OFFERED = "offered", _("klaar om te tekenen")
    SIGNED = "signed", _("getekend")
    IN_PROGRESS = "in_progress", _("bezig")
    SUSPENDED = "suspended", _("even gestopt")
    COMPLETED = "completed", _("klaar gemeld")
    INSPECTED = "inspected", _("gekeurd")
    REPAIR = "repair", _("nog te herstellen")
    ACCEPTED = "accepted", _("goedgekeurd werk")
    REWARDING = "rewarding", _("beloning loopt")
    FINISHED = "finished", _("afgerond")
    DECLINED = "declined", _("niet doorgegaan")
    EXPIRED = "expired", _("verlopen")
    TAKEN_OVER = "taken_over", _("door ons overgenomen")
    TERMINATED = "terminated", _("beëindigd")


GIVEN_UP = (
    AgreementStatus.DECLINED,
    AgreementStatus.EXPIRED,
    AgreementStatus.TERMINATED,
)  # nothing comes of it; a case may begin another
BOOKED = (AgreementStatus.REWARDING, AgreementStatus.FINISHED)  # what was agreed stands in rows of money
