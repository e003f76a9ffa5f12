"""The waiting list of an offer, and the places that come free: asked in turn, taken by hand within a term."""

from datetime import date, timedelta
from functools import partial

from django.db import transaction

from corporations.models import StaffMember
from jobs.applications.models import Application, ApplicationReason, Survey
from jobs.applications.rules.waiting import Turn, turns
from jobs.applications.services.notices import tell
from jobs.applications.services.refusals import ApplicationCode
from jobs.offers.models import Offer
from klushuur.ground import clock, locks, sweeping
from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope


def free_places(offer: Offer) -> int:
    """How many places nobody holds; under a lock of the offer it stays so."""
    return offer.capacity - offer.applications.holding_a_place().count()


def hold_with_offer(application: Application) -> Application:
    """The case as it is now, and before it its offer, both locked: for whoever takes or frees a place.

    A place that comes free is written into the case of who is next, so whoever holds a case and then wants the offer would
    wait for who holds the offer and wants that case.
    """
    offer = locks.hold(Offer, application.offer_id)
    held = locks.hold(Application, application.pk)
    held.offer = offer
    return held


def line(offer: Offer) -> list[Turn]:
    """Who waits for a place of this offer, next first."""
    return turns(offer.pk, {case.pk: _since(case) for case in offer.applications.in_line().only("waiting_since")})


def on_list(offer: Offer) -> tuple[list[Application], list[tuple[Turn, Application]]]:
    """For a page: who was asked and did not answer yet, and the line with its cases, next first. Two queries."""
    asked = list(offer.applications.asked().select_related("tenant").order_by("place_until", "pk"))
    cases = {case.pk: case for case in offer.applications.in_line().select_related("tenant")}
    order = turns(offer.pk, {pk: _since(case) for pk, case in cases.items()})
    return asked, [(turn, cases[turn.application_id]) for turn in order]


def _since(case: Application) -> date:
    assert case.waiting_since is not None  # a database constraint, for who waits
    return case.waiting_since


def number_of(application: Application) -> int | None:
    """The place in the line, from 1; None for a case that does not wait, or was asked."""
    found = (turn.number for turn in line(application.offer) if turn.application_id == application.pk)
    return next(found, None)


def must_wait(application: Application) -> bool:
    """Whether this case can be put on the list now: it holds no place, and none is free. For a page; `put` asks again."""
    may_wait = application.can("put_on_list") and not application.holds_place
    return may_wait and free_places(application.offer) <= 0


@transaction.atomic
def put(application: Application, *, by: StaffMember) -> None:
    """SUBMITTED, IN_REVIEW or SURVEYED -> WAITING, while every place is held.

    Raises PLACE_FREE, IllegalTransition, StaleStatus.
    """
    application.must_be_able("put_on_list")
    # with its offer: nobody gives a place away while we count
    held = hold_with_offer(application)
    if held.holds_place or free_places(held.offer) > 0:
        raise Refusal(ApplicationCode.PLACE_FREE, application.pk)
    application.move_to("put_on_list", by=by.user, waiting_since=clock.today())
    tell(application, "application_waiting", occasion=f".{application.waiting_since}")


@transaction.atomic
def place_freed(
    offer: Offer, *, by: journal.Actor | None = journal.SYSTEM, passing_over: Application | None = None
) -> int:
    """Keep each free place for who is next in line, and ask them. Returns how many were asked; twice is normal.

    Call it in the transaction that frees the place. passing_over: who just let a place go by is not asked at once again.
    After the last day of the work nobody is asked.
    """
    held = locks.hold(Offer, offer.pk)
    if clock.today() > held.works_until:
        return 0
    asked = 0
    for turn in line(held):
        if free_places(held) <= 0:  # counted anew: a case that left the line meanwhile takes none
            break
        if passing_over is None or turn.application_id != passing_over.pk:
            asked += _ask(turn.application_id, by=by)
    return asked


def _ask(pk: int, *, by: journal.Actor | None) -> bool:
    """Keep a place for this case and write the tenant. False when it left the line meanwhile."""
    application = Application.objects.with_case().select_related("tenant__user").get(pk=pk)
    until = clock.today() + timedelta(days=application.policy.place_days)
    # only if it still waits: the tenant may withdraw at this very moment
    if not Application.objects.in_line().filter(pk=pk).update(holds_place=True, place_until=until):
        return False
    application.holds_place, application.place_until = True, until
    journal.record(application, "place", new="offered", by=by)
    tell(application, "place_offered", occasion=f".{until}")
    return True


@transaction.atomic
def take(application: Application, *, by: journal.Actor) -> None:
    """WAITING -> IN_REVIEW with the place that was kept; on to SURVEYED when the home was surveyed before.

    Raises NOT_ASKED, IllegalTransition, StaleStatus.
    """
    if not locks.hold(Application, application.pk).is_asked_on(clock.today()):
        raise Refusal(ApplicationCode.NOT_ASKED, application.pk)
    was_seen = Survey.objects.filter(application=application).exists()
    action = "take_place_surveyed" if was_seen else "take_place"
    application.move_to(action, by=by, reason=ApplicationReason.PLACE_TAKEN, holds_place=True, place_until=None)


def lapse_overdue() -> int:
    """End each offered place of the current corporation that nobody answered in time. Returns how many; twice is normal."""
    today = clock.today()
    found = Application.objects.silent(today).filter(corporation_id=scope.here()).order_by("pk")
    return sweeping.each_here(found.values_list("pk", flat=True), partial(lapse, today=today), what="offered place")


@transaction.atomic
def lapse(pk: int, *, today: date) -> bool:
    """The place of a case that did not answer goes to the next, and the case to the end of the line, once.

    False when there is nothing to end any more.
    """
    application = Application.objects.with_case().select_related("tenant__user").get(pk=pk)
    last_day = hold_with_offer(application).place_until  # for the mail: the update empties it
    changes = {"holds_place": False, "place_until": None, "waiting_since": today}
    if not Application.objects.silent(today).filter(pk=pk).update(**changes):
        return False
    journal.record(application, "place", old="offered", new="lapsed", by=journal.SYSTEM)
    tell(application, "place_lapsed", occasion=f".{last_day}", last_day=last_day)
    place_freed(application.offer, passing_over=application)
    return True
