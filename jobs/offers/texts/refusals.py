"""What staff read when an offer can't be kept, published or closed."""

from django.contrib.messages import constants
from django.utils.translation import gettext_lazy as _

from jobs.offers.services.refusals import OfferCode
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.refusals import MovedOn
from klushuur.ground.refusals.sentences import Sentence

NOT_OPEN = _("Dit aanbod kunt u nu niet sluiten. Hieronder ziet u hoe het staat.")

sentences.add(
    {
        OfferCode.NOT_READY: Sentence(
            _("U kunt dit aanbod nog niet publiceren. Bij de controle ziet u wat er nog ontbreekt."),
            level=constants.ERROR,
        ),
        OfferCode.ALREADY_PUBLISHED: Sentence(
            _("Dit aanbod is al gepubliceerd. Huurders vragen het zo aan, dus het kan niet meer veranderen.")
        ),
        OfferCode.NOT_IN_CATALOGUE: Sentence(
            _("Een van deze keuzes kennen wij niet. Kies alleen wat op de pagina staat."), level=constants.ERROR
        ),
    },
    on_pages={
        (MovedOn.MOVED_ON, "work_offer_publish"): Sentence(_("Dit aanbod was al gepubliceerd.")),
        (MovedOn.MOVED_ON, "work_offer_close"): Sentence(NOT_OPEN),
    },
)
