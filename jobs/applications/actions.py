"""Who may do what with an offer and an application. The views take their audience from here."""

from jobs.applications.models import Status
from jobs.offers.models import OfferStatus
from klushuur.ground.journal.actions import FREES, NONE, SYSTEM, TAKES, Action, table

TENANT, OFFICER, MANAGER = frozenset({"tenant"}), frozenset({"officer"}), frozenset({"manager"})
INSPECTOR, BY_ITSELF = frozenset({"inspector"}), frozenset({SYSTEM})
DRAFT, SUBMITTED, WAITING = frozenset({Status.DRAFT}), frozenset({Status.SUBMITTED}), frozenset({Status.WAITING})
IN_REVIEW, SURVEYED = frozenset({Status.IN_REVIEW}), frozenset({Status.SURVEYED})
ACCEPTED = frozenset({Status.ACCEPTED})
ASKED = frozenset({Status.INFO_REQUESTED})
BEFORE_A_PLACE = WAITING | IN_REVIEW | SURVEYED | ASKED
OPEN = DRAFT | SUBMITTED | BEFORE_A_PLACE | ACCEPTED
MADE, SHOWN = frozenset({OfferStatus.DRAFT}), frozenset({OfferStatus.PUBLISHED})

OF_OFFER = table(
    Action("change", "Wijzigen", MADE, None, OFFICER, NONE, "work_offer_edit"),
    Action("publish", "Publiceren", MADE, OfferStatus.PUBLISHED, OFFICER, NONE, "work_offer_publish"),
    Action("begin", "Aanvraag beginnen", SHOWN, None, TENANT, NONE, "application_begin"),
    Action("close", "Sluiten", SHOWN, OfferStatus.CLOSED, OFFICER, NONE, "work_offer_close"),
)

ACTIONS = table(
    Action("answer", "Vraag beantwoorden", DRAFT, None, TENANT, url_name="application_step"),
    Action("submit", "Versturen", DRAFT, Status.SUBMITTED, TENANT, url_name="application_submit"),
    Action("take_up", "In behandeling nemen", SUBMITTED, Status.IN_REVIEW, OFFICER, url_name="work_take_up"),
    Action(
        "request_information",
        "Informatie vragen",
        IN_REVIEW,
        Status.INFO_REQUESTED,
        OFFICER,
        url_name="work_request_information",
    ),
    Action("give_information", "Informatie geven", ASKED, Status.IN_REVIEW, TENANT, url_name="application_ask"),
    Action("go_on", "Zonder antwoord verder", ASKED, Status.IN_REVIEW, OFFICER, url_name="work_go_on"),
    Action("record_survey", "Opname vastleggen", IN_REVIEW, Status.SURVEYED, INSPECTOR, url_name="survey"),
    Action(
        "put_on_list",
        "Op de wachtlijst zetten",
        SUBMITTED | IN_REVIEW | SURVEYED,
        Status.WAITING,
        OFFICER,
        url_name="work_put_on_list",
    ),
    Action("ask", "Vrije plek aanbieden", WAITING, None, BY_ITSELF, TAKES),
    Action("ask_again", "Vrije plek nog eens aanbieden", WAITING, None, OFFICER, TAKES, "work_offer_place"),
    Action("take_place", "Plek aannemen", WAITING, Status.IN_REVIEW, TENANT, url_name="application_take_place"),
    Action("lapse", "Plek niet op tijd aangenomen", WAITING, None, BY_ITSELF, FREES),
    Action("accept", "Toekennen, met het voorstel", SURVEYED, Status.ACCEPTED, OFFICER, TAKES, "work_quote"),
    Action("reject", "Afwijzen", BEFORE_A_PLACE, Status.REJECTED, OFFICER, FREES, "work_reject"),
    Action("withdraw", "Intrekken", OPEN, Status.WITHDRAWN, TENANT, FREES, "application_withdraw"),
    # With the agreement that ends:
    Action("refuse", "Voorstel afwijzen", ACCEPTED, Status.REJECTED, MANAGER, FREES, "admin:agreements_refuse"),
    Action("decline", "Toch niet willen", ACCEPTED, Status.WITHDRAWN, TENANT, FREES, "agreement_decline"),
    Action("expire", "Overeenkomst verlopen", ACCEPTED, Status.WITHDRAWN, BY_ITSELF, FREES),
    Action("cool_off", "Zich bedenken", ACCEPTED, Status.WITHDRAWN, TENANT, FREES, "agreement_cool_off"),
    Action("terminate", "Beëindigen", ACCEPTED, Status.WITHDRAWN, MANAGER, FREES, "admin:agreements_terminate"),
)
