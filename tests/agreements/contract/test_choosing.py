"""The choice of a form after the approval: what it makes, what it undoes, and when it is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest

from agreements.contract.models import Agreement, AgreementStatus, OfferedText
from agreements.contract.rules import sha256
from agreements.contract.services import choosing, signing
from agreements.contract.services.refusals import ContractCode
from corporations.models import Lease, LeaseParty
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.journal.models import Entry
from klushuur.ground.mail.models import Message
from tests import kept_world
from tests.agreements.signed import again, offered, put
from tests.refusing import refused

pytestmark = pytest.mark.django_db
BOTH = ["one_off", "discount"]


def to_two():
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    return offered(forms=BOTH, co_tenant=maria)


kept = kept_world.made_by(to_two)


@pytest.fixture
def agreement(db, kept):
    """Offered to two tenants, who may choose."""
    return kept_world.own(kept)


@pytest.fixture
def maria(agreement):
    return User.objects.get(email="maria@tenant.example")


def jan(agreement):
    return agreement.application.tenant.user


def choose(agreement, form, months=None, *, by=None):
    now = again(agreement)
    choosing.choose_form(now, form=form, months=months, by=by or jan(agreement), text_sha256=now.text_sha256)
    return again(agreement)


def sign(agreement, user):
    now = again(agreement)
    party = signing.party_of(now, user)
    signing.sign_as_tenant(now, party=party, name=party.name, text_sha256=now.text_sha256)


def stands(agreement):
    now = again(agreement)
    return now.status, now.form, now.months, bool(now.text), [party.name for party in signing.parties_to_sign(now)]


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


def test_offered_with_a_choice_has_no_text_until_a_party_picks(agreement):
    assert stands(agreement) == (AgreementStatus.OFFERED, "", None, False, ["Jan de Wit", "Maria Jansen"])
    assert [option.code for option in choosing.options(agreement)] == [
        "one_off", "discount.12", "discount.24", "discount.36",
    ]  # fmt: skip
    assert OfferedText.objects.count() == 0
    assert "U kiest zelf hoe u uw beloning krijgt" in Message.objects.filter(kind="agreement_offered").first().text


def test_offered_with_one_form_has_its_text_at_once():
    agreement = offered(forms=["one_off"])
    kept = OfferedText.objects.get()
    assert stands(agreement) == (AgreementStatus.OFFERED, "one_off", None, True, ["Jan de Wit"])
    assert (kept.number, kept.version, kept.text, kept.text_sha256) == (1, 1, agreement.text, agreement.text_sha256)
    assert "U kiest zelf" not in Message.objects.get(kind="agreement_offered").text


def test_a_choice_makes_keeps_and_journals_the_text(agreement):
    now = choose(agreement, "discount", 36)
    kept = OfferedText.objects.get()
    assert (now.form, now.months, now.text_sha256) == ("discount", 36, sha256(now.text))
    assert (kept.form, kept.months, kept.text_sha256, kept.version) == ("discount", 36, now.text_sha256, 1)
    row = Entry.objects.get(action="form")
    assert (row.subject, row.old, row.new, row.actor_id) == (
        "agreements.agreement",
        "",
        "discount.36",
        jan(agreement).pk,
    )


def test_another_form_resets_the_signatures_and_tells_who_had_signed(agreement, maria):
    choose(agreement, "one_off")
    sign(agreement, jan(agreement))
    sign(agreement, maria)
    assert Agreement.objects.awaiting_the_corporation().count() == 1
    now = choose(agreement, "discount", 24, by=maria)
    assert stands(now) == (AgreementStatus.OFFERED, "discount", 24, True, ["Jan de Wit", "Maria Jansen"])
    assert Agreement.objects.awaiting_the_corporation().count() == 0
    assert told("agreement_form_changed") == [jan(agreement).email]
    assert Entry.objects.filter(action="form").order_by("-pk")[0].old == "one_off"


def test_back_to_the_first_form_the_signature_of_then_does_not_count(agreement):
    first = choose(agreement, "one_off")
    sign(agreement, jan(agreement))
    choose(agreement, "discount", 12)
    now = choose(agreement, "one_off")
    assert now.text_sha256 != first.text_sha256
    assert stands(now)[-1] == ["Jan de Wit", "Maria Jansen"]
    sign(agreement, jan(agreement))
    assert stands(now)[-1] == ["Maria Jansen"]


def test_the_form_that_stands_already_changes_nothing_whatever_page_it_comes_from(agreement, maria):
    before = choose(agreement, "one_off")
    sign(agreement, maria)
    choosing.choose_form(again(agreement), form="one_off", months=None, by=jan(agreement), text_sha256="")
    assert again(agreement).text_sha256 == before.text_sha256
    assert (stands(agreement)[-1], OfferedText.objects.count()) == (["Jan de Wit"], 1)


def test_a_choice_from_a_page_of_before_another_choice_is_refused(agreement, maria):
    choose(agreement, "one_off", by=maria)
    sign(agreement, maria)
    with refused(ContractCode.TEXT_CHANGED):
        choosing.choose_form(again(agreement), form="discount", months=12, by=jan(agreement), text_sha256="")
    assert stands(agreement) == (AgreementStatus.OFFERED, "one_off", None, True, ["Jan de Wit"])


def test_a_code_for_the_text_of_before_does_not_sign_the_new_one(agreement):
    user = jan(agreement)
    signing.send_code(choose(agreement, "one_off"), user=user)
    now = choose(agreement, "discount", 36)
    assert not signing.has_live_code(now, user)
    with refused(ContractCode.CODE_SPENT):
        signing.use_code(now, user=user, code="000000")


@pytest.mark.parametrize(("form", "months"), [("discount", 18), ("discount", None), ("one_off", 12), ("freeze", 12)])
def test_what_was_not_approved_is_refused(agreement, form, months):
    with refused(ContractCode.NOT_ALLOWED):
        choose(agreement, form, months)
    assert stands(agreement)[1:4] == ("", None, False)


def test_a_discount_that_passes_the_rent_is_refused(agreement):
    Lease.objects.update(net_rent=Decimal("93.91"))  # 12 months: 93.92
    with refused(ContractCode.ABOVE_RENT):
        choose(agreement, "discount", 12)
    assert choose(agreement, "discount", 24).months == 24


def test_after_the_last_day_nobody_chooses(agreement, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: agreement.sign_before + timedelta(days=1))
    with refused(ContractCode.TOO_LATE):
        choose(agreement, "one_off")


@pytest.mark.parametrize("status", [status for status in AgreementStatus if status != AgreementStatus.OFFERED])
def test_in_any_other_status_nobody_chooses(agreement, status):
    choose(agreement, "one_off")
    put(agreement, status=status)
    with refused(ContractCode.TOO_LATE):
        choose(agreement, "discount", 12)
    assert again(agreement).form == "one_off"


def test_without_a_text_nobody_signs_and_no_code_is_sent(agreement):
    user = jan(agreement)
    with refused(ContractCode.TEXT_CHANGED):
        signing.send_code(agreement, user=user)
    with refused(ContractCode.TEXT_CHANGED):
        sign(agreement, user)


def test_a_party_that_came_later_stops_choosing_and_signing(agreement):
    now = choose(agreement, "one_off")
    LeaseParty.objects.create(corporation=now.corporation, lease=now.application.lease, name="Nieuw")
    with refused(ContractCode.PARTIES_CHANGED):
        sign(agreement, jan(agreement))
    with refused(ContractCode.PARTIES_CHANGED):
        choose(agreement, "discount", 12)
    approver = now.approvals.get().approver
    with refused(ContractCode.PARTIES_CHANGED):
        signing.sign_for_corporation(now, by=approver, text_sha256=now.text_sha256)


def test_both_sign_the_discount_and_the_corporation_last(agreement, maria):
    now = choose(agreement, "discount", 36, by=maria)
    for user in (maria, jan(agreement)):
        sign(agreement, user)
    signing.sign_for_corporation(again(now), by=now.approvals.get().approver, text_sha256=now.text_sha256)
    assert stands(agreement) == (AgreementStatus.SIGNED, "discount", 36, True, [])
    assert again(agreement).terms_sha256 == agreement.terms_sha256  # the choice cost no approval
