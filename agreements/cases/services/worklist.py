"""A case as a whole: an application and the agreement that comes of it. For the pages of officers and managers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.contract.models import GROUNDS as GROUNDS_OF_AGREEMENT
from agreements.contract.models import Agreement, AgreementReason, AgreementStatus, Reminder, VersionReason
from agreements.contract.services import signing
from agreements.contract.statuses import DESCRIBED as OF_AGREEMENT
from corporations.models import LeaseParty, StaffMember
from jobs.applications.models import (
    Application,
    ApplicationQuerySet,
    ApplicationReason,
    RejectionGround,
)
from jobs.applications.rules.service_clock import ServiceClock
from jobs.applications.statuses import DESCRIBED as OF_APPLICATION
from jobs.applications.statuses import ApplicationStatus, Stage
from klushuur.ground import clock
from klushuur.ground.accounts.models import User
from klushuur.ground.journal.models import Entry

OPEN = tuple(stage for stage in Stage if stage != Stage.CLOSED)
AFTER_SIGNING = frozenset({Stage.LATE, Stage.WORK, Stage.INSPECTION, Stage.REWARD})


def at_work(user: User) -> ApplicationQuerySet:
    """The cases that a member of staff may see, each with its `stage`, `agreed` (status) and `due_on`."""
    running: Any = Agreement.objects.running().with_due().filter(application=OuterRef("pk"))
    of_agreement = [(status, one.stage) for status, one in OF_AGREEMENT.items() if one.stage]
    of_application = [(status, one.stage) for status, one in OF_APPLICATION.items() if one.stage]
    under_way = [status for status, stage in of_agreement if stage in AFTER_SIGNING]
    stages = [  # the first that fits: what is late is late, whatever it waits for, and the agreement says more
        When(agreed__in=under_way, due_on__lt=clock.today(), then=Value(Stage.LATE.value)),
        *(When(agreed=status, then=Value(stage.value)) for status, stage in of_agreement),
        *(When(status=status, then=Value(stage.value)) for status, stage in of_application),
    ]
    return Application.objects.visible_to(user).annotate(
        agreed=Subquery(running.values("status")[:1]),
        due_on=Subquery(running.values("due_on")[:1]),
        stage=Case(*stages, default=Value(Stage.CLOSED.value), output_field=CharField()),
    )


def in_stage(user: User, stage: Stage | None) -> ApplicationQuerySet:
    """The cases of one stage, or all that are open; who waits longest comes first."""
    found: ApplicationQuerySet = _in_order(at_work(user).filter(Q(stage__in=[stage] if stage else OPEN)))
    return found


def with_a_question(user: User) -> ApplicationQuerySet:
    """The cases in which a tenant had the last word and may still be answered, also those that stopped."""
    found: ApplicationQuerySet = _in_order(at_work(user)).filter(
        Q(agreed=None) | ~Q(agreed=AgreementStatus.FINISHED), last_is_ours=False
    )
    return found


def _in_order(cases: ApplicationQuerySet) -> Any:  # of what was annotated, such as `last_is_ours`, types know nothing
    return cases.with_case().with_last_word().order_by("clock_starts_on", "pk")


def counts(user: User) -> dict[str, int]:
    """How many cases each stage has; one query."""
    # Without an order, by which it would be grouped too.
    found: Any = at_work(user).order_by().values_list(F("stage")).annotate(number=models.Count("pk"))
    return {stage.value: 0 for stage in Stage} | dict(found)


@dataclass(frozen=True)
class Event:
    """One line of a case's history. who: empty for what happened by itself, or for somebody whose name we do not show."""

    at: datetime
    what: str | Promise
    who: str
    why: str | Promise = ""


HISTORY = {  # what is told beside a change of status
    ("jobs.application", "begun", ""): _("Aanvraag begonnen"),
    ("jobs.application", "place", "offered"): _("Vrije plek aangeboden"),
    ("jobs.application", "place", "lapsed"): _("Niet op tijd geantwoord: achteraan op de wachtlijst"),
    ("agreements.agreement", "drafted", ""): _("Voorstel gemaakt"),
    ("agreements.agreement", "new_version", "drafted"): _("Nieuwe versie gemaakt"),
    ("agreements.agreement", "repaired", ""): _("Hersteld gemeld"),
    ("agreements.signature", "signed", ""): _("Handtekening van de huurder"),
}
HAPPENED: dict[tuple[str, str], str | Promise] = {
    **{("jobs.application", status): one.happened for status, one in OF_APPLICATION.items()},
    **{("agreements.agreement", status): one.happened for status, one in OF_AGREEMENT.items()},
}
CHOSEN = ("agreements.agreement", "form")
GROUNDS: dict[str, Mapping[str, str | Promise]] = {
    "jobs.application": dict(GROUNDS_OF_AGREEMENT)
    | dict(RejectionGround.choices)
    | {
        ApplicationReason.ANSWERED: _("de huurder heeft geantwoord"),
        ApplicationReason.UNANSWERED: _("zonder antwoord verder"),
    },
    "agreements.agreement": dict(GROUNDS_OF_AGREEMENT)
    | dict(VersionReason.choices)
    | {AgreementReason.WITHDRAWN: _("de huurder heeft de aanvraag ingetrokken")},
}


def history(application: Application) -> list[Event]:
    """What happened in a case, first to last, in words. Three queries."""
    agreements = list(application.agreements.values_list("pk", "signatures"))
    numbers = {pk for pk, _signature in agreements}
    signatures = {signature for _pk, signature in agreements if signature}
    rows = Entry.objects.filter(
        Q(subject="jobs.application", subject_id=application.pk)
        | Q(subject="agreements.agreement", subject_id__in=numbers)
        | Q(subject="agreements.signature", subject_id__in=signatures)
    ).order_by("pk")
    return _in_words(list(rows), application)


def _in_words(rows: Iterable[Entry], application: Application) -> list[Event]:
    staff = dict(StaffMember.objects.filter(user__in={row.actor_id for row in rows}).values_list("user", "name"))
    people = staff | {application.tenant.user_id: application.tenant.name}
    return [
        Event(row.at, what, people.get(row.actor_id or 0, ""), GROUNDS.get(row.subject, {}).get(row.reason, ""))
        for row in rows
        if (what := _what(row)) and not _is_our_signature(row)
    ]


def _what(row: Entry) -> str | Promise | None:
    """A line of the journal in words; None for what the history leaves out."""
    if (row.subject, row.action) == CHOSEN:
        return _("Vorm van de beloning gekozen")
    told = HISTORY.get((row.subject, row.action, row.new))
    return told or HAPPENED.get((row.subject, row.new)) or None


def _is_our_signature(row: Entry) -> bool:
    """The corporation's own signature is told by the status that follows from it."""
    return row.subject == "agreements.signature" and row.actor_kind == "staff"


def reminders_of(application: Application) -> list[Reminder]:
    """Every reminder of a case, decided or not, in the order of their days; one query."""
    return list(Reminder.objects.filter(agreement__application=application).order_by("due_on", "pk"))


def stage_of(application: Application) -> Stage:
    """The stage of a case that came from `at_work`."""
    return Stage(application.stage)  # type: ignore[attr-defined]


def ended_as(application: Application) -> str | Promise:
    """How a case that came from `at_work` ended, or goes on by itself: the status of its agreement, else its own."""
    agreed: str | None = application.agreed  # type: ignore[attr-defined]
    return AgreementStatus(agreed).label if agreed else ApplicationStatus(application.status).label


def clock_of(application: Application, today: date) -> ServiceClock | None:
    """The service clock while the tenant waits for an answer; None once the answer was given."""
    waits = stage_of(application) not in {Stage.SIGNING, Stage.CLOSED, *AFTER_SIGNING}
    return application.clock_on(today) if waits else None


@dataclass(frozen=True)
class Signer:
    """A side of an agreement, for `parts/reasons.html`. text: the name; met: None until it has signed."""

    text: str
    met: bool | None
    todo: Promise


def signers_of(agreement: Agreement) -> list[Signer]:
    """Who has signed the text and who has not, the corporation last."""
    missing = {party.pk for party in signing.parties_to_sign(agreement)}
    parties = LeaseParty.objects.filter(lease=agreement.application.lease_id).order_by("pk")
    lines = [
        _signer(party.name, is_done=party.pk not in missing, has_account=party.user_id is not None) for party in parties
    ]
    is_signed = agreement.signatures.filter(text_sha256=agreement.text_sha256, member__isnull=False).exists()
    return [*lines, _signer(agreement.corporation.name, is_done=is_signed)]


def _signer(name: str, *, is_done: bool, has_account: bool = True) -> Signer:
    waits = _("Moet nog tekenen.") if has_account else _("Moet nog tekenen. Nog geen account: stuur een brief.")
    return Signer(name, is_done or None, _("Heeft getekend.") if is_done else waits)
