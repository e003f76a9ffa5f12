"""Who may do what with an application, and what comes of it. The views take their audience from here."""

from jobs.applications.statuses import ApplicationStatus
from klushuur.ground.journal.actions import BY_ITSELF, FREES, TAKES, Action, table

TENANT, OFFICER, MANAGER = frozenset({"tenant"}), frozenset({"officer"}), frozenset({"manager"})
INSPECTOR = frozenset({"inspector"})
DRAFT, SUBMITTED, WAITING = (
    frozenset({ApplicationStatus.DRAFT}),
    frozenset({ApplicationStatus.SUBMITTED}),
    frozenset({ApplicationStatus.WAITING}),
)
IN_REVIEW, SURVEYED = frozenset({ApplicationStatus.IN_REVIEW}), frozenset({ApplicationStatus.SURVEYED})
ACCEPTED = frozenset({ApplicationStatus.ACCEPTED})
ASKED = frozenset({ApplicationStatus.INFO_REQUESTED})
BEFORE_A_PLACE = WAITING | IN_REVIEW | SURVEYED | ASKED
OPEN = DRAFT | SUBMITTED | BEFORE_A_PLACE | ACCEPTED
ACTIONS = table(
    Action("answer", "Vraag beantwoorden", DRAFT, None, TENANT, url_name="application_step"),
    Action("submit", "Versturen", DRAFT, ApplicationStatus.SUBMITTED, TENANT, url_name="application_submit"),
    Action("take_up", "In behandeling nemen", SUBMITTED, ApplicationStatus.IN_REVIEW, OFFICER, url_name="work_take_up"),
    Action(
        "request_information",
        "Informatie vragen",
        IN_REVIEW,
        ApplicationStatus.INFO_REQUESTED,
        OFFICER,
        url_name="work_request_information",
    ),
    Action(
        "give_information", "Informatie geven", ASKED, ApplicationStatus.IN_REVIEW, TENANT, url_name="application_ask"
    ),
    Action("go_on", "Zonder antwoord verder", ASKED, ApplicationStatus.IN_REVIEW, OFFICER, url_name="work_go_on"),
    Action("record_survey", "Opname vastleggen", IN_REVIEW, ApplicationStatus.SURVEYED, INSPECTOR, url_name="survey"),
    Action(
        "put_on_list",
        "Op de wachtlijst zetten",
        SUBMITTED | IN_REVIEW | SURVEYED,
        ApplicationStatus.WAITING,
        OFFICER,
        url_name="work_put_on_list",
    ),
    Action("ask", "Vrije plek aanbieden", WAITING, None, BY_ITSELF, TAKES),
    Action("ask_again", "Vrije plek nog eens aanbieden", WAITING, None, OFFICER, TAKES, "work_offer_place"),
    Action(
        "take_place", "Plek aannemen", WAITING, ApplicationStatus.IN_REVIEW, TENANT, url_name="application_take_place"
    ),
    Action(  # nobody visits a home twice for one job
        "take_place_surveyed",
        "Plek aannemen, na een opname",
        WAITING,
        ApplicationStatus.SURVEYED,
        TENANT,
        url_name="application_take_place",
        via=ApplicationStatus.IN_REVIEW,
        goes_on_by_itself=True,
    ),
    Action("lapse", "Plek niet op tijd aangenomen", WAITING, None, BY_ITSELF, FREES),
    Action("accept", "Toekennen, met het voorstel", SURVEYED, ApplicationStatus.ACCEPTED, OFFICER, TAKES, "work_quote"),
    Action("reject", "Afwijzen", BEFORE_A_PLACE, ApplicationStatus.REJECTED, OFFICER, FREES, "work_reject"),
    Action("withdraw", "Intrekken", OPEN, ApplicationStatus.WITHDRAWN, TENANT, FREES, "application_withdraw"),
    # With the agreement that ends:
    Action(
        "refuse", "Voorstel afwijzen", ACCEPTED, ApplicationStatus.REJECTED, MANAGER, FREES, "admin:agreements_refuse"
    ),
    Action("decline", "Toch niet willen", ACCEPTED, ApplicationStatus.WITHDRAWN, TENANT, FREES, "agreement_decline"),
    Action("expire", "Overeenkomst verlopen", ACCEPTED, ApplicationStatus.WITHDRAWN, BY_ITSELF, FREES),
    Action("cool_off", "Zich bedenken", ACCEPTED, ApplicationStatus.WITHDRAWN, TENANT, FREES, "agreement_cool_off"),
    Action(
        "terminate", "Beëindigen", ACCEPTED, ApplicationStatus.WITHDRAWN, MANAGER, FREES, "admin:agreements_terminate"
    ),
)
