"""A signed agreement that does not come to its end: taken over by the corporation, or terminated."""

from django.db import transaction

from agreements.contract.models import (
    Agreement,
    AgreementStatus,
    TakeOverGround,
    TerminateGround,
)
from agreements.contract.services.notices import tell_parties
from agreements.contract.services.withdrawing import hold_case
from corporations.models import StaffMember
from jobs.applications.services import applications
from klushuur.ground.journal import journal


@transaction.atomic
def take_over(agreement: Agreement, *, ground: str, by: StaffMember) -> None:
    """Work under way -> TAKEN_OVER with a TakeOverGround: we finish it, and the place stays taken.

    Raises ValueError for another ground, IllegalTransition, StaleStatus.
    """
    label = TakeOverGround(ground).label
    # The case is not held, for nothing of it changes: the application stays accepted and keeps its place.
    agreement.move_to(AgreementStatus.TAKEN_OVER, by=by.user, reason=ground, ground=ground)
    tell_parties(agreement, "agreement_taken_over", occasion=str(agreement.pk), ground=label)


@transaction.atomic
def terminate(agreement: Agreement, *, ground: str, by: StaffMember) -> None:
    """What both sides signed -> TERMINATED with a TerminateGround. Raises ValueError for another ground, and as `end`."""
    end(agreement, ground=TerminateGround(ground), by=by.user)


@transaction.atomic
def end(agreement: Agreement, *, ground: str, by: journal.Actor) -> None:
    """To TERMINATED; the application is withdrawn with it, and its place comes free. Raises IllegalTransition, StaleStatus."""
    # the case before its agreement, as everybody does
    application = hold_case(agreement)
    agreement.move_to(AgreementStatus.TERMINATED, by=by, reason=ground, ground=ground)
    applications.withdraw(application, by=by, reason=ground)
    tell_parties(agreement, "agreement_terminated", occasion=str(agreement.pk), ground=agreement.get_ground_display())
