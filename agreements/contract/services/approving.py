"""A manager's decision about the terms: yes, no with a ground, or a question back."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from agreements.contract import reminders
from agreements.contract.models import (
    Agreement,
    AgreementReason,
    Approval,
    ReminderKind,
)
from agreements.contract.rules import canonical, reasons_not_to_approve, sha256
from agreements.contract.services import choosing
from agreements.contract.services.notices import tell_parties
from agreements.contract.services.quoting import change_terms, terms
from agreements.contract.services.refusals import ContractCode
from corporations.models import StaffMember
from corporations.services.people import mandate_of, members_who_may
from jobs.applications.services import applications, waiting
from jobs.applications.services.notices import tell_officer
from klushuur.ground import clock, locks
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.refusals.refusals import Refusal


def hindrances(agreement: Agreement, member: StaffMember) -> list[str]:
    """Why this manager may not approve this agreement; an empty list when nothing stands in the way."""
    application = agreement.application
    survey = getattr(application, "survey", None)
    return reasons_not_to_approve(
        member_id=member.pk,
        drafted_by_id=agreement.quote.drafted_by_id,
        surveyed_by_id=survey.inspector_id if survey else None,
        lives_in=member.home_id == application.lease.dwelling_id,
        amount=agreement.reward,
        mandate=mandate_of(member, clock.today()),
    )


def may_approve(agreement: Agreement) -> list[StaffMember]:
    """Who may approve this agreement today; a question per person with the ability, of whom a corporation has few."""
    return [member for member in members_who_may("approve") if not hindrances(agreement, member)]


def approvals_of(agreement: Agreement) -> QuerySet[Approval]:
    """Those of the terms as they are: of an earlier version none counts."""
    given = agreement.approvals.filter(terms_sha256=agreement.terms_sha256)
    return given.select_related("approver").order_by("pk")


@transaction.atomic
def approve(agreement: Agreement, *, by: StaffMember, terms_sha256: str) -> None:
    """APPROVAL -> APPROVED -> OFFERED: the text is made and the tenant asked to sign.

    Raises MAY_NOT_APPROVE, TERMS_CHANGED, IllegalTransition, StaleStatus.
    """
    _hold(agreement)  # before it is judged: what is judged is what is approved
    # not who drafted, surveyed or lives there, nor above the mandate (docs/rules.md, hard rule 2)
    found = hindrances(agreement, by)
    if found:
        raise Refusal(ContractCode.MAY_NOT_APPROVE, agreement.pk, reasons=found)
    # The page may be old, or the home, the parties or the choices changed since the terms were handed in.
    if terms_sha256 != agreement.terms_sha256 or not terms_hold(agreement):
        raise Refusal(ContractCode.TERMS_CHANGED, agreement.pk)
    agreement.must_be_able("approve")
    # With the mandate of this day: later it may be another, and this was the one that counted.
    Approval.objects.create(
        corporation_id=agreement.corporation_id,
        agreement=agreement,
        approver=by,
        terms_sha256=terms_sha256,
        amount=agreement.reward,
        mandate=mandate_of(by, clock.today()),
        made_at=timezone.now(),
    )
    _offer_to_tenant(agreement, by=by)


def terms_hold(agreement: Agreement) -> bool:
    """Whether home, parties and choices are still those that the terms were made of."""
    return agreement.terms_sha256 == sha256(canonical(terms(agreement)))


def _hold(agreement: Agreement) -> None:
    """Lock the row, with the calculation that was read. Its status alone does not say so: it may have been handed in anew."""
    if locks.hold(Agreement, agreement.pk).quote_id != agreement.quote_id:
        raise StaleStatus(f"agreement {agreement.pk} has another quote")


def _offer_to_tenant(agreement: Agreement, *, by: StaffMember) -> None:
    """Approved, so offered: with its term and its reminders, and with the text when there is no form to choose."""
    today, policy = clock.today(), agreement.quote.policy
    agreement.offered_on = today  # already now: the text reckons with it
    agreement.sign_before = today + timedelta(days=policy.offer_valid_days)
    only = choosing.only_option(agreement)
    text: choosing.Written = choosing.write_text(agreement, only) if only else {}
    agreement.move_to(
        "approve",
        by=by.user,
        offered_on=today,
        offered_at=clock.now(),
        sign_before=agreement.sign_before,
        **text,
    )
    reminders.plan(agreement, ReminderKind.SIGN)
    tell_parties(agreement, "agreement_offered", occasion=f"{agreement.pk}.{agreement.version}")


@transaction.atomic
def refuse(agreement: Agreement, *, ground: str, by: StaffMember) -> None:
    """APPROVAL -> DECLINED, and the application is refused with it. Raises IllegalTransition, StaleStatus."""
    agreement.must_be_able("refuse")
    waiting.hold_with_offer(agreement.application)  # before the agreement, as everybody does
    agreement.move_to("refuse", by=by.user, reason=ground, ground=ground)
    applications.reject(agreement.application, ground=ground, by=by, action="refuse")
    tell_officer(agreement.application, "manager_refused", occasion=str(agreement.pk), by=by.user)


@transaction.atomic
def ask_back(agreement: Agreement, *, question: str, by: StaffMember) -> None:
    """APPROVAL -> DRAFTED with a question to the officer. Raises IllegalTransition, StaleStatus."""
    agreement.move_to("ask_back", by=by.user, reason=AgreementReason.ASKED_BACK, question=question)
    occasion = f"{agreement.pk}.{timezone.now().isoformat()}"  # it may come back more than once
    tell_officer(agreement.application, "manager_asked_back", occasion=occasion, by=by.user)


@transaction.atomic
def hand_in_again(agreement: Agreement, *, by: StaffMember) -> None:
    """DRAFTED -> APPROVAL with the same amounts, and the parties as they are now. Raises IllegalTransition, StaleStatus."""
    agreement.move_to("hand_in_again", by=by.user, **change_terms(agreement))
