"""What people read when the work can't go on, or can't be judged."""

from django.contrib.messages import constants
from django.utils.translation import gettext_lazy as _

from agreements.work.services.refusals import WorkCode
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.sentences import Sentence

sentences.add(
    {
        WorkCode.LIVES_THERE: Sentence(_("Dit is uw eigen huis. Iemand anders moet dit doen.")),
        WorkCode.NO_MORE_REPAIRS: Sentence(_("De huurder heeft al zo vaak hersteld als mag. Neem het werk over.")),
        WorkCode.TOO_EARLY: Sentence(_("U mag beginnen op %(day)s. Eerder kan niet."), level=constants.INFO),
        WorkCode.NOT_SAFE_YET: Sentence(
            _("U mag nog niet verder: er ligt misschien asbest. Bel ons, wij zoeken het uit.")
        ),
        WorkCode.COOLING_OFF_OVER: Sentence(_("De bedenktijd is voorbij. Bel ons, dan kijken wij samen wat er kan.")),
    }
)
