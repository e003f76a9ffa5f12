"""A tenant's no to what was offered, and the last day to sign: the place comes free, once, and everybody is told."""

import re
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
import time_machine
from django.urls import reverse

from agreements import tasks
from agreements.cases.services import reminding
from agreements.contract.models import (
    Agreement,
    AgreementQuerySet,
    AgreementStatus,
    DeclineGround,
    Reminder,
    ReminderStatus,
)
from agreements.contract.services import signing, withdrawing
from agreements.contract.services.refusals import ContractCode
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import factories
from tests.agreements.signed import again, co_tenant, offered, put, signed
from tests.racing import name_of, named, race

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
START = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _stands(agreement):
    """Status and ground of the agreement, status and place of the case."""
    now = again(agreement)
    return now.status, now.ground, now.application.status, now.application.holds_place


def _told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


def _reasons(subject):
    rows = Entry.objects.filter(subject=subject).exclude(old="").order_by("pk")
    return rows.values_list("new", "reason", "actor_kind").last()


def _page(name, row):
    return reverse(name, args=[SLUG, row.pk])


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def _sign(agreement):
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)


@pytest.fixture
def maria():
    return User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)


@pytest.mark.parametrize("ground", DeclineGround.values)
def test_decline_ends_case_and_agreement_with_the_ground_and_frees_the_place(ground):
    agreement = offered()
    withdrawing.decline(agreement, ground=ground, by=agreement.application.tenant.user)
    assert _stands(agreement) == (AgreementStatus.DECLINED, ground, "withdrawn", False)
    assert _reasons("agreements.agreement") == ("declined", ground, "tenant")
    assert _reasons("jobs.application") == ("withdrawn", ground, "tenant")


def test_decline_is_told_once_to_each_tenant_with_an_account_in_words(maria):
    agreement = offered()
    co_tenant(agreement, "Maria Jansen", maria)
    withdrawing.decline(agreement, ground="moving", by=maria)
    with pytest.raises(IllegalTransition):
        withdrawing.decline(again(agreement), ground="time", by=maria)
    assert _told("agreement_declined") == sorted([agreement.application.tenant.user.email, maria.email])
    assert "De reden is: Ik ga verhuizen." in Message.objects.get(kind="agreement_declined", to=maria.email).text
    assert _stands(agreement)[1] == "moving"


def test_decline_for_a_ground_outside_the_list_changes_nothing():
    agreement = offered()
    with pytest.raises(ValueError, match="free words"):
        withdrawing.decline(agreement, ground="free words", by=agreement.application.tenant.user)
    assert _stands(agreement) == (AgreementStatus.OFFERED, "", "accepted", True)


@pytest.mark.parametrize("status", [status for status in AgreementStatus if status != AgreementStatus.OFFERED])
def test_decline_in_any_other_status_is_refused(status):
    agreement = put(signed(), status)
    before = _stands(agreement)
    with pytest.raises(IllegalTransition):
        withdrawing.decline(agreement, ground="time", by=agreement.application.tenant.user)
    assert _stands(agreement) == before


def test_decline_on_an_old_page_after_our_signature_changes_nothing():
    agreement = offered()
    _sign(agreement)
    by = agreement.approvals.get().approver
    signing.sign_for_corporation(again(agreement), by=by, text_sha256=agreement.text_sha256)
    with pytest.raises(StaleStatus):
        withdrawing.decline(agreement, ground="time", by=agreement.application.tenant.user)
    assert _stands(agreement) == (AgreementStatus.SIGNED, "", "accepted", True)
    assert _told("agreement_declined") == []


def test_the_page_asks_for_a_reason_and_says_what_happens(client):
    agreement = offered()
    factories.signed_in(client, agreement.application.tenant.user)
    assert _page("agreement_decline", agreement) in _text(client.get(_page("agreement_read", agreement)))
    text = _text(client.get(_page("agreement_decline", agreement)))
    assert all(str(label) in text for label in DeclineGround.labels)
    assert "De klus gaat niet door en u krijgt er geen geld voor." in text
    for wrong in ({}, {"ground": "money"}):
        assert "Kies een reden uit de lijst." in _text(client.post(_page("agreement_decline", agreement), wrong))
    scope.enter(agreement.corporation_id)
    assert _stands(agreement) == (AgreementStatus.OFFERED, "", "accepted", True)


def test_posting_a_reason_declines_and_a_second_time_explains(client):
    agreement = offered()
    factories.signed_in(client, agreement.application.tenant.user)
    text = _text(client.post(_page("agreement_decline", agreement), {"ground": "time"}, follow=True))
    assert "U hoeft niets meer te doen." in text
    assert "De reden: Ik heb er geen tijd voor." in text
    assert "Dit kan nu niet meer." in _text(
        client.post(_page("agreement_decline", agreement), {"ground": "mind"}, follow=True)
    )
    scope.enter(agreement.corporation_id)
    assert _stands(agreement) == (AgreementStatus.DECLINED, "time", "withdrawn", False)


def test_another_tenants_agreement_is_not_there_to_decline(client):
    agreement = offered()
    stranger = factories.tenant(agreement.application.offer.complex, name="Buur")
    factories.signed_in(client, stranger.user)
    for answer in (client.get, client.post):
        assert answer(_page("agreement_decline", agreement), {"ground": "time"}).status_code == 404
    scope.enter(agreement.corporation_id)
    assert _stands(agreement) == (AgreementStatus.OFFERED, "", "accepted", True)


def test_officer_and_manager_see_the_tenants_reason(client):
    agreement = offered()
    withdrawing.decline(agreement, ground="amount", by=agreement.application.tenant.user)
    for member in (agreement.quote.drafted_by, agreement.approvals.get().approver):
        scope.enter(agreement.corporation_id)
        factories.signed_in(client, member.user)
        assert "Het bedrag is te laag." in _text(client.get(_page("work_case", agreement.application)))
    page = client.get(reverse("admin:agreements_agreement_change", args=[agreement.pk]))
    assert "Het bedrag is te laag." in _text(page)


def test_officer_and_manager_see_who_has_no_account_to_sign_with(client, maria):
    agreement = offered()
    co_tenant(agreement, "Maria Jansen", maria)
    party = signing.party_of(agreement, agreement.application.tenant.user)
    signing.sign_as_tenant(agreement, party=party, name="Jan", text_sha256=agreement.text_sha256)
    page, words = _page("work_case", agreement.application), "Nog geen account: stuur een brief."
    factories.signed_in(client, agreement.quote.drafted_by.user)
    assert words not in _text(client.get(page))
    scope.enter(agreement.corporation_id)
    co_tenant(agreement, "Zonder account")
    assert words in _text(client.get(page))
    scope.enter(agreement.corporation_id)
    factories.signed_in(client, agreement.approvals.get().approver.user)
    page = reverse("admin:agreements_agreement_change", args=[agreement.pk])
    assert words in _text(client.get(page))


def test_the_last_day_to_sign_still_counts_and_the_next_ends_it():
    with time_machine.travel(START, tick=False) as traveller:
        agreement = offered()
        assert agreement.sign_before == date(2026, 12, 7)
        traveller.move_to(datetime(2026, 12, 7, 22, 59, tzinfo=UTC))  # 23.59 here
        assert withdrawing.expire_overdue() == 0
        traveller.move_to(datetime(2026, 12, 7, 23, 1, tzinfo=UTC))  # 0.01 here, the 8th
        assert (withdrawing.expire_overdue(), withdrawing.expire_overdue()) == (1, 0)
    assert _stands(agreement) == (AgreementStatus.EXPIRED, "", "withdrawn", False)
    assert _reasons("agreements.agreement") == ("expired", "expired", "system")
    assert _reasons("jobs.application") == ("withdrawn", "expired", "system")


@pytest.mark.parametrize(
    ("made", "last_moment"),
    [
        (datetime(2027, 3, 15, 12, tzinfo=UTC), datetime(2027, 3, 29, 21, 59, tzinfo=UTC)),  # summer time began
        (datetime(2027, 10, 18, 12, tzinfo=UTC), datetime(2027, 11, 1, 22, 59, tzinfo=UTC)),  # and ended
    ],
)
def test_the_last_day_ends_at_local_midnight_over_a_change_of_the_clock(made, last_moment):
    with time_machine.travel(made, tick=False) as traveller:
        agreement = offered()
        traveller.move_to(last_moment)
        assert (clock.today(), withdrawing.expire_overdue()) == (agreement.sign_before, 0)
        traveller.shift(timedelta(minutes=2))
        assert withdrawing.expire_overdue() == 1


def test_after_26_hours_without_beat_it_ends_still_and_is_told_once(maria):
    with time_machine.travel(START, tick=False) as traveller:
        agreement = offered()
        co_tenant(agreement, "Maria Jansen", maria)
        traveller.shift(timedelta(days=15, hours=2))
        for _ in range(2):
            tasks.remind(agreement.corporation_id)
            tasks.expire(agreement.corporation_id)
        scope.enter(agreement.corporation_id)
        told = _told("agreement_expired")
        traveller.shift(timedelta(days=10))
        assert reminding.remind() == 0
    assert told == sorted([agreement.application.tenant.user.email, maria.email])
    assert _stands(agreement)[0] == AgreementStatus.EXPIRED
    assert _told("reminder_sign") == []
    assert not Reminder.objects.filter(status=ReminderStatus.WAITING).exists()


def test_what_every_tenant_signed_in_time_waits_for_us_and_does_not_expire():
    with time_machine.travel(START, tick=False) as traveller:
        agreement = offered()
        _sign(agreement)
        traveller.shift(timedelta(days=60))
        assert withdrawing.expire_overdue() == 0
        assert withdrawing.expire(agreement.pk, today=clock.today()) is False
    assert _stands(agreement) == (AgreementStatus.OFFERED, "", "accepted", True)


def test_an_expired_agreement_shows_the_way_back_while_applying_is_open(client):
    with time_machine.travel(START, tick=False) as traveller:
        agreement = offered()
        tenant = agreement.application.tenant
        offer = agreement.application.offer
        traveller.shift(timedelta(days=15))
        withdrawing.expire_overdue()
        mailed = Message.objects.get(kind="agreement_expired").text
        page = _page("offer", offer)
        factories.signed_in(client, tenant.user)
        text = _text(client.get(_page("application", agreement.application)))
        scope.enter(agreement.corporation_id)
        anew = factories.application(offer, tenant)
    assert page in mailed
    assert page in text
    assert "Vraag opnieuw aan" in text
    assert anew.pk != agreement.application_id


def test_an_expired_agreement_of_a_closed_offer_says_to_call(client):
    with time_machine.travel(START, tick=False) as traveller:
        agreement = offered(closes_on=date(2026, 11, 30))
        traveller.shift(timedelta(days=15))
        withdrawing.expire_overdue()
        mailed = Message.objects.get(kind="agreement_expired").text
        factories.signed_in(client, agreement.application.tenant.user)
        text = _text(client.get(_page("application", agreement.application)))
    assert "Bel ons, dan kijken wij wat er nog kan." in mailed
    assert "Vraag opnieuw aan" not in mailed + text


def test_officer_and_manager_see_that_it_expired(client):
    with time_machine.travel(START, tick=False) as traveller:
        agreement = offered()
        traveller.shift(timedelta(days=15))
        withdrawing.expire_overdue()
        officer, manager = agreement.quote.drafted_by, agreement.approvals.get().approver
        factories.signed_in(client, officer.user)
        assert "De overeenkomst is verlopen" in _text(client.get(_page("work_case", agreement.application)))
        factories.signed_in(client, manager.user)
        page = client.get(reverse("admin:agreements_agreement_change", args=[agreement.pk]))
    assert "De overeenkomst is verlopen" in _text(page)


@pytest.mark.django_db(transaction=True)
def test_expire_against_sign_exactly_one_wins():
    for round_ in range(5):
        corporation = factories.corporation(slug=f"stad{round_}")
        agreement = offered(corporation=corporation)
        party = signing.parties_to_sign(agreement)[0]
        next_day = agreement.sign_before + timedelta(days=1)  # the one's clock is past midnight, the other's is not
        found = []

        def expire(agreement=agreement, next_day=next_day, found=found):
            found.append(withdrawing.expire(agreement.pk, today=next_day))

        def sign(agreement=agreement, party=party):
            signing.sign_as_tenant(agreement, party=party, name="Jan", text_sha256=agreement.text_sha256)

        of_expire, of_sign = race(corporation.pk, [expire, sign])
        assert of_expire is None
        expired = _stands(agreement) == (AgreementStatus.EXPIRED, "", "withdrawn", False)
        has_signed = agreement.signatures.exists()
        assert (found == [True]) == expired
        assert expired != has_signed
        assert (name_of(of_sign) == ContractCode.TOO_LATE) == expired
        assert len(_told("agreement_expired")) == expired
        scope.enter(None)


@pytest.mark.parametrize("is_guarded", [True, False])
@pytest.mark.django_db(transaction=True)
def test_the_lock_keeps_a_signature_out_between_looking_and_ending(is_guarded, monkeypatch):
    agreement = offered()
    party = signing.parties_to_sign(agreement)[0]
    real, scope_here = Agreement.move_to, agreement.corporation_id
    came = []

    def sign():
        signing.sign_as_tenant(agreement, party=party, name="Jan", text_sha256=agreement.text_sha256)

    late = Thread(target=lambda: came.extend(race(scope_here, [sign])))

    def end_when_somebody_came_between(self, new, **rest):
        late.start()
        late.join(timeout=1)  # with the lock it waits for us, without it is done
        return real(self, new, **rest)

    monkeypatch.setattr(Agreement, "move_to", end_when_somebody_came_between)
    if not is_guarded:
        monkeypatch.setattr(AgreementQuerySet, "select_for_update", lambda self, **_options: self)
    assert withdrawing.expire(agreement.pk, today=agreement.sign_before + timedelta(days=1))
    late.join(timeout=20)
    assert _stands(agreement)[0] == AgreementStatus.EXPIRED
    assert agreement.signatures.exists() == (not is_guarded)
    assert named(came) == [ContractCode.TOO_LATE if is_guarded else ""]
