"""Who may do what with an agreement. The views take their audience from here."""

from agreements.models import Status
from klushuur.journal.actions import FREES, SYSTEM, Action, table

TENANT, OFFICER, MANAGER = frozenset({"tenant"}), frozenset({"officer"}), frozenset({"manager"})
BY_ITSELF = frozenset({SYSTEM})
DRAFTED, APPROVAL = frozenset({Status.DRAFTED}), frozenset({Status.APPROVAL})
OFFERED = frozenset({Status.OFFERED})
UNSIGNED = frozenset({Status.DRAFTED, Status.APPROVAL, Status.APPROVED, Status.OFFERED})

ACTIONS = table(
    Action("hand_in_again", "Opnieuw voorleggen", DRAFTED, Status.APPROVAL, OFFICER, url_name="work_hand_in_again"),
    Action("quote_again", "Nieuwe berekening voorleggen", DRAFTED, Status.APPROVAL, OFFICER, url_name="work_quote"),
    Action("approve", "Goedkeuren", APPROVAL, Status.OFFERED, MANAGER, url_name="admin:agreements_approve"),
    Action("ask_back", "Terugvragen", APPROVAL, Status.DRAFTED, MANAGER, url_name="admin:agreements_ask_back"),
    Action("refuse", "Afwijzen", APPROVAL, Status.DECLINED, MANAGER, FREES, "admin:agreements_refuse"),
    Action("send_code", "Tekencode vragen", OFFERED, None, TENANT, url_name="agreement_code"),
    Action("sign", "Tekenen", OFFERED, None, TENANT, url_name="agreement_sign"),
    Action("sign_for_us", "Namens ons tekenen", OFFERED, Status.SIGNED, MANAGER, url_name="admin:agreements_sign"),
    Action("decline", "Toch niet willen", OFFERED, Status.DECLINED, TENANT, FREES, "agreement_decline"),
    Action("withdraw", "Aanvraag intrekken", UNSIGNED, Status.DECLINED, TENANT, FREES, "application_withdraw"),
    Action("expire", "Verlopen", OFFERED, Status.EXPIRED, BY_ITSELF, FREES),
)
