"""Who may do what with an agreement. The views take their audience from here."""

from agreements.contract.models import Status
from klushuur.ground.journal.actions import FREES, SYSTEM, Action, table

TENANT, OFFICER, MANAGER = frozenset({"tenant"}), frozenset({"officer"}), frozenset({"manager"})
INSPECTOR, FINANCE = frozenset({"inspector"}), frozenset({"finance"})
BY_ITSELF = frozenset({SYSTEM})
DRAFTED, APPROVAL = frozenset({Status.DRAFTED}), frozenset({Status.APPROVAL})
OFFERED = frozenset({Status.OFFERED})
UNSIGNED = frozenset({Status.DRAFTED, Status.APPROVAL, Status.APPROVED, Status.OFFERED})
SIGNED, WORKING = frozenset({Status.SIGNED}), frozenset({Status.IN_PROGRESS})
SUSPENDED, REPAIR = frozenset({Status.SUSPENDED}), frozenset({Status.REPAIR})
TO_INSPECT, ACCEPTED = frozenset({Status.COMPLETED, Status.REPAIR}), frozenset({Status.ACCEPTED})
UNDER_WAY = frozenset({Status.IN_PROGRESS, Status.SUSPENDED, Status.COMPLETED, Status.INSPECTED, Status.REPAIR})
REWARDING = frozenset({Status.REWARDING})
BINDING = SIGNED | UNDER_WAY

ACTIONS = table(
    Action("hand_in_again", "Opnieuw voorleggen", DRAFTED, Status.APPROVAL, OFFICER, url_name="work_hand_in_again"),
    Action("quote_again", "Nieuwe berekening voorleggen", DRAFTED, Status.APPROVAL, OFFICER, url_name="work_quote"),
    Action("approve", "Goedkeuren", APPROVAL, Status.OFFERED, MANAGER, url_name="admin:agreements_approve"),
    Action("ask_back", "Terugvragen", APPROVAL, Status.DRAFTED, MANAGER, url_name="admin:agreements_ask_back"),
    Action("refuse", "Afwijzen", APPROVAL, Status.DECLINED, MANAGER, FREES, "admin:agreements_refuse"),
    Action("new_version", "Nieuwe versie maken", OFFERED, Status.APPROVAL, OFFICER, url_name="work_new_version"),
    Action("choose_form", "Vorm van de beloning kiezen", OFFERED, None, TENANT, url_name="agreement_reward"),
    Action("send_code", "Tekencode vragen", OFFERED, None, TENANT, url_name="agreement_code"),
    Action("sign", "Tekenen", OFFERED, None, TENANT, url_name="agreement_sign"),
    Action("sign_for_us", "Namens ons tekenen", OFFERED, Status.SIGNED, MANAGER, url_name="admin:agreements_sign"),
    Action("decline", "Toch niet willen", OFFERED, Status.DECLINED, TENANT, FREES, "agreement_decline"),
    Action("withdraw", "Aanvraag intrekken", UNSIGNED, Status.DECLINED, TENANT, FREES, "application_withdraw"),
    Action("expire", "Verlopen", OFFERED, Status.EXPIRED, BY_ITSELF, FREES),
    Action("start", "Beginnen", SIGNED, Status.IN_PROGRESS, TENANT, url_name="agreement_start"),
    Action("suspend", "Even stoppen", WORKING, Status.SUSPENDED, TENANT, url_name="agreement_suspend"),
    Action("suspend_for_us", "Stilleggen", WORKING, Status.SUSPENDED, OFFICER, url_name="work_suspend"),
    Action("resume", "Verdergaan", SUSPENDED, Status.IN_PROGRESS, TENANT, url_name="agreement_resume"),
    Action("resume_for_us", "Laten verdergaan", SUSPENDED, Status.IN_PROGRESS, OFFICER, url_name="work_resume"),
    Action("report_ready", "Klaar melden", WORKING, Status.COMPLETED, TENANT, url_name="agreement_ready"),
    Action("report_repaired", "Hersteld melden", REPAIR, None, TENANT, url_name="agreement_repaired"),
    Action("pass", "Keuren: goed", TO_INSPECT, Status.ACCEPTED, INSPECTOR, url_name="inspection"),
    Action("send_back", "Keuren: herstellen", TO_INSPECT, Status.REPAIR, INSPECTOR, url_name="inspection"),
    Action("take_over", "Overnemen", UNDER_WAY, Status.TAKEN_OVER, INSPECTOR, url_name="inspection_take_over"),
    Action(
        "take_over_as_manager",
        "Overnemen",
        UNDER_WAY,
        Status.TAKEN_OVER,
        MANAGER,
        url_name="admin:agreements_take_over",
    ),
    Action("terminate", "Beëindigen", BINDING, Status.TERMINATED, MANAGER, FREES, "admin:agreements_terminate"),
    Action("cool_off", "Zich bedenken", BINDING, Status.TERMINATED, TENANT, FREES, "agreement_cool_off"),
    Action("record_payment", "Betaling vastleggen", ACCEPTED, Status.FINISHED, FINANCE, url_name="work_payment"),
    Action(
        "record_lower_rent", "Lagere huur vastleggen", ACCEPTED, Status.REWARDING, FINANCE, url_name="work_lower_rent"
    ),
    Action("record_rest", "De rest betalen", REWARDING, Status.FINISHED, FINANCE, url_name="work_rest"),
    Action("correct_rent_change", "Huurmutatie verbeteren", REWARDING, None, FINANCE, url_name="rent_change_correct"),
    Action("correct_payout", "Betaling verbeteren", REWARDING, None, FINANCE, url_name="payout_correct"),
    Action("finish", "Laatste maand voorbij", REWARDING, Status.FINISHED, BY_ITSELF),
)
