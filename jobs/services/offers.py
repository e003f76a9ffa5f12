"""Making and publishing an offer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from corporations.models import AsbestosSurvey, StaffMember
from corporations.services import policy_on
from jobs.models import Choice, ChoiceGroup, Offer, OfferStatus
from jobs.rules.conditions import Condition, OfferFacts, publish_gate
from klushuur import clock, journal


class NotReady(Exception):
    """The publish gate stops the offer; `conditions` are the ones that do."""

    def __init__(self, conditions: list[Condition]) -> None:
        super().__init__(", ".join(condition.code for condition in conditions))
        self.conditions = conditions


class AlreadyPublished(Exception):
    """A published offer is what tenants applied for: it does not change any more."""


@transaction.atomic
def save_offer(offer: Offer, *, colours: Mapping[str, Sequence[str]], by: StaffMember) -> Offer:
    """Store a new or changed draft with its palette: RAL numbers per part, in order. Raises AlreadyPublished.

    The officer who makes it becomes the person to ask.
    """
    is_new = offer.pk is None
    if is_new:
        offer.corporation_id, offer.officer, offer.policy = by.corporation_id, by, policy_on(clock.today())
    elif not Offer.objects.select_for_update().filter(pk=offer.pk, status=OfferStatus.DRAFT).exists():
        raise AlreadyPublished(offer.pk)
    offer.save()
    offer.choice_groups.all().delete()
    for place, (part, codes) in enumerate(colours.items()):
        group = ChoiceGroup.objects.create(corporation_id=offer.corporation_id, offer=offer, part=part, position=place)
        Choice.objects.bulk_create(
            Choice(corporation_id=offer.corporation_id, group=group, code=code, position=i)
            for i, code in enumerate(codes)
        )
    journal.record(offer, "drafted" if is_new else "changed", by=by.user)
    return offer


def gate(offer: Offer) -> list[Condition]:
    """The conditions for publishing this offer today."""
    groups = offer.choice_groups.prefetch_related("choices")
    facts = OfferFacts(
        built_year=offer.complex.built_year,
        has_asbestos_survey=offer.complex.asbestos_survey == AsbestosSurvey.PASSED,
        is_protected=offer.complex.is_protected,
        maintenance_year=offer.complex.maintenance_year,
        is_outside=offer.job_type.is_outside,
        capacity=offer.capacity,
        opens_on=offer.opens_on,
        closes_on=offer.closes_on,
        works_from=offer.works_from,
        works_until=offer.works_until,
        net_saving=offer.net_saving,
        reward=offer.reward,
        choices={group.part: len(group.choices.all()) for group in groups},
    )
    return publish_gate(facts, today=clock.today())


@transaction.atomic
def publish(offer: Offer, *, by: StaffMember) -> None:
    """DRAFT -> PUBLISHED, as it stands now and not as a page showed it. Raises NotReady, IllegalTransition, StaleStatus."""
    held = Offer.objects.select_for_update().get(pk=offer.pk)
    stopping = [condition for condition in gate(held) if condition.stops]
    if stopping:
        raise NotReady(stopping)
    offer.move_to(OfferStatus.PUBLISHED, by=by.user, published_at=timezone.now())


@transaction.atomic
def close(offer: Offer, *, by: StaffMember) -> None:
    """PUBLISHED -> CLOSED: nobody can ask for it any more, and what was asked goes on. Raises IllegalTransition, StaleStatus."""
    offer.move_to(OfferStatus.CLOSED, by=by.user)


def open_cases(offer: Offer) -> dict[str, int]:
    """How many applications of an offer were handed in and are open, and how many are drafts. For the page that closes it."""
    still = offer.applications.open()
    drafts = still.filter(status="draft").count()
    return {"handed_in": still.count() - drafts, "drafts": drafts}


def palette(offer: Offer) -> list[dict[str, Any]]:
    """The parts to colour, each with its choices, for a page."""
    return [
        {"group": group, "choices": list(group.choices.all())}
        for group in offer.choice_groups.prefetch_related("choices")
    ]
