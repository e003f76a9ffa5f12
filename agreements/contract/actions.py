"""Who may do what with an agreement, and what comes of it. The views take their audience from here."""

from django.utils.translation import gettext_lazy as _

from agreements.contract.statuses import AgreementStatus
from klushuur.ground.journal.actions import BY_ITSELF, FREES, Action, table

TENANT, OFFICER, MANAGER = frozenset({"tenant"}), frozenset({"officer"}), frozenset({"manager"})
INSPECTOR, FINANCE = frozenset({"inspector"}), frozenset({"finance"})
DRAFTED, APPROVAL = frozenset({AgreementStatus.DRAFTED}), frozenset({AgreementStatus.APPROVAL})
OFFERED = frozenset({AgreementStatus.OFFERED})
UNSIGNED = frozenset(
    {AgreementStatus.DRAFTED, AgreementStatus.APPROVAL, AgreementStatus.APPROVED, AgreementStatus.OFFERED}
)
SIGNED, WORKING = frozenset({AgreementStatus.SIGNED}), frozenset({AgreementStatus.IN_PROGRESS})
SUSPENDED, REPAIR = frozenset({AgreementStatus.SUSPENDED}), frozenset({AgreementStatus.REPAIR})
TO_INSPECT, ACCEPTED = (
    frozenset({AgreementStatus.COMPLETED, AgreementStatus.REPAIR}),
    frozenset({AgreementStatus.ACCEPTED}),
)
UNDER_WAY = frozenset(
    {
        AgreementStatus.IN_PROGRESS,
        AgreementStatus.SUSPENDED,
        AgreementStatus.COMPLETED,
        AgreementStatus.INSPECTED,
        AgreementStatus.REPAIR,
    }
)
REWARDING = frozenset({AgreementStatus.REWARDING})
BINDING = SIGNED | UNDER_WAY

ACTIONS = table(
    Action(
        "hand_in_again", "Opnieuw voorleggen", DRAFTED, AgreementStatus.APPROVAL, OFFICER, url_name="work_hand_in_again"
    ),
    Action("quote", "Berekening voorleggen", DRAFTED, AgreementStatus.APPROVAL, OFFICER, url_name="work_quote"),
    Action(
        "approve",
        "Goedkeuren",
        APPROVAL,
        AgreementStatus.OFFERED,
        MANAGER,
        url_name="admin:agreements_approve",
        via=AgreementStatus.APPROVED,
        goes_on_by_itself=True,
    ),
    Action("ask_back", "Terugvragen", APPROVAL, AgreementStatus.DRAFTED, MANAGER, url_name="admin:agreements_ask_back"),
    Action("refuse", "Afwijzen", APPROVAL, AgreementStatus.DECLINED, MANAGER, FREES, "admin:agreements_refuse"),
    Action(
        "new_version",
        "Nieuwe versie maken",
        OFFERED,
        AgreementStatus.APPROVAL,
        OFFICER,
        url_name="work_new_version",
        via=AgreementStatus.DRAFTED,
    ),
    Action("choose_form", "Vorm van de beloning kiezen", OFFERED, None, TENANT, url_name="agreement_reward"),
    Action("send_code", "Tekencode vragen", OFFERED, None, TENANT, url_name="agreement_code"),
    Action("sign", "Tekenen", OFFERED, None, TENANT, url_name="agreement_sign"),
    Action(
        "sign_for_us", "Namens ons tekenen", OFFERED, AgreementStatus.SIGNED, MANAGER, url_name="admin:agreements_sign"
    ),
    Action("decline", "Toch niet willen", OFFERED, AgreementStatus.DECLINED, TENANT, FREES, "agreement_decline"),
    Action("withdraw", "Aanvraag intrekken", UNSIGNED, AgreementStatus.DECLINED, TENANT, FREES, "application_withdraw"),
    Action("expire", "Verlopen", OFFERED, AgreementStatus.EXPIRED, BY_ITSELF, FREES),
    Action(
        "start",
        "Beginnen",
        SIGNED,
        AgreementStatus.IN_PROGRESS,
        TENANT,
        url_name="agreement_start",
        button=_("Ik begin met de klus"),
    ),
    Action(
        "suspend",
        "Even stoppen",
        WORKING,
        AgreementStatus.SUSPENDED,
        TENANT,
        url_name="agreement_suspend",
        button=_("Ik moet even stoppen"),
    ),
    Action(
        "suspend_for_us",
        "Stilleggen",
        WORKING,
        AgreementStatus.SUSPENDED,
        OFFICER,
        url_name="work_suspend",
    ),
    Action(
        "resume",
        "Verdergaan",
        SUSPENDED,
        AgreementStatus.IN_PROGRESS,
        TENANT,
        url_name="agreement_resume",
        button=_("Ik ga weer verder"),
    ),
    Action(
        "resume_for_us",
        "Laten verdergaan",
        SUSPENDED,
        AgreementStatus.IN_PROGRESS,
        OFFICER,
        url_name="work_resume",
    ),
    Action(
        "report_ready",
        "Klaar melden",
        WORKING,
        AgreementStatus.COMPLETED,
        TENANT,
        url_name="agreement_ready",
        button=_("Ik ben klaar"),
    ),
    Action(
        "report_repaired",
        "Hersteld melden",
        REPAIR,
        None,
        TENANT,
        url_name="agreement_repaired",
        button=_("Het is hersteld"),
    ),
    Action(
        "pass",
        "Keuren: goed",
        TO_INSPECT,
        AgreementStatus.ACCEPTED,
        INSPECTOR,
        url_name="inspection",
        via=AgreementStatus.INSPECTED,
    ),
    Action(
        "send_back",
        "Keuren: herstellen",
        TO_INSPECT,
        AgreementStatus.REPAIR,
        INSPECTOR,
        url_name="inspection",
        via=AgreementStatus.INSPECTED,
    ),
    Action("take_over", "Overnemen", UNDER_WAY, AgreementStatus.TAKEN_OVER, INSPECTOR, url_name="inspection_take_over"),
    Action(
        "take_over_as_manager",
        "Overnemen",
        UNDER_WAY,
        AgreementStatus.TAKEN_OVER,
        MANAGER,
        url_name="admin:agreements_take_over",
    ),
    Action(
        "terminate", "Beëindigen", BINDING, AgreementStatus.TERMINATED, MANAGER, FREES, "admin:agreements_terminate"
    ),
    Action(
        "cool_off",
        "Zich bedenken",
        BINDING,
        AgreementStatus.TERMINATED,
        TENANT,
        FREES,
        "agreement_cool_off",
        button=_("Ik heb mij bedacht (kan tot en met %(day)s)"),
    ),
    Action(
        "record_payment", "Betaling vastleggen", ACCEPTED, AgreementStatus.FINISHED, FINANCE, url_name="work_payment"
    ),
    Action(
        "record_lower_rent",
        "Lagere huur vastleggen",
        ACCEPTED,
        AgreementStatus.REWARDING,
        FINANCE,
        url_name="work_lower_rent",
    ),
    Action("record_rest", "De rest betalen", REWARDING, AgreementStatus.FINISHED, FINANCE, url_name="work_rest"),
    Action("correct_rent_change", "Huurmutatie verbeteren", REWARDING, None, FINANCE, url_name="rent_change_correct"),
    Action("correct_payout", "Betaling verbeteren", REWARDING, None, FINANCE, url_name="payout_correct"),
    Action("finish", "Laatste maand voorbij", REWARDING, AgreementStatus.FINISHED, BY_ITSELF),
)
