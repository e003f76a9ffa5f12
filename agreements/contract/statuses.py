"""The states of an agreement, and of each all that people read of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobs.applications.statuses import PROPOSAL, STOPPED, Described, Says, Stage, Tells, every


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
NEVER_SIGNED = frozenset(
    {
        AgreementStatus.DRAFTED,
        AgreementStatus.APPROVAL,
        AgreementStatus.APPROVED,
        AgreementStatus.OFFERED,
        AgreementStatus.DECLINED,
        AgreementStatus.EXPIRED,
    }
)  # what was ended or taken over was signed once, and keeps its document

# Words that more than one of them has.
_PROPOSAL = {
    "": PROPOSAL,
    "renewed": Says(
        PROPOSAL.tag, "", _("Wij maken een nieuwe versie van de overeenkomst. U krijgt een mail als hij klaar is.")
    ),
}
_TIME_IS_OVER = Says(
    _("te laat"), "stop", _("De tijd om te tekenen is voorbij. Wilt u toch? Bel ons, dan kijken wij wat er nog kan.")
)
_OFFERED = Tells(_("De overeenkomst ligt klaar. Iedereen moet tekenen, tot en met %(day)s."), "sign_before")
_TO_INSPECT = Tells(_("De huurder is klaar. De opzichter keurt uiterlijk %(before)s."))
_READY = Says(
    _("wij kijken het na"),
    "",
    _("U bent klaar. Onze opzichter komt kijken, uiterlijk op %(day)s."),
    "inspect_before",
)

DESCRIBED = every(
    AgreementStatus,
    {
        AgreementStatus.DRAFTED: Described(
            step="proposal",
            acts="officer",
            says=_PROPOSAL,
            staff={
                "": Tells(_("De manager heeft een vraag voordat het door kan:")),
                "manager": Tells(
                    _("Uw vraag ligt bij de woonconsulent. Na het antwoord staat het voorstel weer in uw lijst.")
                ),
            },
            happened=_("Terug naar de woonconsulent, met een vraag"),
            stage=Stage.ASKED_BACK,
        ),
        AgreementStatus.APPROVAL: Described(
            step="proposal",
            acts="manager",
            says=_PROPOSAL,
            staff={
                "": Tells(
                    _(
                        "Het voorstel ligt bij een manager. U hoeft nu niets te doen. Komt er een vraag, dan staat hij hier."
                    )
                ),
                "manager": Tells(
                    _("Bij akkoord krijgt de huurder de overeenkomst om te tekenen, met een beloning van %(amount)s.")
                ),
            },
            happened=_("Voorgelegd aan de manager"),
            stage=Stage.MANAGER,
            kind="wait",
        ),
        AgreementStatus.APPROVED: Described(  # only the journal tells of it: it is offered at once
            step="proposal",
            acts="",
            says=_PROPOSAL,
            staff={
                "": _OFFERED,
            },
            happened=_("Goedgekeurd"),
            stage=Stage.SIGNING,
        ),
        AgreementStatus.OFFERED: Described(
            step="sign",
            acts="tenant",
            says={
                "": Says(
                    _("u bent aan de beurt"),
                    "wait",
                    _("Ons voorstel is klaar. Lees het rustig en teken als u akkoord gaat."),
                ),
                "to_choose": Says(
                    _("u bent aan de beurt"),
                    "wait",
                    _("Ons voorstel is klaar. Kies eerst hoe u uw beloning wilt krijgen. Daarna leest en tekent u."),
                ),
                "others_sign": Says(_("nog niet klaar"), "wait", _("U hebt getekend.")),
                "we_sign": Says(_("wij tekenen"), "", _("U hebt getekend. Nu tekenen wij. U krijgt daarna bericht.")),
                "late": _TIME_IS_OVER,
            },
            staff={
                "": _OFFERED,
                "manager": Tells(_("U tekent als laatste. De huurder heeft tot en met %(day)s."), "sign_before"),
                "manager_signs": Tells(
                    _("De huurder heeft getekend. U tekent nu namens %(name)s. Daarmee geldt de overeenkomst.")
                ),
            },
            happened=_("Overeenkomst klaargezet voor de huurder"),
            stage=Stage.SIGNING,
            due={"": "sign_before"},
        ),
        AgreementStatus.SIGNED: Described(
            step="work",
            acts="tenant",
            next="start",
            says={
                "": Says(
                    _("getekend"),
                    "good",
                    _("Alles is getekend. U kunt aan de slag, tot en met %(day)s."),
                    "works_until",
                ),
                "early": Says(_("getekend"), "good", _("Alles is getekend. U mag beginnen op %(day)s."), "works_from"),
            },
            staff={
                "": Tells(_("Iedereen heeft getekend. De huurder werkt van %(first)s tot en met %(last)s.")),
            },
            happened=_("Getekend namens ons: de overeenkomst geldt"),
            stage=Stage.WORK,
            due={"": "works_until"},
            kind="good",
        ),
        AgreementStatus.IN_PROGRESS: Described(
            step="work",
            acts="tenant",
            next="report_ready",
            says={
                "": Says(_("u bent bezig"), "good", _("U bent bezig. Het werk is klaar op %(day)s."), "works_until"),
                "late": Says(
                    _("te laat"),
                    "stop",
                    _("Uw laatste dag was %(day)s. Bent u klaar? Meld het. Zo niet, bel ons."),
                    "works_until",
                ),
            },
            staff={
                "": Tells(_("De huurder is aan het werk, tot en met %(last)s.")),
            },
            happened=_("Aan het werk"),
            stage=Stage.WORK,
            due={"": "works_until"},
        ),
        AgreementStatus.SUSPENDED: Described(
            step="work",
            acts="tenant",
            next="resume",
            says={
                "": Says(_("ligt stil"), "wait", _("Het werk ligt stil. De reden: %(ground)s")),
                "asbestos": Says(
                    _("ligt stil"),
                    "stop",
                    _(
                        "Er ligt misschien asbest. Raak niets aan. Wij zoeken het uit en laten u weten wanneer u verder kunt."
                    ),
                ),
            },
            staff={
                "": Tells(_("Het werk ligt stil. De reden: %(ground)s")),
            },
            happened=_("Werk stilgelegd"),
            stage=Stage.WORK,
            due={"": "works_until"},
        ),
        AgreementStatus.COMPLETED: Described(
            step="inspection",
            acts="inspector",
            says={"": _READY},
            staff={
                "": _TO_INSPECT,
            },
            happened=_("Werk klaar gemeld"),
            stage=Stage.INSPECTION,
            due={"": "inspect_before"},
        ),
        AgreementStatus.INSPECTED: Described(  # only the journal tells of it: the inspection decides at once
            step="inspection",
            acts="",
            says={"": _READY},
            staff={
                "": _TO_INSPECT,
            },
            stage=Stage.INSPECTION,
        ),
        AgreementStatus.REPAIR: Described(
            step="inspection",
            acts="tenant",
            next="report_repaired",
            says={
                "": Says(
                    _("nog te herstellen"),
                    "wait",
                    _("Er moet nog iets hersteld worden. Dat kan tot en met %(day)s. Hieronder leest u wat."),
                    "repair_before",
                ),
                "mended": Says(
                    _("wij kijken het na"),
                    "",
                    _("U hebt het hersteld. Onze opzichter komt nog een keer kijken, uiterlijk op %(day)s."),
                    "inspect_before",
                ),
            },
            staff={
                "": Tells(_("De huurder herstelt wat niet goed was, tot en met %(day)s."), "repair_before"),
                "mended": _TO_INSPECT,
            },
            happened=_("Keuring: er moet iets hersteld worden"),
            stage=Stage.WORK,
            due={"": "repair_before", "mended": "inspect_before"},
        ),
        AgreementStatus.ACCEPTED: Described(
            step="reward",
            acts="finance",
            says={"": Says(_("goedgekeurd"), "good", "%(accepted)s")},  # the form's own words
            staff={
                "": Tells(
                    _("Het werk is goedgekeurd op %(day)s. Nu zorgt financiën voor de beloning van %(amount)s."),
                    "accepted_on",
                ),
            },
            happened=_("Keuring: het werk is goed"),
            stage=Stage.REWARD,
        ),
        AgreementStatus.REWARDING: Described(  # it runs by itself
            step="reward",
            acts="",
            says={"": Says(_("u krijgt uw beloning"), "good", "%(runs)s")},  # the form's own words
            staff={
                "": Tells(
                    _(
                        "%(form)s: van %(from)s tot en met %(until)s. Daarna, en als alles is betaald, is de klus afgerond."
                    )
                ),
            },
            happened=_("Lagere huur vastgelegd"),
            stage=Stage.CLOSED,
        ),
        AgreementStatus.FINISHED: Described(
            step="finished",
            acts="",
            says={
                "": Says(_("afgerond"), "good", _("Deze klus is klaar en u hebt alles gekregen. Bedankt!")),
                "paid": Says(
                    _("afgerond"),
                    "good",
                    _("Deze klus is klaar. Wij betaalden %(amount)s op %(day)s. Bedankt!"),
                    "rewarded_on",
                ),
            },
            staff={
                "": Tells(_("De klus is afgerond. De lagere huur is voorbij.")),
                "paid": Tells(
                    _("De klus is afgerond. De beloning van %(amount)s is betaald op %(day)s."), "rewarded_on"
                ),
            },
            happened=_("Afgerond"),
            stage=Stage.CLOSED,
        ),
        AgreementStatus.DECLINED: Described(
            step=STOPPED,
            acts="",
            says={
                "": Says(_("niet doorgegaan"), "stop", _("Deze klus gaat niet door. Bel ons als u wilt weten waarom.")),
                "by_tenant": Says(_("niet doorgegaan"), "", _("U wilde deze klus toch niet. De reden: %(ground)s")),
            },
            staff={
                "": Tells(_("Dit voorstel is afgewezen.")),
                "by_tenant": Tells(
                    _("De huurder wil de klus toch niet. De plaats is weer vrij. De reden van de huurder:")
                ),
                "withdrawn": Tells(_("De huurder heeft de aanvraag ingetrokken. U hoeft niets te doen.")),
            },
            happened=_("Voorstel gaat niet door"),
            kind="stop",
        ),
        AgreementStatus.EXPIRED: Described(
            step=STOPPED,
            acts="",
            says={
                "": Says(_("verlopen"), "stop", _("De tijd om te tekenen is voorbij. Wilt u toch? Bel ons.")),
                "open": Says(
                    _("verlopen"),
                    "stop",
                    _("De tijd om te tekenen is voorbij. Wilt u toch? U kunt opnieuw aanvragen, of bel ons."),
                ),
            },
            staff={
                "": Tells(
                    _(
                        "De overeenkomst is verlopen: niet iedereen heeft getekend tot en met %(day)s. "
                        "De plaats is weer vrij. De huurder heeft bericht gekregen."
                    ),
                    "sign_before",
                ),
            },
            happened=_("Overeenkomst verlopen"),
            kind="stop",
        ),
        AgreementStatus.TAKEN_OVER: Described(
            step=STOPPED,
            acts="",
            says={
                "": Says(
                    _("door ons overgenomen"),
                    "stop",
                    _("Wij maken het werk zelf af. De reden: %(ground)s Bel ons als u het er niet mee eens bent."),
                )
            },
            staff={
                "": Tells(_("Wij maken het werk zelf af. De reden: %(ground)s")),
            },
            happened=_("Werk door ons overgenomen"),
            stage=Stage.CLOSED,
            kind="stop",
        ),
        AgreementStatus.TERMINATED: Described(
            step=STOPPED,
            acts="",
            says={
                "": Says(
                    _("gestopt"),
                    "stop",
                    _("De overeenkomst is gestopt. De reden: %(ground)s Bel ons als u het er niet mee eens bent."),
                ),
                "cooled_off": Says(
                    _("gestopt"), "", _("U hebt zich bedacht. De overeenkomst is gestopt. U hoeft niets meer te doen.")
                ),
            },
            staff={
                "": Tells(_("De overeenkomst is beëindigd. De plaats is weer vrij. De reden: %(ground)s")),
            },
            happened=_("Overeenkomst beëindigd"),
            kind="stop",
        ),
    },
)
