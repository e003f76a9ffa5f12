from decimal import Decimal

import pytest

from agreements.contract.models import Agreement, AgreementStatus, Approval
from agreements.contract.services import approving, quoting
from agreements.contract.services.refusals import ContractCode
from corporations.models import Mandate, StaffMember
from jobs.applications.models import Application, ApplicationChoice
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from klushuur.ground.mail.models import Message
from tests import factories
from tests.agreements.signed import co_tenant
from tests.racing import race
from tests.refusing import refused

AMOUNTS = factories.amounts()
OTHER_TERMS = "0" * 64


@pytest.fixture
def agreement(db: None) -> Agreement:
    made = factories.corporation()
    offer = factories.offer(factories.block(made), factories.staff(made, "officer"))
    application = factories.application(offer, factories.tenant(offer.complex), status="surveyed")
    return again(quoting.quote(application, by=offer.officer, forms=["one_off"], amounts=AMOUNTS))


def again(agreement: Agreement) -> Agreement:
    return Agreement.objects.with_case().get(pk=agreement.pk)


def manager(agreement: Agreement, mandate: str | None = "1127.00") -> StaffMember:
    return factories.staff(agreement.corporation, "manager", mandate=mandate)


def test_approve_within_the_mandate_offers_the_text_to_the_tenant(agreement: Agreement) -> None:
    approver = manager(agreement)
    approving.approve(agreement, by=approver, terms_sha256=agreement.terms_sha256)
    fresh, approval = again(agreement), Approval.objects.get()
    assert (fresh.status, bool(fresh.text), len(fresh.text_sha256)) == (AgreementStatus.OFFERED, True, 64)
    assert (approval.approver, approval.amount, approval.mandate) == (approver, Decimal("1127.00"), Decimal("1127.00"))
    assert approval.terms_sha256 == fresh.terms_sha256
    assert Message.objects.filter(kind="agreement_offered").count() == 1
    rows = Entry.objects.filter(subject="agreements.agreement", subject_id=fresh.pk).exclude(old="").order_by("pk")
    assert [(row.action, row.old, row.new, row.actor_kind) for row in rows] == [
        ("quote", "drafted", "approval", "staff"), ("approve", "approval", "approved", "staff"), ("approve", "approved", "offered", "system"),
    ]  # fmt: skip


def test_hindrances_of_a_manager_with_the_exact_mandate_are_none(agreement: Agreement) -> None:
    assert approving.hindrances(agreement, manager(agreement)) == []


def test_who_drafted_is_asked_and_not_whose_offer_it_is(agreement: Agreement) -> None:
    """A colleague makes the proposal for an offer of somebody else; both may approve by their mandate."""
    offer, mandate = (
        agreement.application.offer,
        {"corporation": agreement.corporation, "starts_on": "2020-01-01", "up_to": 5000},
    )
    colleague = factories.staff(agreement.corporation, "officer", "manager")
    other = factories.application(offer, factories.tenant(offer.complex, name="Maria Jansen"), status="surveyed")
    made = again(quoting.quote(other, by=colleague, forms=["one_off"], amounts=AMOUNTS))
    for holder in (colleague, offer.officer):
        Mandate.objects.create(holder=holder, **mandate)
    assert (approving.hindrances(made, colleague), approving.hindrances(made, offer.officer)) == (["drafted"], [])


def drafted(agreement: Agreement) -> StaffMember:
    Mandate.objects.create(
        corporation=agreement.corporation, holder=agreement.quote.drafted_by, up_to=5000, starts_on="2020-01-01"
    )
    return agreement.quote.drafted_by


def surveyed(agreement: Agreement) -> StaffMember:
    inspector = agreement.application.survey.inspector
    Mandate.objects.create(corporation=agreement.corporation, holder=inspector, up_to=5000, starts_on="2020-01-01")
    return inspector


def lives_in(agreement: Agreement) -> StaffMember:
    member = manager(agreement)
    member.home = agreement.application.lease.dwelling
    member.save()
    return member


def below_the_amount(agreement: Agreement) -> StaffMember:
    return manager(agreement, "1126.99")


def without_mandate(agreement: Agreement) -> StaffMember:
    return manager(agreement, None)


def mandate_ended(agreement: Agreement) -> StaffMember:
    member = manager(agreement)
    Mandate.objects.filter(holder=member).update(ends_on="2021-01-01")
    return member


def mandate_to_come(agreement: Agreement) -> StaffMember:
    member = manager(agreement)
    Mandate.objects.filter(holder=member).update(starts_on="2999-01-01")
    return member


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (drafted, "drafted"),
        (surveyed, "surveyed"),
        (lives_in, "lives_in"),
        (below_the_amount, "mandate"),
        (without_mandate, "mandate"),
        (mandate_ended, "mandate"),
        (mandate_to_come, "mandate"),
    ],
)
def test_approve_by_one_who_may_not_is_refused_and_changes_nothing(agreement: Agreement, who, reason: str) -> None:
    member = who(agreement)
    with refused(ContractCode.MAY_NOT_APPROVE) as caught:
        approving.approve(agreement, by=member, terms_sha256=agreement.terms_sha256)
    assert caught.value.facts["reasons"] == approving.hindrances(agreement, member) == [reason]
    assert (again(agreement).status, Approval.objects.count()) == (AgreementStatus.APPROVAL, 0)
    assert not Message.objects.filter(kind="agreement_offered").exists()


def test_approve_of_other_terms_than_shown_is_refused(agreement: Agreement) -> None:
    with refused(ContractCode.TERMS_CHANGED):
        approving.approve(agreement, by=manager(agreement), terms_sha256=OTHER_TERMS)
    assert again(agreement).status == AgreementStatus.APPROVAL


def test_approve_after_a_term_changed_underneath_is_refused(agreement: Agreement) -> None:
    shown = agreement.terms_sha256
    ApplicationChoice.objects.filter(application=agreement.application, part="door").update(
        code="9005", name="Gitzwart"
    )
    with refused(ContractCode.TERMS_CHANGED):
        approving.approve(again(agreement), by=manager(agreement), terms_sha256=shown)
    assert (again(agreement).status, Approval.objects.count()) == (AgreementStatus.APPROVAL, 0)


def test_approve_with_the_page_of_before_the_new_amounts_is_refused(agreement: Agreement) -> None:
    shown, approver = agreement.terms_sha256, manager(agreement)
    approving.ask_back(agreement, question="Waarom?", by=approver)
    quoting.quote_again(
        again(agreement), by=agreement.quote.drafted_by, amounts=factories.amounts(materials=Decimal(300))
    )
    with refused(ContractCode.TERMS_CHANGED):
        approving.approve(again(agreement), by=approver, terms_sha256=shown)
    assert again(agreement).status == AgreementStatus.APPROVAL


@pytest.mark.django_db(transaction=True)
def test_approve_by_two_managers_at_once_is_done_once(agreement: Agreement) -> None:
    managers = [manager(agreement), manager(agreement)]
    verbs = [
        lambda by=by: approving.approve(again(agreement), by=by, terms_sha256=agreement.terms_sha256) for by in managers
    ]
    outcomes = race(agreement.corporation_id, verbs)
    names = sorted(type(outcome).__name__ for outcome in outcomes)
    assert names in (["NoneType", "StaleStatus"], ["IllegalTransition", "NoneType"])
    assert (Approval.objects.count(), Message.objects.filter(kind="agreement_offered").count()) == (1, 1)


def test_approve_after_rejection_changes_nothing(agreement: Agreement) -> None:
    stale, approver = again(agreement), manager(agreement)
    approving.refuse(agreement, ground="risk", by=approver)
    with pytest.raises(StaleStatus):
        approving.approve(stale, by=approver, terms_sha256=stale.terms_sha256)
    with pytest.raises(IllegalTransition):
        approving.approve(again(agreement), by=approver, terms_sha256=stale.terms_sha256)
    assert (again(agreement).status, Approval.objects.count()) == (AgreementStatus.DECLINED, 0)


@pytest.mark.parametrize(
    ("ground", "told"), [("money", "money"), ("risk", "risk"), ("planning", "planning"), ("facts", "facts")]
)
def test_refuse_ends_the_case_and_frees_the_place(agreement: Agreement, ground: str, told: str) -> None:
    approving.refuse(agreement, ground=ground, by=manager(agreement, None))
    application = Application.objects.get(pk=agreement.application_id)
    assert (again(agreement).status, again(agreement).ground) == (AgreementStatus.DECLINED, ground)
    assert (application.status, application.ground, application.holds_place) == ("rejected", told, False)
    assert Message.objects.filter(kind="application_rejected").count() == 1


def test_ask_back_and_hand_in_again_comes_back_with_the_question(agreement: Agreement) -> None:
    approver = manager(agreement)
    approving.ask_back(agreement, question="Hoe hoog is de dakgoot?", by=approver)
    fresh = again(agreement)
    assert (fresh.status, fresh.question) == (AgreementStatus.DRAFTED, "Hoe hoog is de dakgoot?")
    assert not Agreement.objects.awaiting_approval().exists()
    approving.hand_in_again(fresh, by=agreement.quote.drafted_by)
    approving.approve(again(agreement), by=approver, terms_sha256=agreement.terms_sha256)
    assert again(agreement).status == AgreementStatus.OFFERED


def test_ask_back_twice_keeps_the_first_question(agreement: Agreement) -> None:
    stale, approver = again(agreement), manager(agreement)
    approving.ask_back(agreement, question="Eén?", by=approver)
    with pytest.raises(StaleStatus):
        approving.ask_back(stale, question="Twee?", by=approver)
    assert again(agreement).question == "Eén?"


def test_journal_of_a_decision_holds_no_free_text(agreement: Agreement) -> None:
    approving.ask_back(agreement, question="Bel Jan de Wit eens", by=manager(agreement))
    assert not [row for row in Entry.objects.all() if "Jan" in f"{row.old}{row.new}{row.reason}{row.action}"]


@pytest.mark.parametrize("status", [AgreementStatus.DRAFTED, AgreementStatus.OFFERED])
@pytest.mark.parametrize("verb", ["refuse", "ask_back"])
def test_a_decision_from_a_page_of_before_changes_nothing(
    agreement: Agreement, verb: str, status: AgreementStatus
) -> None:
    approver = manager(agreement)
    if status == AgreementStatus.OFFERED:
        approving.approve(agreement, by=approver, terms_sha256=agreement.terms_sha256)
    else:
        approving.ask_back(agreement, question="Waarom?", by=approver)
    before = again(agreement)
    with pytest.raises(IllegalTransition):
        if verb == "refuse":
            approving.refuse(before, ground="risk", by=approver)
        else:
            approving.ask_back(before, question="Toch nog iets?", by=approver)
    after = again(agreement)
    assert (after.status, after.question, after.ground) == (status, before.question, "")
    assert (after.application.status, after.application.holds_place) == ("accepted", True)


def test_approve_of_a_row_that_was_calculated_anew_meanwhile_is_refused(agreement: Agreement) -> None:
    """Asked back and handed in again between reading and deciding: the status is the same, the amount is not."""
    stale, approver = again(agreement), manager(agreement)
    approving.ask_back(agreement, question="Waarom?", by=approver)
    quoting.quote_again(
        again(agreement), by=agreement.quote.drafted_by, amounts=factories.amounts(materials=Decimal(300))
    )
    with pytest.raises(StaleStatus):
        approving.approve(stale, by=approver, terms_sha256=stale.terms_sha256)
    assert (again(agreement).status, Approval.objects.count()) == (AgreementStatus.APPROVAL, 0)


def test_approve_asks_a_co_tenant_to_sign_too(agreement: Agreement) -> None:
    other = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    co_tenant(agreement, "Maria Jansen", other)
    approving.approve(again(agreement), by=manager(agreement), terms_sha256=agreement.terms_sha256)
    told = Message.objects.filter(kind="agreement_offered").values_list("to", flat=True)
    assert sorted(told) == sorted([agreement.application.tenant.user.email, other.email])
