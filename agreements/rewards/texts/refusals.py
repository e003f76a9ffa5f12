"""What finance reads when money can't be booked, paid or corrected."""

from django.contrib.messages import constants
from django.utils.translation import gettext_lazy as _

from agreements.rewards.services.refusals import RewardCode
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.sentences import WHOLE_FORM, Sentence

CORRECTING = ("rent_change_correct", "payout_correct")

sentences.add(
    {
        RewardCode.INCREASE_NOT_NOW: Sentence(
            _("Deze huurverhoging kunt u nu niet vaststellen, of niet meer veranderen.")
        ),
        RewardCode.INCREASE_TOO_HIGH: Sentence(
            _("Zo hoog mag of kan de huurverhoging niet zijn. Vul een lager percentage in."), asked="rate"
        ),
        RewardCode.OUT_OF_TIME: Sentence(_("Betalen kan niet vóór de goedkeuring, en niet in de toekomst.")),
        RewardCode.NOT_DUE: Sentence(_("Dit kan pas na de laatste maand: tot dan kan het bedrag nog veranderen.")),
        RewardCode.NO_ROOM: Sentence(
            _(
                "Voor deze woning loopt al een lagere huur. Samen zou de huur onder nul komen. "
                "Overleg met de woonconsulent."
            )
        ),
        RewardCode.MORE_THAN_AGREED: Sentence(
            _("Zo geeft u meer dan is afgesproken. Maak het bedrag lager, of verbeter eerst een andere regel."),
            asked=WHOLE_FORM,
        ),
        RewardCode.OVERLAPS: Sentence(
            _(
                "In een van deze maanden geldt al een andere regel van deze overeenkomst. "
                "Kies andere maanden, of verbeter die eerst."
            ),
            asked=WHOLE_FORM,
        ),
        RewardCode.TOO_LONG: Sentence(
            _("Zo is de huur langer dan 36 maanden lager. Dat mag niet. Kies minder maanden."), asked=WHOLE_FORM
        ),
        RewardCode.LEASE_ENDED: Sentence(
            _("Dat de huur stopt, is al vastgelegd. Verbeter de regels één voor één."), asked=WHOLE_FORM
        ),
        RewardCode.NOTHING_ENDS: Sentence(
            _("Na deze maand komt er niets meer. Kies een eerdere maand."), asked=WHOLE_FORM
        ),
        RewardCode.REPLACED: Sentence(_("Deze regel is vervangen. Hieronder ziet u door welke."), level=constants.INFO),
        RewardCode.ALREADY_PAID: Sentence(
            _("Dit is al betaald. Klopt het bedrag niet? Betaal het verschil bij, of vraag het terug."),
            level=constants.INFO,
        ),
        RewardCode.NOT_RUNNING: Sentence(
            _("De beloning loopt niet meer. Deze regel kan niet meer veranderen."), level=constants.INFO
        ),
    },
    on_pages={
        (RewardCode.NO_ROOM, page): Sentence(
            _(
                "Met wat er al van deze huur af gaat, zou de huur onder nul komen. "
                "Kies een lager bedrag of andere maanden."
            ),
            asked=WHOLE_FORM,
        )
        for page in CORRECTING
    },
)
