"""A tenant who does not want to go on, or who let the last day to sign pass."""

from datetime import date
from functools import partial

from django.db import transaction

from agreements.contract.models import Agreement, AgreementReason, DeclineGround
from agreements.contract.services.notices import tell_parties
from jobs.applications.models import Application
from jobs.applications.services import applications, waiting
from jobs.applications.services.notices import tell_officer
from klushuur.ground import clock, locks, sweeping
from klushuur.ground.accounts.models import User
from klushuur.ground.journal import journal
from klushuur.ground.scope import scope


@transaction.atomic
def withdraw(application: Application, *, by: User) -> None:
    """The application and an agreement that is not yet signed by both sides end; the place comes free.

    An agreement that both sides signed stands, also when it is finished.

    Raises IllegalTransition, StaleStatus.
    """
    waiting.hold_with_offer(application)  # no quote is made meanwhile
    is_known = application.submitted_at is not None  # nobody here ever saw a draft
    agreement = Agreement.objects.running().filter(application=application).first()
    if agreement:
        agreement.move_to("withdraw", by=by, reason=AgreementReason.WITHDRAWN)
    applications.withdraw(application, by=by)
    if is_known:
        tell_officer(application, "tenant_withdrew", occasion=str(application.pk), by=by)


@transaction.atomic
def decline(agreement: Agreement, *, ground: str, by: User) -> None:
    """OFFERED -> DECLINED by a party of the lease, with a DeclineGround; the application ends and its place comes free.

    Raises ValueError for another ground, IllegalTransition, StaleStatus.
    """
    agreement.must_be_able("decline")
    label = DeclineGround(ground).label
    application = hold_case(agreement)
    agreement.move_to("decline", by=by, reason=ground, ground=ground)
    applications.withdraw(application, by=by, reason=ground, action="decline")
    tell_parties(agreement, "agreement_declined", occasion=str(agreement.pk), ground=label)
    tell_officer(application, "tenant_declined", occasion=str(agreement.pk), by=by)


def expire_overdue() -> int:
    """End every offer of the current corporation whose last day to sign is over. Returns how many; twice is normal."""
    today = clock.today()
    overdue = (
        Agreement.objects.overdue(today).filter(corporation_id=scope.here()).order_by("pk").values_list("pk", flat=True)
    )
    return sweeping.each_here(overdue, partial(expire, today=today), what="offered agreement")


@transaction.atomic
def expire(agreement_id: int, *, today: date) -> bool:
    """OFFERED -> EXPIRED by the system, once, when a tenant's signature is missing after the last day.

    The application is withdrawn and not refused: nobody judged it, and the tenant may ask again. False when there is
    nothing to end any more: signed, declined or expired meanwhile.
    """
    agreement = Agreement.objects.with_case().get(pk=agreement_id)
    application = hold_case(agreement)
    locks.hold(Agreement, agreement_id)  # no signature is set meanwhile
    # asked again under the lock: the last signature may have been set since the list was made
    if not Agreement.objects.overdue(today).filter(pk=agreement_id).exists():
        return False
    agreement.move_to("expire", by=journal.SYSTEM, reason=AgreementReason.EXPIRED)
    applications.withdraw(application, by=journal.SYSTEM, reason=AgreementReason.EXPIRED, action="expire")
    is_open = application.offer.is_open_on(today)
    tell_parties(agreement, "agreement_expired", occasion=str(agreement.pk), is_open=is_open)
    return True


def hold_case(agreement: Agreement) -> Application:
    """The case of an agreement, locked with its offer before the agreement itself: everybody takes them in this order."""
    waiting.hold_with_offer(agreement.application)
    agreement.application.refresh_from_db(fields=["status", "holds_place"])
    return agreement.application
