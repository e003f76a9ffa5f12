"""Who may do what with an agreement, and what comes of it. The pages ask the abilities that stand here."""

from django.utils.translation import gettext_lazy as _

from agreements.contract.statuses import AgreementStatus
from klushuur.ground.journal.actions import BY_ITSELF, FREES, Action, table

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
        "hand_in_again",
        "Opnieuw voorleggen",
        DRAFTED,
        AgreementStatus.APPROVAL,
        "make_quote",
        url_name="work_hand_in_again",
    ),
    Action("quote", "Berekening voorleggen", DRAFTED, AgreementStatus.APPROVAL, "make_quote", url_name="work_quote"),
    Action(
        "approve",
        "Goedkeuren",
        APPROVAL,
        AgreementStatus.OFFERED,
        "approve",
        url_name="admin:agreements_approve",
        via=AgreementStatus.APPROVED,
        goes_on_by_itself=True,
    ),
    Action(
        "ask_back", "Terugvragen", APPROVAL, AgreementStatus.DRAFTED, "approve", url_name="admin:agreements_ask_back"
    ),
    Action("refuse", "Afwijzen", APPROVAL, AgreementStatus.DECLINED, "approve", FREES, "admin:agreements_refuse"),
    Action(
        "new_version",
        "Nieuwe versie maken",
        OFFERED,
        AgreementStatus.APPROVAL,
        "make_quote",
        url_name="work_new_version",
        via=AgreementStatus.DRAFTED,
    ),
    Action("choose_form", "Vorm van de beloning kiezen", OFFERED, None, "sign", url_name="agreement_reward"),
    Action("send_code", "Tekencode vragen", OFFERED, None, "sign", url_name="agreement_code"),
    Action("sign", "Tekenen", OFFERED, None, "sign", url_name="agreement_sign"),
    Action(
        "sign_for_us",
        "Namens ons tekenen",
        OFFERED,
        AgreementStatus.SIGNED,
        "sign_for_corporation",
        url_name="admin:agreements_sign",
    ),
    Action("decline", "Toch niet willen", OFFERED, AgreementStatus.DECLINED, "sign", FREES, "agreement_decline"),
    Action(
        "withdraw", "Aanvraag intrekken", UNSIGNED, AgreementStatus.DECLINED, "apply", FREES, "application_withdraw"
    ),
    Action("expire", "Verlopen", OFFERED, AgreementStatus.EXPIRED, BY_ITSELF, FREES),
    Action(
        "start",
        "Beginnen",
        SIGNED,
        AgreementStatus.IN_PROGRESS,
        "do_the_job",
        url_name="agreement_start",
        button=_("Ik begin met de klus"),
    ),
    Action(
        "suspend",
        "Even stoppen",
        WORKING,
        AgreementStatus.SUSPENDED,
        "do_the_job",
        url_name="agreement_suspend",
        button=_("Ik moet even stoppen"),
    ),
    Action(
        "suspend_for_us",
        "Stilleggen",
        WORKING,
        AgreementStatus.SUSPENDED,
        "stop_work",
        url_name="work_suspend",
    ),
    Action(
        "resume",
        "Verdergaan",
        SUSPENDED,
        AgreementStatus.IN_PROGRESS,
        "do_the_job",
        url_name="agreement_resume",
        button=_("Ik ga weer verder"),
    ),
    Action(
        "resume_for_us",
        "Laten verdergaan",
        SUSPENDED,
        AgreementStatus.IN_PROGRESS,
        "stop_work",
        url_name="work_resume",
    ),
    Action(
        "report_ready",
        "Klaar melden",
        WORKING,
        AgreementStatus.COMPLETED,
        "do_the_job",
        url_name="agreement_ready",
        button=_("Ik ben klaar"),
    ),
    Action(
        "report_repaired",
        "Hersteld melden",
        REPAIR,
        None,
        "do_the_job",
        url_name="agreement_repaired",
        button=_("Het is hersteld"),
    ),
    Action(
        "pass",
        "Keuren: goed",
        TO_INSPECT,
        AgreementStatus.ACCEPTED,
        "inspect",
        url_name="inspection",
        via=AgreementStatus.INSPECTED,
    ),
    Action(
        "send_back",
        "Keuren: herstellen",
        TO_INSPECT,
        AgreementStatus.REPAIR,
        "inspect",
        url_name="inspection",
        via=AgreementStatus.INSPECTED,
    ),
    Action(
        "take_over", "Overnemen", UNDER_WAY, AgreementStatus.TAKEN_OVER, "take_over", url_name="inspection_take_over"
    ),
    Action(
        "take_over_as_manager",
        "Overnemen",
        UNDER_WAY,
        AgreementStatus.TAKEN_OVER,
        "end_agreement",
        url_name="admin:agreements_take_over",
    ),
    Action(
        "terminate",
        "Beëindigen",
        BINDING,
        AgreementStatus.TERMINATED,
        "end_agreement",
        FREES,
        "admin:agreements_terminate",
    ),
    Action(
        "cool_off",
        "Zich bedenken",
        BINDING,
        AgreementStatus.TERMINATED,
        "sign",
        FREES,
        "agreement_cool_off",
        button=_("Ik heb mij bedacht (kan tot en met %(day)s)"),
    ),
    Action(
        "record_payment",
        "Betaling vastleggen",
        ACCEPTED,
        AgreementStatus.FINISHED,
        "record_money",
        url_name="work_payment",
    ),
    Action(
        "record_lower_rent",
        "Lagere huur vastleggen",
        ACCEPTED,
        AgreementStatus.REWARDING,
        "record_money",
        url_name="work_lower_rent",
    ),
    Action("record_rest", "De rest betalen", REWARDING, AgreementStatus.FINISHED, "record_money", url_name="work_rest"),
    Action(
        "correct_rent_change", "Huurmutatie verbeteren", REWARDING, None, "record_money", url_name="rent_change_correct"
    ),
    Action("correct_payout", "Betaling verbeteren", REWARDING, None, "record_money", url_name="payout_correct"),
    Action("finish", "Laatste maand voorbij", REWARDING, AgreementStatus.FINISHED, BY_ITSELF),
)
