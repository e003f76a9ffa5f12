"""The states of an application, and of each all that people read of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
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


class Stage(models.TextChoices):
    """Where a case waits, and for whom: what an officer sorts the day by."""

    NEW = "nieuw", _("Nieuw")
    TENANT = "huurder", _("Wacht op huurder")
    SURVEY = "opname", _("Wacht op opname")
    QUOTE = "voorstel", _("Voorstel maken")
    ASKED_BACK = "vraag", _("Vraag van manager")
    MANAGER = "manager", _("Bij de manager")
    SIGNING = "tekenen", _("Tekenen")
    LATE = "te-laat", _("Te laat")
    WORK = "bezig", _("Aan het werk")
    INSPECTION = "keuring", _("Wacht op keuring")
    REWARD = "beloning", _("Wacht op beloning")
    WAITING = "wachtlijst", _("Wachtlijst")
    CLOSED = "klaar", _("Klaar")


# The tenant's way, in its order: what is happening in a case.
STEPS = ("draft", "review", "survey", "proposal", "sign", "we_sign", "work", "inspection", "reward", "finished")
STOPPED = "stopped"
# Beside the way, and where on it they stand.
BESIDE = {"others_sign": "sign", "waiting": "review", "place": "review", "answer": "survey"}


@dataclass(frozen=True)
class Says:
    """What a tenant reads: the tag, its kind (wait, good, stop or none) and what it means.

    day: the column of the date that %(day)s stands for; the names that a text may have beside it are in `cases.texts`.
    """

    tag: str | Promise
    kind: str
    text: str | Promise
    day: str = ""


@dataclass(frozen=True)
class Tells:
    """What staff read on the case. day: as in `Says`."""

    text: str | Promise
    day: str = ""


@dataclass(frozen=True)
class Described:
    """All that people read of one status, and what it asks of whom.

    `says`, `staff` and `due` are by situation: the empty one is the plain case, and each other one has a name of its
    own, which who shows it finds (such as `late`).
    """

    step: str  # where on the tenant's way; of STEPS or BESIDE, or STOPPED
    acts: str  # who has to do something: a role, "tenant", or nobody
    says: Mapping[str, Says]  # the tenant reads
    staff: Mapping[str, Tells]  # the officer and the manager read, on the case
    happened: str | Promise = ""  # the line of the history; empty: told by what came before or after
    stage: Stage | None = None  # where it waits in the inbox; None: the application's own says so, or nobody has to act
    due: Mapping[str, str] = field(default_factory=dict)  # the column with the last day for it
    next: str = ""  # the action that is asked of the tenant now
    kind: str = "note"  # of the tag that staff see: wait, good, stop or note

    def said(self, situation: str = "") -> Says:
        """What the tenant reads in a situation, or in the plain one."""
        return self.says.get(situation) or self.says[""]

    def told(self, situation: str = "") -> Tells:
        """What staff read in a situation, or in the plain one."""
        return self.staff.get(situation) or self.staff[""]


def every(statuses: type[models.TextChoices], described: Mapping[Any, Described]) -> Mapping[Any, Described]:
    """The table, if it describes each status once and in the plain case. Raises ValueError for one that is missing or strange."""
    if set(described) != set(statuses):
        raise ValueError(f"not described, or no status: {', '.join(sorted(set(described) ^ set(statuses)))}")
    for status, one in described.items():
        if "" not in one.says or "" not in one.staff or one.step not in {*STEPS, *BESIDE, STOPPED}:
            raise ValueError(f"{status} lacks words, or a step that there is")
    return described


PROPOSAL = Says(_("wij maken een voorstel"), "", _("Wij zijn komen kijken. Wij maken nu een voorstel voor u."))
TO_QUOTE = _(
    "De opzichter heeft gekeken en het kan. Maak het voorstel: u controleert de bedragen en legt het voor aan een manager."
)

DESCRIBED = every(
    ApplicationStatus,
    {
        ApplicationStatus.DRAFT: Described(
            step="draft",
            acts="tenant",
            says={
                "": Says(
                    _("nog niet verstuurd"),
                    "wait",
                    _("U bent begonnen met een aanvraag. Hij is bewaard. U kunt nu verder."),
                ),
                "late": Says(_("te laat"), "stop", _("U kunt niet meer aanvragen: de laatste dag is voorbij.")),
            },
            staff={
                "": Tells(""),
            },  # nobody here sees it
        ),
        ApplicationStatus.SUBMITTED: Described(
            step="review",
            acts="officer",
            says={"": Says(_("ontvangen"), "", _("Wij hebben uw aanvraag. U hoeft nu niets te doen."))},
            staff={
                "": Tells(
                    _(
                        "Deze aanvraag is nieuw. "
                        "Neem hem in behandeling. Dan weet de huurder wie hem helpt, en ziet de opzichter het huis op zijn lijst."
                    )
                ),
            },
            happened=_("Aanvraag verstuurd"),
            stage=Stage.NEW,
        ),
        ApplicationStatus.WAITING: Described(
            step="waiting",
            acts="",
            says={
                "": Says(
                    _("op de wachtlijst"),
                    "wait",
                    _("Alle plekken zijn nu bezet. U krijgt een mail als u aan de beurt bent."),
                ),
                "place": Says(
                    _("er is een plek"),
                    "wait",
                    _("Er is een plek voor u. Laat ons weten of u hem wilt."),
                    "place_until",
                ),
            },
            staff={
                "": Tells(
                    _(
                        "Deze huurder staat op de wachtlijst sinds %(day)s, als nummer %(number_in_line)s. "
                        "Komt er een plek vrij, dan vragen wij vanzelf wie aan de beurt is."
                    ),
                    "waiting_since",
                ),
                "place": Tells(
                    _("Er is een plek voor deze huurder. De huurder kan antwoorden tot en met %(day)s."), "place_until"
                ),
            },
            happened=_("Op de wachtlijst gezet"),
            stage=Stage.WAITING,
        ),
        ApplicationStatus.IN_REVIEW: Described(
            step="survey",
            acts="inspector",
            says={"": Says(_("in behandeling"), "", _("Wij maken een afspraak om bij u te komen kijken."))},
            staff={
                "": Tells(_("Een opzichter gaat eerst bij het huis kijken. Daarna maakt u een voorstel.")),
            },
            happened=_("In behandeling genomen"),
            stage=Stage.SURVEY,
        ),
        ApplicationStatus.INFO_REQUESTED: Described(
            step="answer",
            acts="tenant",
            says={
                "": Says(
                    _("u bent aan de beurt"),
                    "wait",
                    _("Wij hebben een vraag voor u. Met uw antwoord gaan wij verder."),
                )
            },
            staff={
                "": Tells(
                    _(
                        "Wij hebben de huurder iets gevraagd. Na het antwoord gaat de aanvraag vanzelf verder, en krijgt u een mail. De klok loopt door."
                    )
                ),
            },
            happened=_("Vraag aan de huurder gesteld"),
            stage=Stage.TENANT,
        ),
        ApplicationStatus.SURVEYED: Described(
            step="proposal",
            acts="officer",
            says={"": PROPOSAL},
            staff={
                "": Tells(TO_QUOTE),
            },
            happened=_("Opname gedaan"),
            stage=Stage.QUOTE,
        ),
        ApplicationStatus.ACCEPTED: Described(  # the agreement says who acts
            step="proposal",
            acts="",
            says={"": PROPOSAL},
            staff={
                "": Tells(TO_QUOTE),
            },
            happened=_("Plaats toegekend"),
            stage=Stage.QUOTE,
        ),
        ApplicationStatus.REJECTED: Described(
            step=STOPPED,
            acts="",
            says={"": Says(_("afgewezen"), "stop", "%(ground)s")},
            staff={
                "": Tells(_("De aanvraag is afgewezen. De huurder heeft bericht gekregen.")),
            },
            happened=_("Aanvraag afgewezen"),
        ),
        ApplicationStatus.WITHDRAWN: Described(
            step=STOPPED,
            acts="",
            says={"": Says(_("ingetrokken"), "", _("U hebt deze aanvraag ingetrokken."))},
            staff={
                "": Tells(_("De huurder heeft de aanvraag ingetrokken. U hoeft niets te doen.")),
            },
            happened=_("Aanvraag ingetrokken"),
        ),
    },
)
