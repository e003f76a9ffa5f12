"""What people read when an agreement can't be drafted, approved, chosen, signed or made anew."""

from dataclasses import replace

from django.contrib.messages import constants
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agreements.contract.forms.renewing import EARLY_OR_LATE
from agreements.contract.services.refusals import ContractCode
from jobs.applications.texts.refusals import FURTHER
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.refusals import Code, MovedOn
from klushuur.ground.refusals.sentences import WHOLE_FORM, Sentence

WHY_NOT = {
    "drafted": _("U hebt dit voorstel zelf gemaakt. Iemand anders moet het beoordelen."),
    "surveyed": _("U hebt zelf de opname gedaan. Iemand anders moet het beoordelen."),
    "lives_in": _("U woont zelf in dit huis. Iemand anders moet het beoordelen."),
    "mandate": _("Het bedrag is hoger dan uw mandaat. Een manager met een hoger mandaat moet het beoordelen."),
}
LOOK_BELOW = Sentence(_("Er is net iets veranderd. Kijk hieronder hoe uw aanvraag ervoor staat."), level=constants.INFO)
BY_MANAGER = [
    f"admin:agreements_{name}" for name in ("approve", "ask_back", "refuse", "sign", "take_over", "terminate")
]
SOMEBODY_FASTER = Sentence(_("Dit kan niet meer: iemand was u voor. Hieronder ziet u hoe het nu staat."))
TERMS = _("De voorwaarden zijn veranderd nadat u deze bladzijde opende. Lees ze opnieuw en beslis dan.")
NO_CHOICE = Sentence(_("Kiezen kan nu niet meer. Bel ons, dan kijken wij wat er nog kan."), level=constants.ERROR)

QUOTING: dict[Code, Sentence] = {
    ContractCode.NOTHING_TO_GAIN: Sentence(
        _("Met deze bedragen besparen wij niets, dus er is geen beloning. Controleer ze, of wijs de aanvraag af."),
        asked="avoided",
    ),
    ContractCode.NOT_IN_FAVOUR: Sentence(
        _(
            "De huurder geeft zo evenveel als hij krijgt, of meer. Dat mag niet. Geef het materiaal zelf, of wijs de "
            "aanvraag af. Twijfelt u? Laat dit toetsen."
        ),
        asked="bought",
    ),
    ContractCode.NO_FORM: Sentence(
        _("In deze vorm kan deze beloning bij deze huur niet. Sta ook één keer geld toe."), asked="forms_allowed"
    ),
    ContractCode.OUTSIDE_THE_PERIOD: Sentence(EARLY_OR_LATE, asked="works_from"),
    ContractCode.ALREADY_QUOTED: FURTHER,
}
APPROVING: dict[Code, Sentence] = {
    ContractCode.MAY_NOT_APPROVE: Sentence("%(reasons)s", level=constants.ERROR, words=WHY_NOT),
    ContractCode.TERMS_CHANGED: Sentence(TERMS, level=constants.ERROR),
    ContractCode.FREEZE_ABOVE_MANDATE: Sentence(
        _("Een bevriezing zonder einde kost meer dan uw mandaat. Vraag het een manager met een hoger mandaat."),
        level=constants.ERROR,
    ),
}
CHOOSING: dict[Code, Sentence] = {
    ContractCode.NOT_ALLOWED: NO_CHOICE,
    ContractCode.ABOVE_RENT: Sentence(
        _("Zo komt uw huur onder € 0, ook door wat er al van uw huur afgaat. Kies meer maanden, of één keer geld."),
        asked="choice",
    ),
}
SIGNING: dict[Code, Sentence] = {
    ContractCode.CODE_WRONG: Sentence(
        ngettext_lazy(
            "Deze code is niet goed. Kijk nog eens in onze laatste mail. U kunt het nog %(left)d keer proberen.",
            "Deze code is niet goed. Kijk nog eens in onze laatste mail. U kunt het nog %(left)d keer proberen.",
            "left",
        ),
        asked="code",
    ),
    ContractCode.CODE_SPENT: Sentence(_("Deze code werkt niet meer. Vraag hieronder een nieuwe code."), asked="code"),
    ContractCode.TEXT_CHANGED: Sentence(
        _("De tekst is intussen veranderd. Er is niets getekend. Lees de nieuwe tekst en teken daarna."),
        for_staff=TERMS,
        level=constants.ERROR,
    ),
    ContractCode.TOO_LATE: Sentence(
        _("U kunt deze overeenkomst niet meer tekenen. Bel ons, dan kijken wij wat er nog kan."),
        level=constants.ERROR,
    ),
    ContractCode.PARTIES_CHANGED: Sentence(
        _("De huurders van deze woning zijn veranderd. Wij maken een nieuwe versie voor u."),
        for_staff=_("De huurders van deze woning zijn veranderd. Vraag de woonconsulent om een nieuwe versie."),
        level=constants.ERROR,
    ),
    ContractCode.ALREADY_SIGNED: Sentence(
        _("U hebt al getekend. U hoeft niets meer te doen."), for_staff=SOMEBODY_FASTER.text
    ),
    ContractCode.NOT_WITHIN_MANDATE: Sentence(
        _("U mag hiervoor niet tekenen: het bedrag is hoger dan uw mandaat, of u woont zelf in dit huis."),
        level=constants.ERROR,
    ),
    ContractCode.REQUEST_MISSING: Sentence(
        _("Niemand heeft deze lagere huur schriftelijk gevraagd. Vraag de woonconsulent om een nieuwe versie."),
        level=constants.ERROR,
    ),
    ContractCode.SIGNATURE_MISSING: Sentence(_("Nog niet iedereen heeft getekend. U tekent als laatste.")),
}
IN_THE_FORM = (  # of signing, with the name and the code that were typed
    ContractCode.TEXT_CHANGED,
    ContractCode.TOO_LATE,
    ContractCode.PARTIES_CHANGED,
    ContractCode.ALREADY_SIGNED,
)

sentences.add(
    {**QUOTING, **APPROVING, **CHOOSING, **SIGNING},
    on_pages={
        **{(MovedOn.MOVED_ON, page): SOMEBODY_FASTER for page in BY_MANAGER},
        **{(MovedOn.MOVED_ON, page): FURTHER for page in ("work_quote", "work_new_version")},
        **{(code, "agreement_sign"): replace(SIGNING[code], asked=WHOLE_FORM) for code in IN_THE_FORM},
        (MovedOn.MOVED_ON, "work_hand_in_again"): Sentence(
            _("Dit voorstel ligt al bij de manager, of is al beoordeeld.")
        ),
        (MovedOn.MOVED_ON, "agreement_decline"): LOOK_BELOW,
        (ContractCode.TOO_LATE, "agreement_reward"): NO_CHOICE,
        (ContractCode.TEXT_CHANGED, "agreement_reward"): Sentence(
            _("Uw medehuurder koos net een vorm. Kijk of u het daarmee eens bent.")
        ),
    },
)
