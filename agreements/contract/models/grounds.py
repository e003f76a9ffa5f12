"""Why an agreement ends, waits or changes: the grounds that people choose from, and what the journal says."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class RefusalGround(models.TextChoices):
    """Why a manager refuses, or asks the officer to look again."""

    MONEY = "money", _("Het bedrag klopt niet of is te hoog.")
    RISK = "risk", _("Het risico is te groot.")
    PLANNING = "planning", _("Het past niet in onze planning.")
    FACTS = "facts", _("Er ontbreken feiten.")


class DeclineGround(models.TextChoices):
    """Why a tenant does not want what was offered."""

    AMOUNT = "amount", _("Het bedrag is te laag.")
    TIME = "time", _("Ik heb er geen tijd voor.")
    MIND = "mind", _("Ik heb mij bedacht.")
    MOVING = "moving", _("Ik ga verhuizen.")
    OTHER = "other", _("Een andere reden.")


class SuspendGround(models.TextChoices):
    """Why the work stands still for a while."""

    WEATHER = "weather", _("Het weer is te slecht.")
    ILLNESS = "illness", _("Er is iemand ziek.")
    ASBESTOS = "asbestos", _("Er ligt misschien asbest.")
    DELIVERY = "delivery", _("Er is iets niet geleverd.")
    OTHER = "other", _("Een andere reden.")


class TakeOverGround(models.TextChoices):
    """Why the corporation finishes the work itself."""

    TIME_OVER = "time_over", _("Het werk is niet op tijd klaar.")
    NOT_GOOD = "not_good", _("Het werk is na het herstellen nog niet goed.")
    UNSAFE = "unsafe", _("Het werk is niet veilig.")
    CANNOT = "cannot", _("De huurder kan niet verder.")


class TerminateGround(models.TextChoices):
    """Why a manager ends an agreement that both sides signed."""

    BREACH = "breach", _("De afspraken zijn niet nagekomen.")
    LEASE_ENDS = "lease_ends", _("De huur stopt.")
    OWN_WORKS = "own_works", _("Wij slopen, verkopen of verbouwen zelf.")
    TOGETHER = "together", _("Huurder en corporatie besloten dit samen.")


COOLING_OFF = "cooling_off"


GROUNDS = list(
    {
        **dict(RefusalGround.choices),
        **dict(DeclineGround.choices),
        **dict(SuspendGround.choices),
        **dict(TakeOverGround.choices),
        **dict(TerminateGround.choices),
        COOLING_OFF: _("De huurder heeft zich bedacht binnen de bedenktijd."),
    }.items()
)


class VersionReason(models.TextChoices):
    """Why an officer makes a new version of what was offered."""

    DATES = "dates", _("De dagen om te werken zijn anders.")
    AMOUNTS = "amounts", _("De bedragen zijn anders.")
    PARTIES = "parties", _("De huurders van de woning zijn anders.")
    MISTAKE = "mistake", _("Er stond iets fout in de tekst.")


class AgreementReason(StrEnum):
    """What the journal says of a move that no ground explains. Codes of rows that stand: never change one."""

    WITHDRAWN = "withdrawn"  # the application was, and this agreement with it
    EXPIRED = "expired"
    ASKED_BACK = "asked back"
    OTHER_AMOUNTS = "other amounts"
