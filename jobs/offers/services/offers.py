"""Making and publishing an offer."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from corporations.models import AsbestosSurvey, StaffMember
from corporations.services.policy import policy_on
from jobs.offers.models import (
    COLOURED,
    Choice,
    ChoiceGroup,
    JobKind,
    JobType,
    Offer,
)
from jobs.offers.rules import colours
from jobs.offers.rules.conditions import Condition, OfferFacts, publish_gate
from jobs.offers.statuses import OfferStatus
from klushuur.ground import clock, locks
from klushuur.ground.journal import journal
from klushuur.ground.scope import scope


class NotReady(Exception):
    """The publish gate stops the offer; `conditions` are the ones that do."""

    def __init__(self, conditions: list[Condition]) -> None:
        super().__init__(", ".join(condition.code for condition in conditions))
        self.conditions = conditions


class AlreadyPublished(Exception):
    """A published offer is what tenants applied for: it does not change any more."""


class NotInCatalogue(Exception):
    """A choice that neither the job type nor the RAL card has."""


@transaction.atomic
def save_offer(
    offer: Offer,
    *,
    choices: Mapping[str, Sequence[str]],
    by: StaffMember,
    differences: Mapping[tuple[str, str], Decimal] | None = None,
) -> Offer:
    """Store a new or changed draft with what there is to choose: codes per part, in order.

    choices: RAL numbers for a part that gets a colour, else codes of the job type's catalogue, of which each is copied.
    differences: what a choice costs more than the standard, in euro, by part and code; else as the catalogue says.
    The officer who makes it becomes the person to ask. Raises AlreadyPublished, NotInCatalogue.
    """
    is_new = offer.pk is None
    if is_new:
        offer.corporation_id, offer.officer, offer.policy = by.corporation_id, by, policy_on(clock.today())
    elif locks.hold(Offer, offer.pk).status != OfferStatus.DRAFT:
        raise AlreadyPublished(offer.pk)
    offer.save()
    offer.choice_groups.all().delete()  # made anew: nobody has chosen from a concept
    known = _catalogue(offer.job_type)
    for place, (part, codes) in enumerate(choices.items()):
        group = ChoiceGroup.objects.create(corporation_id=offer.corporation_id, offer=offer, part=part, position=place)
        made = [_copy(known, part, code) for code in codes]
        for i, choice in enumerate(made):
            choice.corporation_id, choice.group, choice.position = offer.corporation_id, group, i
            choice.difference = (differences or {}).get((part, choice.code), choice.difference)
        Choice.objects.bulk_create(made)
    journal.record(offer, "drafted" if is_new else "changed", by=by.user)
    return offer


def job_types() -> QuerySet[JobType]:
    """The corporation's catalogue of jobs, by name."""
    return JobType.objects.filter(corporation_id=scope.here()).order_by("name")


def catalogue_of(job_type: JobType) -> list[ChoiceGroup]:
    """What an offer of this job type can let tenants choose from; none for paint, which has the RAL card."""
    return list(job_type.choice_groups.prefetch_related("choices"))


def _catalogue(job_type: JobType) -> dict[tuple[str, str], Choice]:
    return {(group.part, choice.code): choice for group in catalogue_of(job_type) for choice in group.choices.all()}


def _copy(known: Mapping[tuple[str, str], Choice], part: str, code: str) -> Choice:
    """A new row like the catalogue's, or a bare colour. Raises NotInCatalogue."""
    if part in COLOURED:
        if code not in colours.COLOURS:
            raise NotInCatalogue(part)
        return Choice(code=code)
    found = known.get((part, code))
    if found is None:
        raise NotInCatalogue(part)
    return Choice(
        code=code,
        label=found.label,
        label_en=found.label_en,
        feel=found.feel,
        feel_en=found.feel_en,
        thickness_mm=found.thickness_mm,
        difference=found.difference,
    )


def gate(offer: Offer) -> list[Condition]:
    """The conditions for publishing this offer today."""
    groups = list(offer.choice_groups.prefetch_related("choices"))
    # with the cheapest choices: when even those leave no reward, nobody can ask for it
    cheapest = [min((choice.difference for choice in group.choices.all()), default=Decimal(0)) for group in groups]
    facts = OfferFacts(
        built_year=offer.complex.built_year,
        has_asbestos_survey=offer.complex.asbestos_survey == AsbestosSurvey.PASSED,
        is_protected=offer.complex.is_protected,
        maintenance_year=offer.complex.maintenance_year,
        is_painting=offer.kind == JobKind.PAINTING,
        capacity=offer.capacity,
        opens_on=offer.opens_on,
        closes_on=offer.closes_on,
        works_from=offer.works_from,
        works_until=offer.works_until,
        net_saving=offer.net_saving,
        reward=offer.meter(cheapest).left,
        choices={group.part: len(group.choices.all()) for group in groups},
    )
    return publish_gate(facts, today=clock.today())


@transaction.atomic
def publish(offer: Offer, *, by: StaffMember) -> None:
    """DRAFT -> PUBLISHED, as it stands now and not as a page showed it. Raises NotReady, IllegalTransition, StaleStatus."""
    # held: a change of the concept waits for us, and is refused then
    held = locks.hold(Offer, offer.pk)
    stopping = [condition for condition in gate(held) if condition.stops]
    if stopping:
        raise NotReady(stopping)
    offer.move_to("publish", by=by.user, published_at=timezone.now())


@transaction.atomic
def close(offer: Offer, *, by: StaffMember) -> None:
    """PUBLISHED -> CLOSED: nobody can ask for it any more, and what was asked goes on. Raises IllegalTransition, StaleStatus."""
    offer.move_to("close", by=by.user)


class OpenCases(TypedDict):
    """How many applications of an offer were handed in and are open, and how many are drafts."""

    handed_in: int
    drafts: int


def open_cases(offer: Offer) -> OpenCases:
    """What goes on of an offer that is closed, for the page that closes it."""
    still = offer.applications.open()
    drafts = still.filter(status="draft").count()
    return {"handed_in": still.count() - drafts, "drafts": drafts}


class PartChoices(TypedDict):
    """A part of the home with what there is to choose for it."""

    group: ChoiceGroup
    choices: list[Choice]


def palette(offer: Offer) -> list[PartChoices]:
    """The parts to choose for, each with its choices, for a page."""
    return [
        {"group": group, "choices": list(group.choices.all())}
        for group in offer.choice_groups.prefetch_related("choices")
    ]


def to_ask_for() -> list[Offer]:
    """Every published offer of which the window is not over; one query."""
    offers = Offer.objects.open_after(clock.today()).select_related("complex", "job_type", "policy")
    return list(offers.order_by("closes_on", "pk"))
