"""A signed agreement that does not come to its end: taken over by the corporation, or terminated."""

from django.db import transaction

from agreements.contract.models import (
    Agreement,
    TakeOverGround,
    TerminateGround,
)
from agreements.contract.services.notices import tell_parties
from agreements.contract.services.withdrawing import hold_case
from corporations.models import StaffMember
from jobs.applications.services import applications
from klushuur.ground.journal import journal


@transaction.atomic
def take_over(agreement: Agreement, *, ground: str, by: StaffMember, action: str = "take_over") -> None:
    """Work under way -> TAKEN_OVER with a TakeOverGround: we finish it, and the place stays taken.

    action: take_over_as_manager where it is that.
    Raises ValueError for another ground, IllegalTransition, StaleStatus.
    """
    label = TakeOverGround(ground).label
    # The case is not held, for nothing of it changes: the application stays accepted and keeps its place.
    agreement.move_to(action, by=by.user, reason=ground, ground=ground)
    tell_parties(agreement, "agreement_taken_over", occasion=str(agreement.pk), ground=label)


@transaction.atomic
def terminate(agreement: Agreement, *, ground: str, by: StaffMember) -> None:
    """What both sides signed -> TERMINATED with a TerminateGround. Raises ValueError for another ground, and as `end`."""
    end(agreement, action="terminate", ground=TerminateGround(ground), by=by.user)


@transaction.atomic
def end(agreement: Agreement, *, action: str, ground: str, by: journal.Actor) -> None:
    """To TERMINATED; the application is withdrawn with it, and its place comes free. Raises IllegalTransition, StaleStatus.

    action: the one of the agreement that leads there; the application has one of the same name.
    """
    # the case before its agreement, as everybody does
    application = hold_case(agreement)
    agreement.move_to(action, by=by, reason=ground, ground=ground)
    applications.withdraw(application, by=by, reason=ground, action=action)
    tell_parties(agreement, "agreement_terminated", occasion=str(agreement.pk), ground=agreement.get_ground_display())
