"""From a surveyed application to a quote and a drafted agreement that waits for approval."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone

from agreements.contract.models import (
    GIVEN_UP,
    Agreement,
    AgreementReason,
    Quote,
)
from agreements.contract.rules import canonical, sha256
from agreements.contract.services.calculating import plans, snapshot
from agreements.contract.services.refusals import ContractCode
from corporations.models import StaffMember, parties_of
from corporations.money.amounts import Amounts
from corporations.money.forms import form_of
from corporations.money.value import NOTHING
from jobs.applications.models import Application
from jobs.applications.services import applications, waiting
from jobs.applications.statuses import ApplicationStatus
from klushuur.ground import locks
from klushuur.ground.journal import journal
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.refusals.refusals import Refusal

WORK_WEEKS = 8


class Allowed(TypedDict):
    """What a tenant may choose from. months_allowed: of a discount; empty without one."""

    forms_allowed: list[str]
    months_allowed: list[int]


@transaction.atomic
def quote(
    application: Application,
    *,
    by: StaffMember,
    amounts: Amounts,
    bought: Decimal = NOTHING,
    forms: Collection[str] | None = None,
) -> Agreement:
    """Accept a surveyed application, keep the calculation and hand the drafted agreement to a manager.

    Amounts in euro; risk and share are the offer's, the months of a discount the policy's. forms: those that the tenant
    may choose from; bought: what the tenant buys himself. Raises NOTHING_TO_GAIN, NOT_IN_FAVOUR, NO_FORM, ALREADY_QUOTED,
    STOPPED, NO_PLACE, IllegalTransition, StaleStatus, ValueError for an amount that is none or another risk.
    """
    waiting.hold_with_offer(application)  # one quote at a time per case: also their versions are counted
    if open_agreement(application):
        raise Refusal(ContractCode.ALREADY_QUOTED, application.pk)
    # What was handed over may have been read before the case was held.
    if not Application.objects.filter(pk=application.pk, status=application.status).exists():
        raise StaleStatus(f"application {application.pk} left {application.status}")
    made = snapshot(application, by=by, works_until=_last_day(application), amounts=amounts, bought=bought)
    # accepted before, where an earlier agreement of this case came to nothing
    if application.status != "accepted":
        applications.accept(application, by=by)
    assert application.start_on is not None  # a database constraint, once handed in
    agreement = Agreement(
        corporation_id=application.corporation_id,
        application=application,
        quote=made,
        parties=parties_of(application.lease_id),
        **allowed(made, forms),
        works_from=application.start_on,
        works_until=_last_day(application),
        made_at=timezone.now(),
    )
    agreement.terms_sha256 = sha256(canonical(terms(agreement)))
    agreement.save()
    journal.record(agreement, "drafted", by=by.user)
    agreement.move_to("quote", by=by.user)
    return agreement


@transaction.atomic
def quote_again(
    agreement: Agreement,
    *,
    by: StaffMember,
    amounts: Amounts,
    bought: Decimal = NOTHING,
    forms: Collection[str] | None = None,
) -> None:
    """DRAFTED -> APPROVAL with a new calculation, after a manager asked back; what was approved before falls away.

    Raises NOTHING_TO_GAIN, NOT_IN_FAVOUR, NO_FORM, IllegalTransition, StaleStatus, ValueError for an amount that is none or another risk.
    """
    agreement.must_be_able("quote")
    application = agreement.application
    locks.hold(Application, application.pk)
    made = snapshot(application, by=by, works_until=agreement.works_until, amounts=amounts, bought=bought)
    changes = change_terms(agreement, quote=made, **allowed(made, forms))
    agreement.move_to("quote", by=by.user, reason=AgreementReason.OTHER_AMOUNTS, **changes)


def change_terms(agreement: Agreement, **changes: Any) -> dict[str, Any]:
    """Set these fields, with the parties as they are now, and give all that is to be written with their new hash."""
    changes["parties"] = parties_of(agreement.application.lease_id)
    # Set first, for the hash is of the agreement as it will be.
    for name, given in changes.items():
        setattr(agreement, name, given)
    return changes | {"terms_sha256": sha256(canonical(terms(agreement)))}


def allowed(made: Quote, forms: Collection[str] | None) -> Allowed:
    """What a tenant may choose from: of these forms (None: all) those in which the reward can be had (`calculating.plans`).

    Raises NO_FORM when nothing is left.
    """
    found = [plan for plan in plans(made) if forms is None or plan.form in forms]
    if not found:
        raise Refusal(ContractCode.NO_FORM, made.application_id)
    months = [plan.months for plan in found if form_of(plan.form).has_terms]
    return {"forms_allowed": list(dict.fromkeys(plan.form for plan in found)), "months_allowed": months}


def hand_in(
    application: Application,
    *,
    by: StaffMember,
    amounts: Amounts,
    bought: Decimal = NOTHING,
    forms: Collection[str] | None = None,
) -> None:
    """A first quote, or a new one for the agreement that came back with a question. Raises as those two do."""
    # asked here for the way; both ways ask again once the case is held
    running = open_agreement(application)
    if running:
        quote_again(running, by=by, amounts=amounts, bought=bought, forms=forms)
    else:
        quote(application, by=by, amounts=amounts, bought=bought, forms=forms)


def agreement_of(application: Application) -> Agreement | None:
    """The agreement that is being made for a case, else the last one that was."""
    return Agreement.objects.with_case().filter(application=application).order_by("-pk").first()


def may_be_quoted(application: Application, last: Agreement | None) -> bool:
    """Whether the case waits for a calculation: none was made since the survey, or the manager sent it back.

    last: of `agreement_of`.
    """
    if last is None or last.status in GIVEN_UP:
        return application.status in {ApplicationStatus.SURVEYED, ApplicationStatus.ACCEPTED}
    return last.can("quote")


def open_agreement(application: Application) -> Agreement | None:
    """The agreement that is being made for a case, or None; a case has one at most."""
    return Agreement.objects.running().filter(application=application).first()


def _last_day(application: Application) -> date:
    """Eight weeks of work, within the offer's period."""
    assert application.start_on is not None
    return min(application.offer.works_until, application.start_on + timedelta(weeks=WORK_WEEKS))


def terms(agreement: Agreement) -> dict[str, object]:
    """What a manager approves: job, choices, reward, forms allowed, period, and with whom.

    Of the home, the parties and the choices as they are now, so that the hash tells whether they changed since.
    """
    application = agreement.application
    return {
        "application": application.pk,
        "job": application.offer.title,
        "home": application.lease.dwelling.number,
        # a lower rent is for such homes only (Wet tijdelijke huurkorting), so another answer is another set of forms
        "is_self_contained": application.lease.dwelling.is_self_contained,
        "lease": application.lease.number,
        "choices": [[choice.part, choice.code, choice.name] for choice in application.choices.all()],
        "materials": application.offer.materials_supplied,
        "who": application.who,
        "quote": agreement.quote.sha256,
        "reward": agreement.quote.reward,
        "rent": agreement.quote.rent,
        # as text: read from the database a rate has its zeros, and fresh from a form it has not
        "increase_rates": [f"{one:.4f}" for one in agreement.quote.increase_rates],
        "start_on": agreement.quote.start_on,
        "forms": list(agreement.forms_allowed),
        "months": list(agreement.months_allowed),
        "parties": parties_of(application.lease_id),
        "works_from": agreement.works_from,
        "works_until": agreement.works_until,
        "version": agreement.version,
    }
