"""What people read when a code does not work, or no letters can be made; the corporation's number is `phone`."""

from dataclasses import replace

from django.contrib.messages import constants
from django.utils.translation import gettext_lazy as _

from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.refusals import MovedOn
from klushuur.ground.refusals.sentences import Sentence
from tenants.services.refusals import LetterCode, SignUpCode

OFTEN = Sentence(
    _("U hebt te vaak een code geprobeerd. Wacht een uur, of bel ons: %(phone)s."), asked="code", level=constants.ERROR
)

sentences.add(
    {
        SignUpCode.UNKNOWN: Sentence(
            _("Wij kennen deze code niet. Kijk of u elke letter goed hebt getypt. Lukt het niet? Bel ons: %(phone)s."),
            asked="code",
            level=constants.ERROR,
        ),
        SignUpCode.USED: Sentence(
            _(
                "Deze code is al gebruikt. Hebt u dat zelf gedaan? Dan kunt u gewoon inloggen. Zo niet, bel ons: %(phone)s."
            ),
            asked="code",
            level=constants.ERROR,
        ),
        SignUpCode.EXPIRED: Sentence(
            _("Deze code is te oud. Bel ons voor een nieuwe brief: %(phone)s."), asked="code", level=constants.ERROR
        ),
        SignUpCode.SHARED: Sentence(
            _(
                "Met dit e-mailadres is al iemand anders van uw huis aangemeld. Log uit en neem een eigen e-mailadres, of bel ons: %(phone)s."
            ),
            asked="code",
            level=constants.ERROR,
        ),
        SignUpCode.OFTEN: OFTEN,
        LetterCode.NOBODY_TO_WRITE_TO: Sentence(
            _("Er is niemand om aan te schrijven: iedereen heeft al een account, of huurt hier niet meer."),
            level=constants.INFO,
        ),
        LetterCode.ALREADY_BUSY: Sentence(
            _("Er worden al brieven voor dit complex gemaakt. Wacht tot die klaar zijn.")
        ),
    },
    on_pages={
        (SignUpCode.OFTEN, "sign_up_address"): replace(OFTEN, asked="email"),
        (MovedOn.MOVED_ON, "letter_batch_posted"): Sentence(_("Er is geen bestand meer om weg te gooien.")),
    },
)
