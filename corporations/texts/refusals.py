"""What people read when there is no policy, or a version can't be made or withdrawn."""

from django.utils.translation import gettext_lazy as _

from corporations.services.refusals import PolicyCode
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.sentences import Sentence

sentences.add(
    {
        PolicyCode.NONE_ON_THIS_DAY: Sentence(
            _("Hiervoor is er nog geen beleid. Bel ons, dan lossen wij het op."),
            for_staff=_("Hiervoor is er nog geen beleid. Vraag een manager om het vast te leggen."),
        ),
        PolicyCode.OUTDATED: Sentence(
            _("Iemand heeft net een ander beleid gemaakt. Hieronder ziet u hoe het nu staat.")
        ),
        PolicyCode.STARTS_TOO_SOON: Sentence(
            _("Nieuw beleid begint na vandaag, en na het laatste beleid. Kies een latere dag."), asked="starts_on"
        ),
        PolicyCode.HAS_STARTED: Sentence(_("Dit beleid is al begonnen. Het kan niet meer weg; maak een nieuw beleid.")),
        PolicyCode.IN_USE: Sentence(_("Er is al een aanbod of een aanvraag met dit beleid. Het kan niet meer weg.")),
    }
)
