"""The waiting list: put on it when all is full, asked in turn when a place comes free, taken by hand within a term."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from jobs import tasks
from jobs.applications.models import Application
from jobs.applications.services import applications, waiting
from jobs.applications.services.refusals import ApplicationCode
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.models import Offer
from klushuur.ground import clock
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import factories, kept_world
from tests.refusing import refused

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAST_DAY = date(2026, 11, 30)


@pytest.fixture
def travel() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@time_machine.travel(START, tick=False)
def make() -> Offer:
    """One place, and somebody has it."""
    made = factories.corporation()
    offer = factories.offer(factories.block(made), factories.staff(made, "officer"), capacity=1)
    case(offer, "accepted")
    return offer


kept = kept_world.made_by(make)


@pytest.fixture
def offer(db: None, travel: Any, kept: Offer) -> Offer:
    return kept_world.own(kept)


def case(offer: Offer, status: str) -> Application:
    return factories.application(offer, factories.tenant(offer.complex), status=status)


def on_list(offer: Offer, status: str = "submitted") -> Application:
    made = case(offer, status)
    waiting.put(made, by=offer.officer)
    return made


def holder(offer: Offer) -> Application:
    return offer.applications.get(status=ApplicationStatus.ACCEPTED)


def stands(application: Application) -> tuple[Any, ...]:
    now = Application.objects.get(pk=application.pk)
    return now.status, now.holds_place, now.place_until


def places(application: Application) -> list[tuple[str, str]]:
    """What the journal says about the place of a case, and by what kind of actor."""
    rows = Entry.objects.filter(subject="jobs.application", subject_id=application.pk, action="place")
    return list(rows.order_by("pk").values_list("new", "actor_kind"))


def told(application: Application) -> list[str]:
    mails = Message.objects.filter(to=application.tenant.user.email)
    return [kind for kind in mails.order_by("pk").values_list("kind", flat=True) if "place" in kind or "wait" in kind]


@pytest.mark.parametrize("status", ["submitted", "in_review", "surveyed"])
def test_put_when_all_is_full_waits_since_today_and_tells_the_tenant(offer: Offer, status: str) -> None:
    made = on_list(offer, status)
    assert (stands(made), made.waiting_since, told(made)) == (
        (ApplicationStatus.WAITING, False, None),
        START.date(),
        ["application_waiting"],
    )


@pytest.mark.parametrize("status", ["draft", "accepted"])
def test_put_from_another_status_is_refused(offer: Offer, status: str) -> None:
    made = holder(offer) if status == "accepted" else case(offer, status)
    with pytest.raises(IllegalTransition):
        waiting.put(made, by=offer.officer)


def test_put_while_a_place_is_free_is_refused(offer: Offer) -> None:
    made = case(offer, "submitted")
    Offer.objects.update(capacity=2)
    with refused(ApplicationCode.PLACE_FREE):
        waiting.put(made, by=offer.officer)
    assert (stands(made)[0], told(made)) == (ApplicationStatus.SUBMITTED, [])


def test_put_of_a_case_that_holds_a_place_is_refused(offer: Offer) -> None:
    made = on_list(offer)
    applications.withdraw(holder(offer), by=None)
    made.refresh_from_db()
    waiting.take(made, by=made.tenant.user)
    with refused(ApplicationCode.PLACE_FREE):
        waiting.put(made, by=offer.officer)


def test_a_freed_place_is_kept_for_who_waits_longest(offer: Offer, travel: Any) -> None:
    first = on_list(offer)
    travel.shift(timedelta(days=1))
    second = on_list(offer)
    travel.shift(timedelta(days=3))
    applications.withdraw(holder(offer), by=None)
    until = clock.today() + timedelta(days=7)
    assert (stands(first), stands(second)) == (
        (ApplicationStatus.WAITING, True, until),
        (ApplicationStatus.WAITING, False, None),
    )
    assert (places(first), told(first)) == ([("offered", "system")], ["application_waiting", "place_offered"])


def test_of_one_day_the_draw_says_who_is_asked_first(offer: Offer) -> None:
    cases = [on_list(offer) for _ in range(4)]
    order = [turn.application_id for turn in waiting.line(offer)]
    assert [waiting.number_of(Application.objects.get(pk=pk)) for pk in order] == [1, 2, 3, 4]
    asked = []
    for _ in cases:
        applications.withdraw(offer.applications.holding_a_place().get(), by=None)
        asked.append(offer.applications.asked().get().pk)
    assert asked == order


@pytest.mark.parametrize("verb", ["withdraw", "reject"])
@pytest.mark.parametrize("status", ["accepted", "waiting"])
def test_whoever_lets_a_place_go_the_next_is_asked(offer: Offer, verb: str, status: str) -> None:
    """Also one who was asked and says no."""
    if status == "waiting":
        on_list(offer)
        applications.withdraw(holder(offer), by=None)
    following = on_list(offer)
    leaving = offer.applications.holding_a_place().get()
    if verb == "withdraw":
        applications.withdraw(leaving, by=leaving.tenant.user)
    else:
        action = "refuse" if status == "accepted" else "reject"  # with its agreement, after a place was given
        applications.reject(leaving, ground="quality", by=offer.officer, action=action)
    assert stands(leaving)[1:] == (False, None)
    assert stands(following)[:2] == (ApplicationStatus.WAITING, True)
    assert offer.applications.holding_a_place().count() == 1


def test_leaving_without_a_place_asks_nobody(offer: Offer) -> None:
    first, second = on_list(offer), on_list(offer)
    applications.withdraw(first, by=first.tenant.user)
    applications.reject(case(offer, "in_review"), ground="quality", by=offer.officer)
    assert (stands(second), offer.applications.asked().count()) == ((ApplicationStatus.WAITING, False, None), 0)


def test_place_freed_twice_asks_once(offer: Offer) -> None:
    on_list(offer), on_list(offer)
    applications.withdraw(holder(offer), by=None)
    assert waiting.place_freed(offer) == 0
    assert offer.applications.asked().count() == 1


def test_after_the_last_day_of_the_work_nobody_is_asked(offer: Offer, travel: Any) -> None:
    made = on_list(offer)
    travel.move_to(datetime(2027, 10, 16, 12, tzinfo=UTC))
    applications.withdraw(holder(offer), by=None)
    assert stands(made) == (ApplicationStatus.WAITING, False, None)


def test_a_closed_offer_still_asks_its_waiting_list(offer: Offer) -> None:
    made = on_list(offer)
    offer.move_to("close", by=None)
    applications.withdraw(holder(offer), by=None)
    assert stands(made)[1] is True


@pytest.mark.parametrize(
    ("before", "after"), [("submitted", "in_review"), ("in_review", "in_review"), ("surveyed",) * 2]
)
def test_take_keeps_the_place_and_goes_on_where_the_case_was(offer: Offer, before: str, after: str) -> None:
    made = on_list(offer, before)
    applications.withdraw(holder(offer), by=None)
    made.refresh_from_db()
    waiting.take(made, by=made.tenant.user)
    assert stands(made) == (after, True, None)


def test_accept_of_a_case_that_took_a_place_does_not_count_it_twice(offer: Offer) -> None:
    made, other = on_list(offer, "surveyed"), case(offer, "surveyed")
    applications.withdraw(holder(offer), by=None)
    made.refresh_from_db()
    waiting.take(made, by=made.tenant.user)
    with refused(ApplicationCode.NO_PLACE):
        applications.accept(other, by=offer.officer)
    applications.accept(made, by=offer.officer)
    assert list(offer.applications.holding_a_place()) == [made]


def test_take_by_who_was_not_asked_is_refused(offer: Offer) -> None:
    made = on_list(offer)
    with refused(ApplicationCode.NOT_ASKED):
        waiting.take(made, by=made.tenant.user)
    assert stands(made) == (ApplicationStatus.WAITING, False, None)


def test_take_up_of_a_case_on_the_list_is_refused(offer: Offer) -> None:
    """Nobody passes the line: that arrow is the tenant's."""
    made = on_list(offer)
    with pytest.raises(IllegalTransition):
        applications.take_up(made, by=offer.officer)
    assert stands(made) == (ApplicationStatus.WAITING, False, None)


def test_take_twice_is_taken_once(offer: Offer) -> None:
    made = on_list(offer)
    applications.withdraw(holder(offer), by=None)
    first, second = (Application.objects.get(pk=made.pk) for _ in range(2))
    waiting.take(first, by=made.tenant.user)
    with refused(ApplicationCode.NOT_ASKED):
        waiting.take(second, by=made.tenant.user)
    assert stands(made) == (ApplicationStatus.IN_REVIEW, True, None)


def test_the_last_day_to_answer_still_counts_and_the_next_is_too_late(offer: Offer, travel: Any) -> None:
    made = on_list(offer)
    applications.withdraw(holder(offer), by=None)
    travel.move_to(datetime(2026, 11, 30, 22, 59, tzinfo=UTC))  # 23.59 here
    assert (waiting.lapse_overdue(), stands(made)) == (0, (ApplicationStatus.WAITING, True, LAST_DAY))
    travel.move_to(datetime(2026, 11, 30, 23, 1, tzinfo=UTC))  # 0.01 here, the next day
    made.refresh_from_db()
    with refused(ApplicationCode.NOT_ASKED):
        waiting.take(made, by=made.tenant.user)
    assert (waiting.lapse_overdue(), waiting.lapse_overdue()) == (1, 0)
    assert stands(made) == (ApplicationStatus.WAITING, False, None)


def test_silence_sends_the_case_to_the_end_and_the_next_is_asked_once(offer: Offer, travel: Any) -> None:
    silent = on_list(offer)
    travel.shift(timedelta(days=1))
    second = on_list(offer)
    applications.withdraw(holder(offer), by=None)
    travel.shift(timedelta(days=9, hours=2))  # and 26 hours without beat
    for _ in range(2):
        tasks.lapse(offer.corporation_id)
    scope.enter(offer.corporation_id)
    silent.refresh_from_db()
    assert (stands(silent), silent.waiting_since) == ((ApplicationStatus.WAITING, False, None), clock.today())
    assert stands(second) == (ApplicationStatus.WAITING, True, clock.today() + timedelta(days=7))
    assert places(silent) == [("offered", "system"), ("lapsed", "system")]
    assert told(silent) == ["application_waiting", "place_offered", "place_lapsed"]
    assert told(second) == ["application_waiting", "place_offered"]


def test_who_waits_alone_and_is_silent_is_asked_again_only_by_an_officer(offer: Offer, travel: Any) -> None:
    silent = on_list(offer)
    applications.withdraw(holder(offer), by=None)
    travel.shift(timedelta(days=8))
    waiting.lapse_overdue()
    assert (stands(silent), waiting.free_places(offer)) == ((ApplicationStatus.WAITING, False, None), 1)
    assert waiting.place_freed(offer, by=offer.officer.user) == 1
    assert places(silent) == [("offered", "system"), ("lapsed", "system"), ("offered", "staff")]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "waiting", "waiting_since": None},
        {"status": "waiting", "waiting_since": LAST_DAY, "holds_place": True},
        {"status": "submitted", "holds_place": True},
        {"status": "withdrawn", "holds_place": True},
        {"status": "in_review", "place_until": LAST_DAY, "holds_place": True},
        {"status": "waiting", "waiting_since": LAST_DAY, "place_until": LAST_DAY},
    ],
)
def test_database_keeps_a_place_to_who_has_it_or_was_asked(offer: Offer, changes: dict[str, Any]) -> None:
    made = case(offer, "submitted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=made.pk).update(**changes)


def test_tick_reaches_every_corporation(offer: Offer, travel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    here = offer.corporation_id
    there = factories.corporation("elders", "Wonen Elders").pk
    scope.enter(None)
    found: list[int] = []
    monkeypatch.setattr(tasks.lapse, "delay", found.append)
    tasks.tick()
    assert sorted(found) == sorted([here, there])
