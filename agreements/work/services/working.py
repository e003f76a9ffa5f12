"""The tenant at work: begin, stop for a while, go on, say that it is ready or mended, think better of it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agreements.contract.models import (
    COOLING_OFF,
    Agreement,
    SuspendGround,
)
from agreements.contract.services.notices import tell_parties
from agreements.work.models import WorkReason
from agreements.work.services import ending
from agreements.work.services.refusals import WorkCode
from jobs.offers.rules.days import after_working_days
from klushuur.ground import clock, locks
from klushuur.ground.accounts.models import User
from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Refusal


@transaction.atomic
def start(agreement: Agreement, *, by: User) -> None:
    """SIGNED -> IN_PROGRESS, not before the agreed first day. Raises TOO_EARLY, IllegalTransition, StaleStatus."""
    # Too early only where the day is all that is wrong; else `move_to` says what is.
    if agreement.can("start") and clock.today() < agreement.works_from:
        raise Refusal(WorkCode.TOO_EARLY, agreement.pk, day=agreement.works_from)
    agreement.move_to("start", by=by, reason=WorkReason.STARTED)


@transaction.atomic
def suspend(agreement: Agreement, *, ground: str, by: User) -> None:
    """IN_PROGRESS -> SUSPENDED with a SuspendGround; the last day of the work stays. Raises ValueError, IllegalTransition, StaleStatus."""
    label = SuspendGround(ground).label
    agreement.move_to(_ours("suspend", by), by=by, reason=ground, ground=ground)
    tell_parties(agreement, "agreement_suspended", occasion=_occasion(agreement), ground=label)


@transaction.atomic
def resume(agreement: Agreement, *, by: User) -> None:
    """SUSPENDED -> IN_PROGRESS. After a find of asbestos only staff may. Raises NOT_SAFE_YET, IllegalTransition, StaleStatus."""
    agreement.must_be_able("resume")
    if agreement.ground == SuspendGround.ASBESTOS and by.kind != "staff":
        raise Refusal(WorkCode.NOT_SAFE_YET, agreement.pk)
    agreement.move_to(_ours("resume", by), by=by, reason=WorkReason.RESUMED, ground="")
    tell_parties(agreement, "agreement_resumed", occasion=_occasion(agreement))


@transaction.atomic
def report_ready(agreement: Agreement, *, note: str, by: User) -> None:
    """IN_PROGRESS -> COMPLETED; the inspector comes within the policy's working days. Raises IllegalTransition, StaleStatus."""
    agreement.move_to("report_ready", by=by, ready_note=note, inspect_before=_last_day_to_inspect(agreement))
    tell_parties(agreement, "agreement_ready", occasion=_occasion(agreement))


@transaction.atomic
def report_repaired(agreement: Agreement, *, note: str, by: User) -> None:
    """REPAIR stays REPAIR, marked as mended: the inspector looks again. A second time changes nothing.

    Raises IllegalTransition.
    """
    held = locks.hold(Agreement.objects.with_case(), agreement.pk)
    held.must_be_able("report_repaired")
    if held.repaired_at:
        return
    held.repaired_at, held.ready_note, held.inspect_before = timezone.now(), note, _last_day_to_inspect(held)
    # No arrow: the status stays, so the journal gets a row of its own.
    held.save(update_fields=["repaired_at", "ready_note", "inspect_before"])
    journal.record(held, "repaired", by=by)
    tell_parties(held, "agreement_ready", occasion=_occasion(held))


def last_day_to_cool_off(agreement: Agreement) -> date | None:
    """So many days after the last tenant's signature (clause 21); None before somebody signed."""
    signed = agreement.signatures.filter(text_sha256=agreement.text_sha256, party__isnull=False)
    last = signed.order_by("-signed_at").values_list("signed_at", flat=True).first()
    # the day as it was here: signed at half past midnight is a day later than UTC says
    return timezone.localdate(last) + timedelta(days=agreement.quote.policy.cooling_off_days) if last else None


def may_cool_off(agreement: Agreement) -> bool:
    """Whether the days to think better of it still run."""
    last = last_day_to_cool_off(agreement)
    return last is not None and clock.today() <= last


@transaction.atomic
def cool_off(agreement: Agreement, *, by: User) -> None:
    """What both sides signed -> TERMINATED by a tenant, without a reason or costs; the place comes free.

    Raises COOLING_OFF_OVER, IllegalTransition, StaleStatus.
    """
    # as in `start`: the days only where they are all that is wrong
    if agreement.can("cool_off") and not may_cool_off(agreement):
        raise Refusal(WorkCode.COOLING_OFF_OVER, agreement.pk)
    ending.end(agreement, action="cool_off", ground=COOLING_OFF, by=by)


def _last_day_to_inspect(agreement: Agreement) -> date:
    return after_working_days(clock.today(), agreement.quote.policy.inspection_days)


def _ours(action: str, by: User) -> str:
    """The action of this name, or ours beside it."""
    return f"{action}_for_us" if by.kind == "staff" else action


def _occasion(agreement: Agreement) -> str:
    """A name for this very moment: what can happen again is told again."""
    return f"{agreement.pk}.{timezone.now():%Y%m%d%H%M%S%f}"
