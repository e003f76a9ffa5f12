from decimal import Decimal
from typing import Any

import pytest

from corporations.models import AsbestosSurvey
from jobs.offers.models import Offer
from jobs.offers.services import offers
from jobs.offers.statuses import OfferStatus
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Offer:
    made = factories.corporation()
    return factories.offer(factories.block(made), factories.staff(made, "officer"), is_published=False)


def actions(offer: Offer) -> list[tuple[str, str, str]]:
    rows = Entry.objects.filter(subject="jobs.offer", subject_id=offer.pk).order_by("pk")
    return [(row.action, row.old, row.new) for row in rows]


def test_save_offer_new_keeps_the_palette_in_order_and_tells_the_journal(draft: Offer) -> None:
    kept = [(str(entry["group"]), [choice.code for choice in entry["choices"]]) for entry in offers.palette(draft)]
    assert kept == [("Voordeur", ["9010", "7016", "6009", "5011", "3005"]), ("Kozijnen", ["9010"])]
    assert [entry["group"].is_fixed for entry in offers.palette(draft)] == [False, True]
    assert actions(draft) == [("drafted", "", "")]
    assert (draft.policy.number, draft.officer.roles_held) == (1, ["officer"])


def test_save_offer_changed_replaces_the_palette_and_keeps_the_officer(draft: Offer) -> None:
    other = factories.staff(draft.corporation, "officer")
    draft.title = "Schilder uw voordeur"
    offers.save_offer(draft, choices={"door": ["9005"]}, by=other)
    fresh = Offer.objects.get(pk=draft.pk)
    assert (fresh.title, fresh.officer_id) == ("Schilder uw voordeur", draft.officer_id)
    assert [choice.code for entry in offers.palette(fresh) for choice in entry["choices"]] == ["9005"]
    assert actions(draft)[-1] == ("changed", "", "")


def test_save_offer_when_published_changes_nothing(draft: Offer) -> None:
    offers.publish(Offer.objects.get(pk=draft.pk), by=draft.officer)
    draft.title = "Iets anders"
    with pytest.raises(offers.AlreadyPublished):
        offers.save_offer(draft, choices={"door": ["9005"]}, by=draft.officer)
    fresh = Offer.objects.get(pk=draft.pk)
    assert (fresh.title, len(offers.palette(fresh))) == ("Schilder uw buitenkozijnen", 2)


def test_publish_in_order_is_seen_by_everybody(draft: Offer) -> None:
    offers.publish(draft, by=draft.officer)
    fresh = Offer.objects.published().get()
    assert (fresh.status, fresh.published_at is not None) == (OfferStatus.PUBLISHED, True)
    assert actions(draft)[-1] == ("publish", "draft", "published")


@pytest.mark.parametrize(
    ("model", "change", "code"),
    [
        ("complex", {"asbestos_survey": AsbestosSurvey.NONE}, "asbestos"),
        ("complex", {"asbestos_survey": AsbestosSurvey.FOUND}, "asbestos"),
        ("complex", {"is_protected": True}, "protected"),
        ("offer", {"avoided_cost": 100}, "money"),
    ],
)
def test_publish_with_something_missing_is_refused(draft: Offer, model: str, change: dict[str, Any], code: str) -> None:
    type(draft.complex if model == "complex" else draft).objects.update(**change)
    fresh = Offer.objects.get(pk=draft.pk)
    with pytest.raises(offers.NotReady) as refused:
        offers.publish(fresh, by=draft.officer)
    assert [condition.code for condition in refused.value.conditions] == [code]
    assert not Offer.objects.published().exists()


def test_publish_of_an_old_complex_with_a_passed_survey_goes_through(draft: Offer) -> None:
    assert draft.complex.built_year < 1994
    assert not [condition for condition in offers.gate(draft) if condition.stops]


def test_publish_with_planned_maintenance_warns_and_goes_through(draft: Offer) -> None:
    type(draft.complex).objects.update(maintenance_year=draft.works_from.year)
    fresh = Offer.objects.get(pk=draft.pk)
    assert [condition.code for condition in offers.gate(fresh) if not condition.is_met] == ["planned"]
    offers.publish(fresh, by=draft.officer)


def test_publish_twice_is_one_publication(draft: Offer) -> None:
    stale = Offer.objects.get(pk=draft.pk)
    offers.publish(draft, by=draft.officer)
    with pytest.raises(StaleStatus):
        offers.publish(stale, by=draft.officer)
    with pytest.raises(IllegalTransition):
        offers.publish(draft, by=draft.officer)
    assert len([action for action in actions(draft) if action[0] == "publish"]) == 1


def test_publish_of_what_was_changed_meanwhile_looks_at_the_change(draft: Offer) -> None:
    stale = Offer.objects.get(pk=draft.pk)
    draft.avoided_cost = Decimal("100.00")
    offers.save_offer(draft, choices={"door": ["9005"]}, by=draft.officer)
    with pytest.raises(offers.NotReady):
        offers.publish(stale, by=draft.officer)
    assert not Offer.objects.published().exists()
