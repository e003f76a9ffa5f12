import time
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import QuerySet

from jobs.applications.models import (
    Application,
    RejectionGround,
    Survey,
)
from jobs.applications.services import applications
from jobs.applications.services.notices import contact_of
from jobs.applications.services.refusals import ApplicationCode
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.models import Offer
from klushuur.ground import clock
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from klushuur.ground.mail.models import Message
from tests import factories
from tests.racing import named, race, without_locks
from tests.refusing import refused

LADDER = Decimal("5.0")


@pytest.fixture
def offer(db: None) -> Offer:
    made = factories.corporation()
    return factories.offer(factories.block(made), factories.staff(made, "officer"), capacity=2)


def case(offer: Offer, status: str) -> Application:
    return factories.application(offer, factories.tenant(offer.complex), status=status)


def mails(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def test_take_up_makes_this_officer_the_person_to_ask(offer: Offer) -> None:
    application, other = case(offer, "submitted"), factories.staff(offer.corporation, "officer")
    assert contact_of(application) == offer.officer
    applications.take_up(application, by=other)
    fresh = Application.objects.get(pk=application.pk)
    assert (fresh.status, contact_of(fresh)) == (ApplicationStatus.IN_REVIEW, other)
    assert mails("application_taken_up") == 1


def test_take_up_by_two_officers_is_done_once(offer: Offer) -> None:
    application, other = case(offer, "submitted"), factories.staff(offer.corporation, "officer")
    stale = Application.objects.get(pk=application.pk)
    applications.take_up(application, by=offer.officer)
    with pytest.raises(StaleStatus):
        applications.take_up(stale, by=other)
    assert contact_of(Application.objects.get(pk=application.pk)) == offer.officer


@pytest.mark.parametrize(
    ("seen", "ground"),
    [
        ({}, None),
        ({"has_defect": True}, RejectionGround.DEFECT),
        ({"has_defect": True, "asbestos": "found"}, RejectionGround.DEFECT),
        ({"asbestos": "suspect"}, RejectionGround.ASBESTOS),
        ({"asbestos": "found"}, RejectionGround.ASBESTOS),
        ({"height_m": Decimal("5.0")}, None),
        ({"height_m": Decimal("5.1")}, RejectionGround.HEIGHT),
        ({"height_m": Decimal("5.1"), "advice": "scaffold"}, None),
        ({"height_m": Decimal("5.1"), "advice": "refuse"}, RejectionGround.HEIGHT),
        ({"advice": "refuse"}, RejectionGround.QUALITY),
        ({"condition": 6}, None),
    ],
)
def test_stopping_ground_of_what_was_seen(seen: dict[str, Any], ground: RejectionGround | None) -> None:
    survey = Survey(**factories.survey_facts(**seen) | {"visited_on": None})
    assert applications.stopping_ground(survey, ladder_height_m=LADDER) == ground


def test_accept_with_a_defect_is_refused(offer: Offer) -> None:
    application = case(offer, "in_review")
    inspector = factories.staff(offer.corporation, "inspector")
    applications.record_survey(application, by=inspector, **factories.survey_facts(has_defect=True))
    with refused(ApplicationCode.STOPPED) as stopped:
        applications.accept(application, by=offer.officer)
    fresh = Application.objects.get(pk=application.pk)
    assert (stopped.value.facts["ground"], fresh.status, fresh.holds_place) == (
        RejectionGround.DEFECT,
        ApplicationStatus.SURVEYED,
        False,
    )


def test_accept_before_the_survey_is_refused_by_the_table(offer: Offer) -> None:
    with pytest.raises(IllegalTransition):
        applications.accept(case(offer, "in_review"), by=offer.officer)


def test_accept_gives_n_places_and_no_more(offer: Offer) -> None:
    cases = [case(offer, "surveyed") for _ in range(3)]
    for application in cases[:2]:
        applications.accept(application, by=offer.officer)
    with refused(ApplicationCode.NO_PLACE):
        applications.accept(cases[2], by=offer.officer)
    assert Application.objects.holding_a_place().count() == 2


def test_accept_after_a_place_came_free_is_possible(offer: Offer) -> None:
    cases = [case(offer, "surveyed") for _ in range(3)]
    for application in cases[:2]:
        applications.accept(application, by=offer.officer)
    applications.reject(cases[0], ground="quality", by=offer.officer, action="refuse")
    applications.accept(cases[2], by=offer.officer)
    assert set(Application.objects.holding_a_place()) == {cases[1], cases[2]}


def accept_all_at_once(offer: Offer) -> tuple[int, list[Exception | None]]:
    """Five officers accept at one moment; returns the places held and what each met."""
    cases = [case(offer, "surveyed") for _ in range(5)]
    verbs = [
        lambda pk=each.pk: applications.accept(Application.objects.with_case().get(pk=pk), by=offer.officer)
        for each in cases
    ]
    outcomes = race(offer.corporation_id, verbs)
    return Application.objects.holding_a_place().count(), outcomes


@pytest.mark.django_db(transaction=True)
def test_accept_at_once_gives_n_places_and_no_more(offer: Offer) -> None:
    held, outcomes = accept_all_at_once(offer)
    assert held == 2
    assert named(outcomes) == ["", "", *[ApplicationCode.NO_PLACE] * 3]


@pytest.mark.django_db(transaction=True)
def test_accept_at_once_without_the_lock_gives_too_many(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: without the lock, and with a moment between counting and taking, the guard does not hold."""
    without_locks(monkeypatch)
    count = QuerySet.count

    def slow_count(self: QuerySet[Any]) -> int:
        counted = count(self)
        time.sleep(0.4)
        return counted

    monkeypatch.setattr(QuerySet, "count", slow_count)
    held, _outcomes = accept_all_at_once(offer)
    assert held > 2


def test_reject_gives_its_ground_to_journal_and_tenant(offer: Offer) -> None:
    application = case(offer, "surveyed")
    applications.reject(application, ground="height", by=offer.officer)
    fresh = Application.objects.get(pk=application.pk)
    row = Entry.objects.filter(subject="jobs.application", subject_id=application.pk).order_by("-pk")[0]
    assert (fresh.status, fresh.ground) == (ApplicationStatus.REJECTED, RejectionGround.HEIGHT)
    assert (row.new, row.reason, row.actor_id) == ("rejected", "height", offer.officer.user_id)
    assert str(RejectionGround.HEIGHT.label) in Message.objects.get(kind="application_rejected").text


def test_reject_of_an_accepted_case_is_refused(offer: Offer) -> None:
    application = case(offer, "accepted")
    with pytest.raises(IllegalTransition):
        applications.reject(application, ground="quality", by=offer.officer)
    assert (Application.objects.get(pk=application.pk).status, mails("application_rejected")) == (
        ApplicationStatus.ACCEPTED,
        0,
    )


def test_reject_twice_tells_the_tenant_once(offer: Offer) -> None:
    application = case(offer, "in_review")
    stale = Application.objects.get(pk=application.pk)
    applications.reject(application, ground="quality", by=offer.officer)
    with pytest.raises(StaleStatus):
        applications.reject(stale, ground="money", by=offer.officer)
    assert (Application.objects.get(pk=application.pk).ground, mails("application_rejected")) == ("quality", 1)


def test_record_survey_twice_keeps_the_first(offer: Offer) -> None:
    application, inspector = case(offer, "in_review"), factories.staff(offer.corporation, "inspector")
    stale = Application.objects.get(pk=application.pk)
    applications.record_survey(application, by=inspector, **factories.survey_facts(condition=2))
    with pytest.raises(StaleStatus):
        applications.record_survey(stale, by=inspector, **factories.survey_facts(condition=6))
    assert Survey.objects.get(application=application).condition == 2


def test_clock_starts_when_the_window_closes(offer: Offer) -> None:
    application = case(offer, "submitted")
    running = application.clock_on(offer.closes_on + timedelta(days=19))
    assert running is not None
    assert (running.day, running.colour, running.starts_on) == (19, "green", offer.closes_on)
    assert clock.today() <= offer.closes_on
