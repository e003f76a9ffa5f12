"""The inspection after the work: good, or something to mend within a term, and then again."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agreements.contract.documents import Rules
from agreements.contract.models import Agreement
from agreements.contract.services import rent_room
from agreements.contract.services.notices import tell_parties
from agreements.work.models import Inspection, InspectionResult
from agreements.work.services.refusals import WorkCode
from corporations.models import StaffMember
from klushuur.ground import clock, locks
from klushuur.ground.journal import journal
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.refusals.refusals import Refusal


def keep_apart(agreement: Agreement, member: StaffMember) -> None:
    """Raises LIVES_THERE."""
    if member.home_id and member.home_id == agreement.application.lease.dwelling_id:
        raise Refusal(WorkCode.LIVES_THERE, member.pk)


def repairs_left(agreement: Agreement) -> int:
    """How many times more something may be sent back to mend."""
    given = agreement.inspections.filter(result=InspectionResult.REPAIR).count()
    return max(0, agreement.quote.policy.repair_rounds - given)


@transaction.atomic
def inspect(agreement: Agreement, *, by: StaffMember, result: str, visited_on: date, note: str = "") -> Inspection:
    """COMPLETED, or REPAIR that was mended or whose term is over -> INSPECTED -> ACCEPTED or REPAIR.

    note: what must be mended; needed for REPAIR. Raises LIVES_THERE, NO_MORE_REPAIRS, ValueError, IllegalTransition, StaleStatus.
    """
    keep_apart(agreement, by)
    passed = InspectionResult(result) == InspectionResult.PASSED
    agreement.must_be_able("pass" if passed else "send_back")
    locks.hold(Agreement, agreement.pk)  # one look at a time
    if not Agreement.objects.to_inspect(clock.today()).filter(pk=agreement.pk, status=agreement.status).exists():
        raise StaleStatus(f"agreement {agreement.pk} does not wait for an inspector")
    if not passed and not repairs_left(agreement):
        raise Refusal(WorkCode.NO_MORE_REPAIRS, agreement.pk)
    # Counted from today and not from the visit: the tenant reads of it now.
    before = None if passed else clock.today() + timedelta(days=agreement.quote.policy.repair_days)
    seen = _record(agreement, by, result=result, visited_on=visited_on, note=note, repair_before=before)
    dates = {"inspect_before": None, "repaired_at": None, "repair_before": before}
    if passed:
        agreement.move_to("pass", by=by.user, reason=result, **dates, accepted_on=clock.today())
        _tell_accepted(agreement)
    else:
        agreement.move_to("send_back", by=by.user, reason=result, **dates)
        tell_parties(agreement, "inspection_repair", occasion=str(seen.pk), inspection=seen)
    return seen


def _record(
    agreement: Agreement, by: StaffMember, *, result: str, visited_on: date, note: str, repair_before: date | None
) -> Inspection:
    inspection = Inspection.objects.create(
        corporation_id=agreement.corporation_id,
        agreement=agreement,
        # the agreement is held, so no other round gets this number
        round=agreement.inspections.count() + 1,
        inspector=by,
        made_at=timezone.now(),
        result=result,
        visited_on=visited_on,
        note=note,
        repair_before=repair_before,
    )
    journal.record(inspection, "made", new=inspection.result, by=by.user)
    return inspection


def _tell_accepted(agreement: Agreement) -> None:
    tell_parties(
        agreement,
        "inspection_passed",
        occasion=str(agreement.pk),
        first_month=rent_room.first_month(agreement),
        pay_before=clock.today() + timedelta(days=Rules.payment_days),
    )
