"""What people read when the thread or the case can't go on."""

from django.contrib.messages import constants
from django.utils.translation import gettext_lazy as _

from agreements.cases.services.refusals import ThreadCode
from agreements.contract.texts.refusals import LOOK_BELOW
from jobs.applications.texts.refusals import FURTHER
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.refusals import MovedOn
from klushuur.ground.refusals.sentences import Sentence

sentences.add(
    {
        ThreadCode.CLOSED: Sentence(
            _("Deze klus is klaar. Hebt u nog een vraag? Bel ons."),
            for_staff=_("Deze zaak is afgerond. Er kan niets meer bij."),
            level=constants.INFO,
        ),
    },
    on_pages={
        (MovedOn.MOVED_ON, "work_request_information"): FURTHER,
        (MovedOn.MOVED_ON, "work_go_on"): FURTHER,
        (MovedOn.MOVED_ON, "application_withdraw"): LOOK_BELOW,
    },
)
