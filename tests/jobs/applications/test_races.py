"""The last place, and the place that came free: n places grant n, whoever comes at the same moment. Each with its twin."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from jobs.applications.models import Application
from jobs.applications.services import applications, waiting
from jobs.applications.services.refusals import ApplicationCode
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.models import Offer
from klushuur.ground import clock, locks
from klushuur.ground.journal.models import Entry
from tests import factories, lock_order
from tests.racing import Outcomes, at_least, name_of, named, rounds, slowly, tell, without_locks, without_looking

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 50
FEWER = 20  # for the twin: both may run at the same moment, and the server takes 97 connections
FEW = 5


@pytest.fixture
def offer(db: None) -> Offer:
    made = factories.corporation()
    return factories.offer(factories.block(made), factories.staff(made, "officer"), capacity=1)


def cases(offer: Offer, status: str, number: int) -> list[int]:
    return [factories.application(offer, factories.tenant(offer.complex), status=status).pk for _ in range(number)]


def fresh(pk: int) -> Application:
    return Application.objects.with_case().get(pk=pk)


def put_back(pks: list[int], **fields: Any) -> None:
    """As they were before the race: a test may write past the door."""
    values = {"holds_place": False, "place_until": None, "waiting_since": clock.today()} | fields
    Application.objects.filter(pk__in=pks).update(**values)


def violations(
    offer: Offer,
    clients: list[Callable[[int], Any]],
    *,
    count: int,
    before: Callable[[int], Any],
    is_right: Callable[[Outcomes], bool],
    what: str,
) -> int:
    """In how many rounds the outcome was not right."""
    wrong: list[int] = []

    def after(number: int, outcomes: Outcomes) -> None:
        if not is_right(outcomes):
            wrong.append(number)

    since = time.monotonic()
    rounds(offer.corporation_id, clients, count=count, before=before, after=after)
    tell(what, rounds=count, clients=len(clients), violations=len(wrong), since=since)
    return len(wrong)


# --- the last place -----------------------------------------------------------------------------------------------


def last_place(offer: Offer, what: str, *, count: int, number: int) -> int:
    pks = cases(offer, "surveyed", number)
    clients = [lambda _round, pk=pk: applications.accept(fresh(pk), by=offer.officer) for pk in pks]

    def is_right(outcomes: Outcomes) -> bool:
        granted = offer.applications.holding_a_place().filter(status=ApplicationStatus.ACCEPTED).count()
        return granted == 1 and named(outcomes) == ["", *[ApplicationCode.NO_PLACE] * (number - 1)]

    def before(_round: int) -> None:
        put_back(pks, status="surveyed")

    return violations(offer, clients, count=count, before=before, is_right=is_right, what=what)


@pytest.mark.long
def test_the_last_place_goes_to_one_of_fifty(offer: Offer) -> None:
    assert last_place(offer, "the last place", count=at_least(100), number=CLIENTS) == 0


def test_the_last_place_without_the_lock_goes_to_more(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    without_locks(monkeypatch)
    assert last_place(offer, "the last place, without the lock", count=FEW, number=FEWER) > 0


# --- a place that came free ---------------------------------------------------------------------------------------


def asked(offer: Offer, number: int = 1) -> list[int]:
    """Cases on the list; the first of them has been asked."""
    pks = cases(offer, "submitted", number)
    put_back(pks, status="waiting")
    waiting.place_freed(offer)
    return pks


def moves(pk: int, new: str) -> int:
    return Entry.objects.filter(subject="jobs.application", subject_id=pk, new=new).count()


def take_twice(offer: Offer, what: str, *, count: int) -> int:
    (pk,) = asked(offer)
    tenant = fresh(pk).tenant.user
    clients = [lambda _round: waiting.take(fresh(pk), by=tenant) for _ in range(5)]
    number = [0]

    def before(_round: int) -> None:
        put_back([pk], status="waiting", holds_place=True, place_until=clock.today() + timedelta(days=7))
        number[0] = moves(pk, "in_review")

    def is_right(outcomes: Outcomes) -> bool:
        now = fresh(pk)
        is_taken = (now.status, now.holds_place) == (ApplicationStatus.IN_REVIEW, True)
        return is_taken and named(outcomes).count("") == 1 and moves(pk, "in_review") == number[0] + 1

    return violations(offer, clients, count=count, before=before, is_right=is_right, what=what)


def test_a_freed_place_is_taken_once(offer: Offer) -> None:
    assert take_twice(offer, "the freed place taken twice", count=at_least(10)) == 0


def test_a_freed_place_is_taken_more_than_once_without_the_guards(
    offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    without_looking(monkeypatch)
    slowly(monkeypatch, Application, "is_asked_on")
    assert take_twice(offer, "the freed place taken twice, without the guards", count=FEW) > 0


def take_against_lapse(offer: Offer, what: str, *, count: int) -> int:
    """The tenant's clock is not yet past midnight, the system's is; another case is next in line."""
    first, second = asked(offer, 2)
    tomorrow = clock.today() + timedelta(days=1)
    tenant = fresh(first).tenant.user
    clients = [
        lambda _round: waiting.take(fresh(first), by=tenant),
        lambda _round: waiting.lapse(first, today=tomorrow),
    ]

    def before(_round: int) -> None:
        put_back([first, second], status="waiting")
        put_back([first], status="waiting", holds_place=True, place_until=clock.today())

    def is_right(outcomes: Outcomes) -> bool:
        first_now, second_now = fresh(first), fresh(second)
        is_taken = first_now.status == ApplicationStatus.IN_REVIEW and not outcomes[0]
        return (first_now.holds_place, second_now.holds_place) == (is_taken, not is_taken)

    return violations(offer, clients, count=count, before=before, is_right=is_right, what=what)


def test_a_place_is_taken_or_lapses_and_not_both(offer: Offer) -> None:
    assert take_against_lapse(offer, "take against lapse", count=at_least(10)) == 0


def test_a_place_is_taken_and_lapses_without_the_lock(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    without_locks(monkeypatch)
    slowly(monkeypatch, Application, "is_asked_on")
    assert take_against_lapse(offer, "take against lapse, without the lock", count=FEW) > 0


def free_twice(offer: Offer, what: str, *, count: int) -> int:
    pks = cases(offer, "submitted", 4)
    clients = [lambda _round: waiting.place_freed(offer) for _ in range(5)]

    def before(_round: int) -> None:
        put_back(pks, status="waiting")

    def is_right(outcomes: Outcomes) -> bool:
        return offer.applications.asked().count() == 1 and named(outcomes) == [""] * len(clients)

    return violations(offer, clients, count=count, before=before, is_right=is_right, what=what)


def test_one_freed_place_is_offered_to_one(offer: Offer) -> None:
    assert free_twice(offer, "one place freed five times", count=at_least(10)) == 0


def test_one_freed_place_is_offered_to_more_when_nobody_counts(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    left = waiting.free_places(offer)
    monkeypatch.setattr(waiting, "free_places", lambda _offer: left)
    assert free_twice(offer, "one place freed five times, not counted", count=FEW) > 0


def free_against_accept(offer: Offer, what: str, *, count: int) -> int:
    """An officer gives the place that is being offered to the list."""
    (waits,) = cases(offer, "submitted", 1)
    (surveyed,) = cases(offer, "surveyed", 1)
    clients = [
        lambda _round: waiting.place_freed(offer),
        lambda _round: applications.accept(fresh(surveyed), by=offer.officer),
    ]

    def before(_round: int) -> None:
        put_back([waits], status="waiting")
        put_back([surveyed], status="surveyed")

    def is_right(_outcomes: Outcomes) -> bool:
        return offer.applications.holding_a_place().count() == 1

    return violations(offer, clients, count=count, before=before, is_right=is_right, what=what)


def test_a_place_is_offered_or_granted_and_not_both(offer: Offer) -> None:
    assert free_against_accept(offer, "offer against accept", count=at_least(10)) == 0


def test_a_place_is_offered_and_granted_without_the_lock(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    without_locks(monkeypatch)
    slowly(monkeypatch, waiting, "free_places")
    slowly(monkeypatch, locks, "hold")
    assert free_against_accept(offer, "offer against accept, without the lock", count=FEW) > 0


def leave_while_asked(offer: Offer, what: str, *, count: int) -> int:
    """A tenant leaves the list at the moment that the place is offered: it must reach the next, and not be lost."""
    first, second = asked(offer, 2)
    tenant = fresh(first).tenant.user
    clients = [
        lambda _round: waiting.place_freed(offer),
        lambda _round: applications.withdraw(fresh(first), by=tenant),
    ]

    def before(_round: int) -> None:
        put_back([first, second], status="waiting")
        put_back([second], status="waiting", waiting_since=clock.today() + timedelta(days=1))

    def is_right(_outcomes: Outcomes) -> bool:
        first_now, second_now = fresh(first), fresh(second)
        return (first_now.status, second_now.holds_place) == (ApplicationStatus.WITHDRAWN, True)

    return violations(offer, clients, count=count, before=before, is_right=is_right, what=what)


def test_a_place_offered_to_who_leaves_reaches_the_next(offer: Offer) -> None:
    assert leave_while_asked(offer, "leave while asked", count=at_least(10)) == 0


def test_a_place_offered_to_who_leaves_is_lost_without_the_lock(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    without_locks(monkeypatch)
    slowly(monkeypatch, waiting, "hold_with_offer")
    assert leave_while_asked(offer, "leave while asked, without the lock", count=FEW) > 0


def put_twice_while_a_place_comes_free(offer: Offer, what: str, *, count: int) -> int:
    """A second click puts a case on the list where the first did, while the place that comes free is offered to it."""
    (leaves,) = cases(offer, "surveyed", 1)
    (waits,) = cases(offer, "in_review", 1)
    tenant = fresh(leaves).tenant.user
    seen: list[Application] = []  # as the page of the second click shows it

    def before(_round: int) -> None:
        put_back([leaves], status="accepted", holds_place=True)
        put_back([waits], status="in_review", waiting_since=None)
        seen[:] = [fresh(waits)]
        put_back([waits], status="waiting")

    def is_right(outcomes: Outcomes) -> bool:
        second_click = name_of(outcomes[0])
        return (
            second_click in {ApplicationCode.PLACE_FREE, "StaleStatus"}
            and outcomes[1] is None
            and fresh(waits).holds_place
        )

    clients = [
        lambda _round: waiting.put(seen[0], by=offer.officer),
        lambda _round: applications.withdraw(fresh(leaves), by=tenant),
    ]
    return violations(offer, clients, count=count, before=before, is_right=is_right, what=what)


def test_a_second_click_never_waits_in_a_circle_with_a_place_that_comes_free(offer: Offer) -> None:
    assert put_twice_while_a_place_comes_free(offer, "put against freed", count=at_least(10)) == 0


def test_a_second_click_waits_in_a_circle_when_the_case_is_held_before_its_offer(
    offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock_order.unwatched(monkeypatch)

    def hold(application: Application) -> Application:
        found = locks.hold(Application, application.pk)
        time.sleep(0.2 if found.holds_place else 0.5)  # who leaves has the offer first, and then wants the other's case
        locks.hold(Offer, application.offer_id)
        return found

    monkeypatch.setattr(waiting, "hold_with_offer", hold)
    slowly(monkeypatch, waiting, "line", seconds=0.3)
    assert put_twice_while_a_place_comes_free(offer, "put against freed, not in order", count=2) > 0
