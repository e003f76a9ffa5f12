"""What is booked of an accepted agreement: rows and amounts of each form, the rest, and the room of a second job."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from agreements.contract.models import (
    Agreement,
    AgreementStatus,
    Payout,
    RentChange,
)
from agreements.contract.services import rent_room
from agreements.rewards.services import booking, correcting, rewarding
from agreements.rewards.services.refusals import RewardCode
from corporations.models import AnnualIncrease, Lease, LeaseParty, PolicyPosting
from corporations.money.forms import plan
from jobs.applications.models import Application
from jobs.offers.rules.days import after_working_days
from klushuur.ground import clock
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from klushuur.ground.mail.models import Message
from tests import factories, racing
from tests.agreements.booked import DISCOUNT, FREEZE, REWARD, SKIP, SLUG, at, recorded
from tests.agreements.signed import again, put
from tests.refusing import refused
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db


def changes(agreement):
    return [
        (one.kind, one.starts_on, one.ends_on, one.amount)
        for one in agreement.rent_changes.current().order_by("starts_on")
    ]


def payouts(agreement):
    return [(one.kind, one.amount, one.due_on, one.paid_on) for one in agreement.payouts.current()]


def total(agreement):
    lower = sum(one.total for one in agreement.rent_changes.current())
    return lower + sum(one.amount for one in agreement.payouts.current())


# --- the rows of each form ---


def test_who_applied_is_paid_also_when_another_tenant_stands_first_on_the_lease(row, finance):
    """The co-tenant applied. When that is a party no more, the first one is paid."""
    lease = row.application.lease
    maria = factories.tenant(row.application.offer.complex, name="Maria Jansen")
    LeaseParty.objects.filter(user=maria.user).delete()  # she rents this home
    party = LeaseParty.objects.create(corporation=row.corporation, lease=lease, name="Maria Jansen", user=maria.user)
    Application.objects.filter(pk=row.application_id).update(tenant=maria)
    first = lease.parties.order_by("pk")[0]
    assert (booking.payee(again(row)), party.pk > first.pk) == (party, True)
    with at(2027, 4, 10):
        rewarding.record_payment(again(row), paid_on=date(2027, 4, 9), by=finance)
    assert row.payouts.get().to_party == party
    LeaseParty.objects.filter(pk=party.pk).update(user=None)
    assert booking.payee(again(row)) == first


@pytest.mark.parametrize(
    ("day", "fits"), [((2027, 3, 30), False), ((2027, 3, 31), True), ((2027, 4, 10), True), ((2027, 4, 11), False)]
)
def test_a_payment_is_of_the_day_of_acceptance_up_to_today(row, finance, day, fits):
    with at(2027, 4, 10):
        if fits:
            rewarding.record_payment(row, paid_on=date(*day), by=finance)
        else:
            with refused(RewardCode.OUT_OF_TIME):
                rewarding.record_payment(row, paid_on=date(*day), by=finance)
    assert row.payouts.exists() is fits


def test_months_that_were_corrected_take_their_room_once(row, finance):
    made = recorded(row, finance, **DISCOUNT)
    first = made.rent_changes.current().first()
    with at(2027, 4, 2):
        correcting.correct_rent_change(
            first, starts_on=first.starts_on, ends_on=first.ends_on, amount=D("50.00"), reason="mistake", by=finance
        )
    booked = rent_room.booked_per_month(row.application.lease)
    assert (booked[date(2027, 4, 1)], booked[date(2028, 3, 1)]) == (D("50.00"), D("93.88"))


def test_a_one_off_is_a_payout_to_who_applied_due_in_thirty_days(row, finance):
    with at(2027, 4, 10):
        rewarding.record_payment(row, paid_on=date(2027, 4, 9), by=finance)
    paid = row.payouts.get()
    assert (paid.kind, paid.amount, paid.due_on, paid.paid_on) == (
        "one_off",
        REWARD,
        date(2027, 4, 30),
        date(2027, 4, 9),
    )
    assert (paid.to_party.user_id, paid.made_by) == (row.application.tenant.user_id, finance)
    assert changes(row) == []


def test_a_discount_is_one_row_for_each_amount_and_nothing_is_paid(row, finance):
    made = recorded(row, finance, **DISCOUNT)
    assert changes(made) == [
        ("discount", date(2027, 4, 1), date(2028, 3, 1), D("93.92")),
        ("discount", date(2028, 3, 1), date(2028, 4, 1), D("93.88")),
    ]
    assert (payouts(made), total(made), made.status) == ([], REWARD, AgreementStatus.REWARDING)


def test_a_skip_is_one_step_from_the_next_increase_and_the_rest_after_it(row, finance):
    made = recorded(row, finance, **SKIP)
    assert changes(made) == [("skip", date(2027, 7, 1), date(2030, 7, 1), D("26.24"))]
    assert payouts(made) == [("remainder", D("182.36"), date(2030, 7, 1), None)]
    assert (total(made), made.reward_from) == (REWARD, date(2027, 7, 1))


def test_a_freeze_is_a_row_for_each_increase(row, finance):
    made = recorded(row, finance, **FREEZE)
    rows = changes(made)
    assert [(one[1], one[2]) for one in rows] == [
        (date(2027, 7, 1), date(2028, 7, 1)),
        (date(2028, 7, 1), date(2029, 7, 1)),
        (date(2029, 7, 1), date(2029, 10, 1)),
    ]
    agreed = plan(form="freeze", reward=REWARD, months=27, rent=D(640), rates=[D("0.041"), D("0.03"), D("0.03")])
    assert [one[3] for one in rows] == [span.amount for span in agreed.spans]
    assert payouts(made) == [("remainder", agreed.once, date(2029, 10, 1), None)]
    assert total(made) == REWARD


@pytest.mark.parametrize(
    ("accepted", "first"),
    [(date(2027, 3, 31), date(2027, 7, 1)), (date(2027, 4, 1), date(2028, 7, 1)), (date(2027, 7, 1), date(2028, 7, 1))],
)
def test_a_skip_waits_for_the_increase_whose_letters_have_not_gone_out(row, finance, accepted, first):
    assert recorded(row, finance, **SKIP | {"accepted_on": accepted}).reward_from == first


def test_a_decided_increase_goes_before_the_assumed_one(row, finance):
    AnnualIncrease.objects.create(
        corporation=row.corporation, year=2027, rate=D("0.05"), decided_by=finance, decided_at=clock.now()
    )
    made = recorded(row, finance, **SKIP)
    assert changes(made) == [("skip", date(2027, 7, 1), date(2030, 6, 1), D("32.00"))]  # 35 months: 36 cost too much
    assert payouts(made) == [("remainder", D("7.00"), date(2030, 6, 1), None)]


def test_the_shadow_rent_just_before_the_start_counts(row, finance):
    """Accepted after the letters of 2027: that increase is charged, and the step is of the higher rent."""
    made = recorded(row, finance, **SKIP | {"accepted_on": date(2027, 4, 1)})
    before = D("666.24")  # 640.00 and 4.1 %
    assert changes(made)[0][3] == (before * D("0.03")).quantize(D("0.01"))


def test_an_imported_rent_of_after_the_start_does_not_raise_the_step(row, finance):
    Lease.objects.update(rent_since=date(2027, 7, 1), net_rent=D("666.24"))
    assert changes(recorded(row, finance, **SKIP))[0][3] == D("26.24")


def test_an_increase_of_nothing_leaves_the_whole_reward_for_after_it(row, finance):
    AnnualIncrease.objects.create(
        corporation=row.corporation, year=2027, rate=D(0), decided_by=finance, decided_at=clock.now()
    )
    made = recorded(row, finance, **SKIP)
    assert (changes(made), payouts(made)) == ([], [("remainder", REWARD, date(2030, 7, 1), None)])


def test_rows_say_where_to_book_and_keep_it(row, finance):
    posting = {"ledger_account": "4310", "cost_centre": "K7", "vat_code": "VRI"}
    PolicyPosting.objects.create(corporation=row.corporation, policy=row.quote.policy, kind="skip", **posting)
    made = recorded(row, finance, **SKIP)
    change, rest = made.rent_changes.get(), made.payouts.get()
    assert (change.ledger_account, change.cost_centre, change.vat_code) == ("4310", "K7", "VRI")
    assert (rest.ledger_account, rest.cost_centre, rest.vat_code) == ("", "", "")  # the policy does not say


def test_booked_rows_are_in_the_journal_without_amounts(row, finance):
    made = recorded(row, finance, **SKIP)
    found = Entry.objects.filter(subject__in=["agreements.rentchange", "agreements.payout"])
    assert [(one.action, one.new, one.reason, one.subject_id) for one in found.order_by("pk")] == [
        ("booked", "skip", "agreed", made.rent_changes.get().pk),
        ("booked", "remainder", "agreed", made.payouts.get().pk),
    ]


def test_page_and_mail_say_which_increase(row, finance):
    put(row, "accepted", **SKIP)
    page = text(visitor(finance).get(reverse("work_lower_rent", args=[SLUG, row.pk]))).replace("\u00a0", " ")
    assert "De verhoging van 1 juli 2027 is de eerste waarvan de brieven nog niet weg waren." in page
    assert "Van juli 2027 tot en met juni 2030 gaat er € 26,24 per maand van de huur af." in page
    assert "De rest, € 182,36, betaalt u vanaf 1 juli 2030." in page
    visitor(finance).post(reverse("work_lower_rent", args=[SLUG, row.pk]))
    told = Message.objects.get(kind="agreement_rewarded").text.replace("\u00a0", " ")
    assert "De huurverhoging van 1 juli 2027 slaat u over, tot en met 30 juni 2030." in told
    assert "De rest krijgt u daarna, in één keer: € 182,36." in told


# --- the rest ---


def test_the_rest_is_paid_after_the_last_month_and_ends_the_case(row, finance):
    made = recorded(row, finance, **SKIP)
    with at(2030, 6, 30), refused(RewardCode.NOT_DUE):
        rewarding.record_rest(made, paid_on=date(2030, 6, 30), by=finance)
    with at(2030, 7, 5):
        assert (rewarding.finish_overdue(), rewarding.finish(row.pk, today=clock.today())) == (0, False)
        for day in (date(2030, 6, 30), date(2030, 7, 6)):
            with refused(RewardCode.OUT_OF_TIME):
                rewarding.record_rest(made, paid_on=day, by=finance)
        rewarding.record_rest(made, paid_on=date(2030, 7, 4), by=finance)
    assert (again(row).status, again(row).payouts.get().paid_on) == (AgreementStatus.FINISHED, date(2030, 7, 4))
    assert "€ 182,36, op 4 juli 2030" in Message.objects.get(kind="reward_rest_paid").text.replace("\u00a0", " ")
    with at(2030, 7, 5), pytest.raises(IllegalTransition):
        rewarding.record_rest(again(row), paid_on=date(2030, 7, 4), by=finance)


def test_finance_finds_the_rest_in_the_inbox_when_it_is_due(row, finance):
    made = recorded(row, finance, **SKIP)
    inbox, page = reverse("inbox", args=[SLUG]), reverse("work_rest", args=[SLUG, made.pk])
    with at(2030, 6, 30):
        assert page not in visitor(finance).get(inbox).content.decode()
        early = visitor(finance).post(page, {"paid_on": "2030-06-30"})
        assert "Betalen kan pas vanaf 1 juli 2030. Kies een latere dag." in text(early)
    with at(2030, 7, 2):
        assert page in visitor(finance).get(inbox).content.decode()
        done = visitor(finance).post(page, {"paid_on": "2030-07-01"}, follow=True)
    assert "De betaling is vastgelegd. De klus is afgerond." in text(done)


def test_a_lower_rent_without_a_rest_ends_by_itself(row, finance):
    made = recorded(row, finance, **DISCOUNT)
    with at(2028, 3, 31):
        assert rewarding.finish_overdue() == 0
    with at(2028, 4, 1):
        assert (rewarding.finish_overdue(), rewarding.finish_overdue()) == (1, 0)
    assert again(made).status == AgreementStatus.FINISHED


# --- never twice, never changed ---


def test_a_stale_page_books_nothing_twice(row, finance):
    put(row, "accepted", **SKIP)
    first, second = again(row), again(row)
    rewarding.record_lower_rent(first, by=finance)
    with pytest.raises(StaleStatus):
        rewarding.record_lower_rent(second, by=finance)
    assert (RentChange.objects.count(), Payout.objects.count()) == (1, 1)


@pytest.mark.parametrize("model", [RentChange, Payout])
def test_a_booked_row_is_not_changed_or_removed(row, finance, model):
    recorded(row, finance, **SKIP)
    for write in (lambda: model.objects.update(amount=1), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            write()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", [DISCOUNT, SKIP, FREEZE, {"form": "one_off", "months": None}])
def test_two_who_record_at_once_book_once(row, finance, form):
    put(row, "accepted", accepted_on=clock.today(), **{key: form[key] for key in ("form", "months")})

    def record():
        if form["form"] == "one_off":
            rewarding.record_payment(again(row), paid_on=clock.today(), by=finance)
        else:
            rewarding.record_lower_rent(again(row), by=finance)

    found = racing.race(row.corporation_id, [record] * 5)
    assert found.count(None) == 1
    assert {type(one) for one in found if one} <= {StaleStatus, IllegalTransition}
    assert (total(again(row)), Agreement.objects.get(pk=row.pk).rent_changes.count()) == (
        REWARD,
        {"discount": 2, "skip": 1, "freeze": 3, "one_off": 0}[form["form"]],
    )


def test_what_was_assumed_stays_so_when_the_rent_is_imported_anew(row, finance):
    """The first of the policy's rates is of the first increase after the quote, whatever the lease says since."""
    before = booking.booking_of(put(row, "accepted", **FREEZE | {"accepted_on": date(2027, 7, 5)}))
    Lease.objects.update(rent_since=date(2027, 7, 1), net_rent=D("666.24"))  # the increase of 2027 as it was assumed
    assert booking.booking_of(again(row)) == before


@pytest.mark.parametrize("form", ["skip", "freeze"])
def test_what_was_quoted_is_booked_when_the_work_goes_as_agreed(row, form):
    quote = row.quote
    on_time = after_working_days(row.works_until, quote.policy.inspection_days)
    agreed = quote.plan(form)
    made = booking.booking_of(put(row, "accepted", form=form, months=agreed.months, accepted_on=on_time))
    assert (made.starts_on, made.monthly, made.once) == (quote.start_on, agreed.monthly, agreed.once)
