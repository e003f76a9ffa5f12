"""Where a case stands, for each reader: the words of its status, what to do next, and what else can be done."""

from collections.abc import Callable
from datetime import date
from typing import TypedDict

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.cases.services.progress import TenantCase, leads
from agreements.contract.actions import ACTIONS
from agreements.contract.models import COOLING_OFF, Agreement, SuspendGround
from agreements.contract.services import rent_room
from agreements.contract.services.signing import is_open
from agreements.contract.statuses import DESCRIBED as OF_AGREEMENT
from agreements.contract.statuses import GIVEN_UP, AgreementStatus
from agreements.rewards.services import rewarding
from agreements.work.services import working
from corporations.money.forms import form_of
from jobs.applications.models import FINAL, Application
from jobs.applications.services import waiting
from jobs.applications.statuses import DESCRIBED as OF_APPLICATION
from jobs.applications.statuses import ApplicationStatus
from klushuur.ground import clock
from klushuur.ground.amounts.amounts import euro
from klushuur.ground.journal.actions import Action

# Before there is something to sign: the first time, and when a version is made anew.
OF_THE_MANAGER = frozenset({AgreementStatus.DRAFTED, AgreementStatus.APPROVAL, AgreementStatus.APPROVED})


class Told(TypedDict, total=False):
    """What a card tells; a part that is left out stays as it was. kind: of the tag; url, action: the one thing to do next."""

    tag: str | Promise
    kind: str
    text: str | Promise
    note: str
    url: str
    action: str


def day(when: date | None) -> str:
    """`12 mei 2027`; empty without a day."""
    return date_format(when, "j F Y") if when else ""


class _Facts:
    """What the words of a status name, looked up only when they do."""

    def __init__(self, application: Application, agreement: Agreement | None, column: str) -> None:
        self.application, self.agreement, self.column = application, agreement, column

    def __getitem__(self, name: str) -> str:
        if name == "day":
            return day(getattr(self.agreement or self.application, self.column))
        if self.agreement is None:
            return str(OF_APPLICATION_FACTS[name](self.application))
        return str(OF_AGREEMENT_FACTS[name](self.agreement))


def _accepted(agreement: Agreement) -> str:
    amount = {"amount": euro(agreement.reward)}
    text = str(form_of(agreement.form).accepted)
    return text % (amount | {"day": day(rent_room.first_month(agreement))})


def _runs(agreement: Agreement) -> str:
    text = str(form_of(agreement.form).runs)
    days = {"first": day(agreement.reward_from), "last": day(rewarding.last_day(agreement))}
    rest = rewarding.rest_of(agreement)
    after = " " + _("Daarna betalen wij u de rest, %(amount)s.") % {"amount": euro(rest.amount)} if rest else ""
    return text % days + after


OF_APPLICATION_FACTS: dict[str, Callable[[Application], object]] = {
    "ground": Application.get_ground_display,
    "number_in_line": waiting.number_of,
}
OF_AGREEMENT_FACTS: dict[str, Callable[[Agreement], object]] = {
    "ground": Agreement.get_ground_display,
    "name": lambda agreement: agreement.corporation.name,
    "amount": lambda agreement: euro(agreement.reward),
    "first": lambda agreement: day(agreement.works_from),
    "last": lambda agreement: day(agreement.works_until),
    "before": lambda agreement: day(agreement.inspect_before),
    "form": Agreement.get_form_display,
    "from": lambda agreement: day(agreement.reward_from),
    "until": lambda agreement: day(rewarding.last_day(agreement)),
    "accepted": _accepted,
    "runs": _runs,
}


def said(case: TenantCase) -> Told:
    """The tag, its kind and what it means, for the tenant."""
    application, agreement = case.application, case.agreement
    if agreement is None or not leads(application, agreement):
        situation = "late" if _is_draft_late(case) else case.stage
        words = OF_APPLICATION[ApplicationStatus(application.status)].said(situation)
        agreement = None
    else:
        words = OF_AGREEMENT[AgreementStatus(agreement.status)].said(_for_the_tenant(case, agreement))
    text = str(words.text) % _Facts(application, agreement, words.day)
    return {"tag": words.tag, "kind": words.kind, "text": text}


def is_late(case: TenantCase) -> bool:
    """What the tenant should do next can't be done any more: the last day is over."""
    return _is_draft_late(case) or (case.agreement is not None and _is_too_late_to_sign(case, case.agreement))


def _is_draft_late(case: TenantCase) -> bool:
    return case.stage == "draft" and not case.application.offer.is_open_on(clock.today())


def _is_too_late_to_sign(case: TenantCase, agreement: Agreement) -> bool:
    return case.stage in {"sign", "others_sign"} and not is_open(agreement)


def _for_the_tenant(case: TenantCase, agreement: Agreement) -> str:
    """The situation, by its name in `statuses.DESCRIBED`: who has signed and what is over counts too."""
    if agreement.status == AgreementStatus.OFFERED:
        if _is_too_late_to_sign(case, agreement):
            return "late"
        return "to_choose" if case.stage == "sign" and not agreement.form else case.stage
    if agreement.status == AgreementStatus.EXPIRED:
        return "open" if case.application.offer.is_open_on(clock.today()) else ""
    return _situation(agreement)


def _situation(agreement: Agreement) -> str:
    """What makes an agreement other than plain, by its name in `statuses.DESCRIBED`; empty when nothing does."""
    status, today = agreement.status, clock.today()
    names = {
        "renewed": agreement.version > 1 and status in OF_THE_MANAGER,
        "early": status == AgreementStatus.SIGNED and today < agreement.works_from,
        "late": status == AgreementStatus.IN_PROGRESS and agreement.works_until < today,
        "asbestos": status == AgreementStatus.SUSPENDED and agreement.ground == SuspendGround.ASBESTOS,
        "mended": status == AgreementStatus.REPAIR and agreement.repaired_at is not None,
        "paid": status == AgreementStatus.FINISHED and agreement.rewarded_on is not None,
        "by_tenant": agreement.was_refused_by_tenant,
        "cooled_off": status == AgreementStatus.TERMINATED and agreement.ground == COOLING_OFF,
    }
    return next((name for name, fits in names.items() if fits), "")


def told_officer(application: Application, agreement: Agreement | None) -> str:
    """Where the case stands, for who works on it. agreement: the last one."""
    # who gave up begins anew, or not: the application says where it stands
    begins_anew = agreement is not None and agreement.status in GIVEN_UP and application.status not in FINAL
    if agreement is None or begins_anew or not leads(application, agreement):
        words = OF_APPLICATION[ApplicationStatus(application.status)].told("place" if application.place_until else "")
        return str(words.text) % _Facts(application, None, words.day)
    words = OF_AGREEMENT[AgreementStatus(agreement.status)].told(_situation(agreement))
    return str(words.text) % _Facts(application, agreement, words.day)


def told_manager(agreement: Agreement, *, awaits_us: bool) -> str:
    """Where the agreement stands, for who decides about it. awaits_us: whether we are the last to sign."""
    situation = _situation(agreement)
    if agreement.status in {*OF_THE_MANAGER, AgreementStatus.OFFERED}:
        situation = "manager_signs" if awaits_us else "manager"
    if agreement.status == AgreementStatus.DECLINED and agreement.offered_on and not agreement.was_refused_by_tenant:
        situation = "withdrawn"
    words = OF_AGREEMENT[AgreementStatus(agreement.status)].told(situation)
    return str(words.text) % _Facts(agreement.application, agreement, words.day)


def inspection_note(agreement: Agreement | None) -> str:
    """When the inspector comes at the latest, while that is to come."""
    if agreement is None or not agreement.inspect_before:
        return ""
    return _("uiterlijk op %(day)s") % {"day": day(agreement.inspect_before)}


# What an action asks beside its status; the services ask it too.
ALSO: dict[str, Callable[[Agreement], bool]] = {
    "start": lambda agreement: clock.today() >= agreement.works_from,
    "resume": lambda agreement: agreement.ground != SuspendGround.ASBESTOS,
    "report_repaired": lambda agreement: agreement.repaired_at is None,
    "cool_off": working.may_cool_off,
}


def next_action(agreement: Agreement, slug: str) -> Told:
    """The one thing to do next, or nothing."""
    name = agreement.described.next
    if not name or not _can_now(agreement, name):
        return {}
    action = ACTIONS[name]
    return {"url": reverse(action.url_name, args=[slug, agreement.pk]), "action": str(action.button)}


def other_ways(agreement: Agreement, slug: str) -> list[dict[str, str]]:
    """What else a tenant can do: stop for a while, or think better of it. A question to the database each."""
    ways = [one for one in ACTIONS.values() if one.button and one.name != agreement.described.next]
    return [
        {"url": reverse(one.url_name, args=[slug, agreement.pk]), "label": _label(agreement, one)}
        for one in ways
        if _can_now(agreement, one.name)
    ]


def _can_now(agreement: Agreement, name: str) -> bool:
    return agreement.can(name) and (name not in ALSO or ALSO[name](agreement))


def _label(agreement: Agreement, action: Action) -> str:
    if action.name != "cool_off":
        return str(action.button)
    return str(action.button) % {"day": day(working.last_day_to_cool_off(agreement))}
