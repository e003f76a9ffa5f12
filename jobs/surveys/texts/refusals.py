"""What an inspector reads when a survey can't be recorded."""

from django.utils.translation import gettext_lazy as _

from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.refusals import MovedOn
from klushuur.ground.refusals.sentences import Sentence

sentences.add(
    {},
    on_pages={
        (MovedOn.MOVED_ON, "survey"): Sentence(_("Deze opname is al gedaan, of de aanvraag is ingetrokken.")),
    },
)
