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
    NEEDED,
    Choice,
    ChoiceGroup,
    JobType,
    Offer,
)
from jobs.offers.rules import colours
from jobs.offers.rules.conditions import Condition, OfferFacts, publish_gate
from jobs.offers.services.refusals import OfferCode
from jobs.offers.statuses import OfferStatus
from klushuur.ground import clock, locks
from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope


@transaction.atomic
def save_offer(
    offer: Offer,
    *,
    choices: Mapping[str, Sequence[str]],
    by: StaffMember,
    differences: Mapping[tuple[str, str], Decimal] | None = None,
) -> Offer:
    """Store a new or changed draft with what there is to choose: codes per part, in order.

    choices: RAL numbers for a part that gets a colour, else codes of the job type's catalogue. Groups and choices are copied.
    differences: what a choice costs more than the standard, in euro, by part and code; else as the catalogue says.
    The officer who makes it becomes the person to ask. Raises ALREADY_PUBLISHED, NOT_IN_CATALOGUE.
    """
    is_new = offer.pk is None
    if is_new:
        offer.corporation_id, offer.officer, offer.policy = by.corporation_id, by, policy_on(clock.today())
    elif locks.hold(Offer, offer.pk).status != OfferStatus.DRAFT:
        raise Refusal(OfferCode.ALREADY_PUBLISHED, offer.pk)
    offer.save()
    offer.choice_groups.all().delete()  # made anew: nobody has chosen from a concept
    known = {group.part: group for group in catalogue_of(offer.job_type)}
    for place, (part, codes) in enumerate(choices.items()):
        if part not in known:
            raise Refusal(OfferCode.NOT_IN_CATALOGUE, part)
        group = _copy_group(known[part], offer, position=place)
        made = [_copy(known[part], code) for code in codes]
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
    """What an offer of this job type can let tenants choose from; a group of colours is empty, for there is the RAL card."""
    return list(job_type.choice_groups.prefetch_related("choices"))


def _copy_group(known: ChoiceGroup, offer: Offer, *, position: int) -> ChoiceGroup:
    """A new row of the offer like the catalogue's."""
    return ChoiceGroup.objects.create(
        corporation_id=offer.corporation_id,
        offer=offer,
        part=known.part,
        name=known.name,
        name_en=known.name_en,
        chosen_by=known.chosen_by,
        spot=known.spot,
        position=position,
    )


def _copy(known: ChoiceGroup, code: str) -> Choice:
    """A new row like the catalogue's, or a bare colour. Raises NOT_IN_CATALOGUE."""
    if known.is_coloured:
        if code not in colours.COLOURS:
            raise Refusal(OfferCode.NOT_IN_CATALOGUE, known.part)
        return Choice(code=code)
    found = next((choice for choice in known.choices.all() if choice.code == code), None)
    if found is None:
        raise Refusal(OfferCode.NOT_IN_CATALOGUE, known.part)
    return Choice(
        code=code,
        label=found.label,
        label_en=found.label_en,
        look=found.look,
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
        gates=frozenset(offer.job_type.gates),
        capacity=offer.capacity,
        opens_on=offer.opens_on,
        closes_on=offer.closes_on,
        works_from=offer.works_from,
        works_until=offer.works_until,
        net_saving=offer.net_saving,
        reward=offer.meter(cheapest).left,
        choices={group.part: len(group.choices.all()) for group in groups},
        colours={group.part: len(group.choices.all()) for group in groups if group.is_coloured},
        lacks_words=not {one.place for one in offer.job_type.texts.all()} >= NEEDED,
    )
    return publish_gate(facts, today=clock.today())


@transaction.atomic
def publish(offer: Offer, *, by: StaffMember) -> None:
    """DRAFT -> PUBLISHED, as it stands now and not as a page showed it. Raises NOT_READY, IllegalTransition, StaleStatus."""
    # held: a change of the concept waits for us, and is refused then
    held = locks.hold(Offer, offer.pk)
    stopping = [condition for condition in gate(held) if condition.stops]
    if stopping:
        raise Refusal(OfferCode.NOT_READY, offer.pk, missing=[condition.code for condition in stopping])
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
