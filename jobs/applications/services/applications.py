"""An application: begun, handed in, taken up, surveyed, accepted or not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone

from corporations.models import Lease, StaffMember
from corporations.services.policy import policy_on
from jobs.applications.models import (
    Advice,
    Application,
    ApplicationChoice,
    Asbestos,
    RejectionGround,
    Survey,
    Who,
)
from jobs.applications.services import waiting
from jobs.applications.services.notices import tell
from jobs.applications.services.refusals import ApplicationCode
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.models import Choice, ChoiceGroup, Offer
from jobs.offers.rules.conditions import Condition, eligibility
from jobs.offers.services.job_types import version_of
from klushuur.ground import clock, locks
from klushuur.ground.accounts.models import User
from klushuur.ground.journal import journal
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope
from tenants.models import SkillType, Tenant
from tenants.services import profiles


class Answers(TypedDict, total=False):
    """What a draft can be told. skills: a Level by the code of its skill type; available: WeekPart codes."""

    start_on: date
    who: str
    skills: dict[str, str]
    available: Sequence[str]
    phone: str
    remarks: str


class Seen(TypedDict):
    """What the inspector writes down of a home. condition: 1 to 6 (NEN 2767)."""

    has_defect: bool
    asbestos: str
    height_m: Decimal
    condition: int
    advice: str
    note: NotRequired[str]


def lease_of(user: User) -> Lease | None:
    """The running lease of a tenant, in the current corporation."""
    here = Lease.objects.filter(corporation_id=scope.here())
    running = here.running(clock.today()).of_user(user).select_related("dwelling__complex")
    return running.order_by("-starts_on").first()


def reasons(offer: Offer, lease: Lease, *, has_open_application: bool | None = None) -> list[Condition]:
    """Why the home of this lease may have this offer, or not. has_open_application: where it is known; None: one query."""
    if has_open_application is None:
        has_open_application = Application.objects.open().filter(offer=offer, lease=lease).exists()
    return eligibility(
        is_own_complex=lease.dwelling.complex_id == offer.complex_id,
        opens_on=offer.opens_on,
        closes_on=offer.closes_on,
        has_open_application=has_open_application,
        is_open=offer.status == "published",
        today=clock.today(),
    )


def refused_before(offer: Offer, lease: Lease | None) -> Application | None:
    """The last refusal of this offer to this home. It may be asked for again while the window is open."""
    refused = Application.objects.filter(offer=offer, lease=lease, status=ApplicationStatus.REJECTED)
    return refused.order_by("-pk").first() if lease else None


@transaction.atomic
def begin(offer: Offer, *, tenant: Tenant, lease: Lease) -> Application:
    """A draft for this home, or the draft that is there already. Raises NOT_ELIGIBLE."""
    draft = Application.objects.filter(offer=offer, lease=lease, status=ApplicationStatus.DRAFT).first()
    if draft:
        return draft
    unmet = [condition for condition in reasons(offer, lease) if condition.stops]
    if unmet:
        raise _not_eligible(unmet)
    application = Application(
        corporation_id=offer.corporation_id,
        offer=offer,
        lease=lease,
        tenant=tenant,
        # kept with the case: a policy that begins later, or another text of the job type, changes nothing of it
        policy=policy_on(clock.today()),
        job_version=version_of(offer.job_type),
        begun_at=clock.now(),
    )
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError:  # two clicks at once: the other one made it
        return Application.objects.get(offer=offer, lease=lease, status=ApplicationStatus.DRAFT)
    journal.record(application, "begun", by=tenant.user)
    _store_choices(application, [group.choices.all()[0] for group in _groups(offer) if group.is_fixed])
    return application


def _groups(offer: Offer) -> list[ChoiceGroup]:
    return list(offer.choice_groups.prefetch_related("choices"))


@transaction.atomic
def choose(application: Application, chosen: Mapping[str, str]) -> None:
    """Store the choices of a draft: a code for each part of the offer. Raises NOT_A_CHOICE, NO_REWARD_LEFT, StaleStatus."""
    _lock_draft(application)
    allowed = {
        group.part: {choice.code: choice for choice in group.choices.all()} for group in _groups(application.offer)
    }
    if set(chosen) != set(allowed):
        raise Refusal(ApplicationCode.NOT_A_CHOICE, *sorted(set(chosen) ^ set(allowed)))
    for part, code in chosen.items():
        if code not in allowed[part]:
            raise Refusal(ApplicationCode.NOT_A_CHOICE, part)
    picked = [allowed[part][code] for part, code in chosen.items()]
    if not application.offer.meter(choice.difference for choice in picked).fits:
        raise Refusal(ApplicationCode.NO_REWARD_LEFT, application.offer_id)
    _store_choices(application, picked)


def _store_choices(application: Application, picked: Iterable[Choice]) -> None:
    """Freeze what was picked as the offer has it now; the Dutch words bind."""
    for choice in picked:
        ApplicationChoice.objects.update_or_create(
            application=application,
            part=choice.group.part,
            defaults={
                "corporation_id": application.corporation_id,
                "part_name": choice.group.name,
                "part_name_en": choice.group.name_en,
                "chosen_by": choice.group.chosen_by,
                "spot": choice.group.spot,
                "look": choice.look,
                "code": choice.code,
                "name": choice.name_in("nl"),
                "name_en": choice.name_in("en"),
                "detail": choice.detail_in("nl"),
                "detail_en": choice.detail_in("en"),
                "difference": choice.difference,
            },
        )


@transaction.atomic
def answer(application: Application, *, by: Tenant | None = None, **answers: Unpack[Answers]) -> None:
    """Store answers of a draft: `start_on`, `who`, `skills`, `available`, `phone`, `remarks`. Raises StaleStatus.

    by: who answers, when it is not the one who began; this profile remembers skills and times for the next job.
    """
    _lock_draft(application)
    if answers.get("who") == Who.COMPANY:  # whose skills we do not ask
        answers["skills"] = {}
    for name, given in answers.items():
        if name not in {"start_on", "who", "skills", "available", "phone", "remarks"}:
            raise ValueError(name)
        setattr(application, name, given)
    application.save(update_fields=list(answers))
    profile = by or application.tenant
    profiles.remember_skills(profile, answers.get("skills", {}))
    if "available" in answers:
        profiles.remember_how_to_reach(profile, available=answers["available"], phone=answers.get("phone", ""))


def _not_eligible(unmet: Sequence[Condition]) -> Refusal:
    codes, todo = [condition.code for condition in unmet], [str(condition.todo) for condition in unmet]
    return Refusal(ApplicationCode.NOT_ELIGIBLE, *codes, todo=todo)


def _lock_draft(application: Application) -> None:
    if locks.hold(Application, application.pk).status != ApplicationStatus.DRAFT:
        raise StaleStatus(f"application {application.pk} is no draft any more")


def needed_skills(application: Application) -> list[SkillType]:
    """What this job asks of whoever does it; nothing when a company does."""
    if application.who == Who.COMPANY:
        return []
    return profiles.skill_types(application.offer.job_type.skills)


def steps_of(application: Application) -> list[str]:
    """The questions of an application, in order; which ones depends on the job and on who does it."""
    experience = ["ervaring"] if needed_skills(application) else []
    return ["keuze", "wanneer", "wie", *experience, "tijd", "bijzonderheden"]


def open_steps(application: Application) -> list[str]:
    """The questions of a draft without an answer, in order."""
    chosen = {choice.part for choice in application.choices.all()}
    missing = {
        "keuze": not chosen >= {group.part for group in _groups(application.offer)},
        "wanneer": application.start_on is None,
        "wie": not application.who,
        "ervaring": not set(application.skills) >= {one.code for one in needed_skills(application)},
        "tijd": not application.available,
    }
    return [step for step in steps_of(application) if missing.get(step)]


@transaction.atomic
def submit(application: Application) -> None:
    """DRAFT -> SUBMITTED, with a confirmation to the tenant. Raises INCOMPLETE, NOT_ELIGIBLE, StaleStatus.

    The clock starts when the window closes (docs/rules.md, hard rule 9): nobody wins by being fast.
    """
    steps = open_steps(application)
    if steps:
        raise Refusal(ApplicationCode.INCOMPLETE, *steps)
    offer = application.offer
    if not offer.is_open_on(clock.today()):
        raise _not_eligible(
            [condition for condition in reasons(offer, application.lease) if condition.code == "window"]
        )
    # what was picked long ago may be gone from the offer, or cost more now
    choose(application, {choice.part: choice.code for choice in application.choices.all()})
    # who first said "myself" and then "a company" may have answered more than this job asks
    skills = {one.code: application.skills[one.code] for one in needed_skills(application)}
    application.move_to(
        "submit",
        by=application.tenant.user,
        submitted_at=clock.now(),
        clock_starts_on=offer.closes_on,
        skills=skills,
    )
    tell(application, "application_received")


@transaction.atomic
def withdraw(application: Application, *, by: journal.Actor | None, reason: str = "", action: str = "withdraw") -> None:
    """Any open status -> WITHDRAWN; a place that it held goes to the waiting list. Raises IllegalTransition, StaleStatus.

    reason: a code, such as that of the agreement that ended with it. action: the one that ended it, where that is another.
    """
    # as it is now: a place may have been given since the page was read
    had_place = waiting.hold_with_offer(application).holds_place
    application.move_to(action, by=by, reason=reason, holds_place=False, place_until=None)
    if had_place:
        waiting.place_freed(application.offer)


@transaction.atomic
def take_up(application: Application, *, by: StaffMember) -> None:
    """SUBMITTED -> IN_REVIEW: this officer is now the person to ask. Raises IllegalTransition, StaleStatus."""
    application.move_to("take_up", by=by.user, officer=by)
    tell(application, "application_taken_up")


@transaction.atomic
def record_survey(application: Application, *, by: StaffMember, visited_on: date, **seen: Unpack[Seen]) -> Survey:
    """IN_REVIEW -> SURVEYED with what the inspector saw. Raises IllegalTransition, StaleStatus."""
    application.move_to("record_survey", by=by.user)
    return Survey.objects.create(
        corporation_id=application.corporation_id,
        application=application,
        inspector=by,
        visited_on=visited_on,
        made_at=timezone.now(),
        **seen,
    )


def stopping_ground(survey: Survey, *, ladder_height_m: Decimal) -> RejectionGround | None:
    """What in a survey forbids the job, or None (docs/rules.md, hard rules 1 and 7)."""
    # first: what is broken we mend ourselves, whatever else was seen
    if survey.has_defect:
        return RejectionGround.DEFECT
    if survey.asbestos != Asbestos.NONE:
        return RejectionGround.ASBESTOS
    if survey.height_m > ladder_height_m and survey.advice != Advice.SCAFFOLD:
        return RejectionGround.HEIGHT
    return RejectionGround.QUALITY if survey.advice == Advice.REFUSE else None


@transaction.atomic
def accept(application: Application, *, by: StaffMember) -> None:
    """SURVEYED -> ACCEPTED, holding one of the offer's places: n places grant n, never n + 1.

    A case that took a place from the waiting list holds it already.

    Raises STOPPED, NO_PLACE, IllegalTransition, StaleStatus.
    """
    application.must_be_able("accept")  # before the survey is asked for: there may be none
    ground = stopping_ground(application.survey, ladder_height_m=application.policy.ladder_height_m)
    if ground:
        raise Refusal(ApplicationCode.STOPPED, application.pk, ground=ground)
    offer = locks.hold(Offer, application.offer_id)  # whoever counts the places after us sees this one
    others = offer.applications.holding_a_place().exclude(pk=application.pk)
    if others.count() >= offer.capacity:
        raise Refusal(ApplicationCode.NO_PLACE, offer.pk)
    application.move_to("accept", by=by.user, holds_place=True)


@transaction.atomic
def reject(application: Application, *, ground: str, by: StaffMember, action: str = "reject") -> None:
    """To REJECTED with a ground from the list, told to the tenant with other jobs; a place goes to the waiting list.

    An officer's refusal, before a place was given; action: refuse where the manager refuses the agreement after that.
    Raises IllegalTransition, StaleStatus.
    """
    had_place = waiting.hold_with_offer(application).holds_place
    changes = {"ground": ground, "holds_place": False, "place_until": None}
    application.move_to(action, by=by.user, reason=ground, **changes)
    tell(application, "application_rejected", ground=RejectionGround(ground).label)
    if had_place:
        waiting.place_freed(application.offer)


def start_dates(offer: Offer) -> tuple[date, date]:
    """The first and last day to begin."""
    return max(offer.works_from, clock.today()), offer.works_until
