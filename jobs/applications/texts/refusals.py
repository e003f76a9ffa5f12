"""What people read when an application can't be begun, sent, accepted or given a place."""

from django.contrib.messages import constants
from django.utils.translation import gettext_lazy as _

from jobs.applications.forms.applications import NO_REWARD_LEFT, NOT_THIS_CHOICE
from jobs.applications.models import RejectionGround
from jobs.applications.services.refusals import ApplicationCode
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.refusals import MovedOn
from klushuur.ground.refusals.sentences import Sentence

SENT_BEFORE = _("U hebt deze aanvraag al verstuurd. Hier ziet u hoe het ervoor staat.")
FURTHER = Sentence(_("Dit kan niet meer: de aanvraag is intussen verder. Hieronder ziet u hoe het nu staat."))
NOT_NOW = Sentence(_("Deze plek kunt u nu niet aannemen. Hieronder ziet u hoe het staat."))

sentences.add(
    {
        ApplicationCode.NOT_ELIGIBLE: Sentence("%(todo)s", level=constants.ERROR),
        ApplicationCode.NOT_A_CHOICE: Sentence(NOT_THIS_CHOICE, level=constants.ERROR),
        ApplicationCode.NO_REWARD_LEFT: Sentence(NO_REWARD_LEFT, level=constants.ERROR),
        ApplicationCode.INCOMPLETE: Sentence(
            _("Nog niet alles is ingevuld. Beantwoord eerst deze vraag."), level=constants.INFO
        ),
        ApplicationCode.STOPPED: Sentence(
            _("De opname stopt deze klus: %(ground)s Wijs de aanvraag af."),
            level=constants.ERROR,
            words={ground.value: ground.label for ground in RejectionGround},
        ),
        ApplicationCode.NO_PLACE: Sentence(
            _("Alle plekken van dit aanbod zijn bezet. Zet deze huurder op de wachtlijst."), level=constants.ERROR
        ),
        ApplicationCode.PLACE_FREE: Sentence(_("Er is nog een plek vrij. U kunt deze aanvraag gewoon behandelen.")),
        ApplicationCode.NOT_ASKED: NOT_NOW,
    },
    on_pages={
        **{
            (MovedOn.MOVED_ON, page): Sentence(SENT_BEFORE, level=constants.INFO)
            for page in ("application_begin", "application_step", "application_submit")
        },
        **{(MovedOn.MOVED_ON, page): FURTHER for page in ("work_take_up", "work_put_on_list", "work_reject")},
        (MovedOn.MOVED_ON, "application_take_place"): NOT_NOW,
    },
)
