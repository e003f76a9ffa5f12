"""Corrections: a new row in the place of an old one, increases that were decided, and a second job beside the first."""

import time
from datetime import date
from decimal import Decimal as D

import pytest

from agreements.contract.models import Payout, RentChange
from agreements.contract.services import rent_room
from agreements.rewards.services import booking, correcting, increases, rewarding
from agreements.rewards.services.refusals import RewardCode
from corporations.models import AnnualIncrease, Lease
from klushuur.ground import clock
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.mail.models import Message
from tests import racing
from tests.agreements.booked import ACCEPTED, DISCOUNT, FREEZE, REWARD, SKIP, at, follow, recorded
from tests.agreements.signed import again, put, signed
from tests.refusing import refused

pytestmark = pytest.mark.django_db


def changes(agreement):
    rows = agreement.rent_changes.current().order_by("starts_on", "pk")
    return [(one.starts_on, one.ends_on, one.amount) for one in rows if one.months]


def rest(agreement):
    return agreement.payouts.current().get(kind="remainder")


def total(agreement):
    lower = sum(one.total for one in agreement.rent_changes.current())
    return lower + sum(one.amount for one in agreement.payouts.current())


def kept(row):
    """A row without what a correction may fill in."""
    return {
        key: value for key, value in type(row).objects.filter(pk=row.pk).values().get().items() if key != "replaced_at"
    }


# --- by hand ---


def test_a_correction_is_a_new_row_that_names_the_old_one(row, finance):
    made = recorded(row, finance, **DISCOUNT)
    old = made.rent_changes.current()[1]
    before = kept(old)
    new = correcting.correct_rent_change(
        old, starts_on=date(2028, 4, 1), ends_on=date(2028, 5, 1), amount=old.amount, reason="mistake", by=finance
    )
    old.refresh_from_db()
    assert (new.corrects, new.number, new.reason, new.made_by, new.kind) == (old, 3, "mistake", finance, "discount")
    assert (old.replaced_at is not None, kept(old)) == (True, before)
    assert (total(made), changes(made)[-1][0]) == (REWARD, date(2028, 4, 1))
    assert Entry.objects.filter(subject="agreements.rentchange", reason="mistake", subject_id=new.pk).count() == 1


def test_a_withdrawn_row_begins_and_ends_on_one_day(row, finance):
    made = recorded(row, finance, **DISCOUNT)
    old = made.rent_changes.current()[0]
    day = {"starts_on": old.starts_on, "ends_on": old.starts_on}
    new = correcting.correct_rent_change(old, **day, amount=old.amount, reason="ended", by=finance)
    assert (new.months, new.total, total(made)) == (0, 0, D("93.88"))


def test_a_rest_gets_another_amount_and_day_until_it_is_paid(row, finance):
    made = recorded(row, finance, **SKIP)
    new = correcting.correct_payout(
        rest(made), amount=D("180.00"), due_on=date(2030, 8, 1), reason="mistake", by=finance
    )
    assert (rest(made), new.corrects.amount, new.number) == (new, D("182.36"), 2)
    Payout.objects.filter(pk=new.pk).update(paid_on=date(2030, 8, 2))
    with refused(RewardCode.ALREADY_PAID):
        correcting.correct_payout(new, amount=D(1), due_on=date(2030, 8, 1), reason="mistake", by=finance)


def test_a_row_that_was_replaced_is_not_replaced_again(row, finance):
    made = recorded(row, finance, **SKIP)
    old = rest(made)
    given = {"amount": D("100.00"), "due_on": old.due_on, "reason": "mistake", "by": finance}
    correcting.correct_payout(old, **given)
    with pytest.raises(StaleStatus):
        correcting.correct_payout(old, **given)
    assert made.payouts.count() == 2


def test_a_row_that_was_replaced_since_it_was_looked_at_is_not_replaced_either(row, finance):
    """The second of two guards, without the first: the row is asked once more when it is written."""
    made = recorded(row, finance, **SKIP)
    old = rest(made)
    given = {"amount": D("100.00"), "due_on": old.due_on, "reason": "mistake", "by": finance}
    correcting.replace_payout(made, old, **given)
    with pytest.raises(StaleStatus):
        correcting.replace_payout(made, old, **given)
    assert made.payouts.count() == 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"amount": D("94.00")}, RewardCode.MORE_THAN_AGREED),
        ({"amount": D(0)}, ValueError),
        ({"starts_on": date(2027, 4, 2)}, ValueError),
        ({"ends_on": date(2027, 3, 1)}, ValueError),
        ({"reason": "because"}, ValueError),
    ],
)
def test_a_correction_that_can_not_be_changes_nothing(row, finance, changes, error):
    made = recorded(row, finance, **DISCOUNT)
    old = made.rent_changes.current()[0]
    given = {"starts_on": old.starts_on, "ends_on": old.ends_on, "amount": old.amount, "reason": "mistake"}
    with refused(error):
        correcting.correct_rent_change(old, **given | changes, by=finance)
    assert (total(again(row)), RentChange.objects.count()) == (REWARD, 2)


# --- the increase is decided ---


def decide(row, finance, rate, *, year=2027, on=(2027, 3, 1)):
    """Decide, and let the worker follow; how many agreements changed."""
    with at(*on):
        increases.decide(row.corporation, year=year, rate=D(rate), by=finance)
        return follow(finance)


def test_another_increase_before_the_start_changes_every_month_and_the_rest(row, finance):
    made = recorded(row, finance, **SKIP)
    assert decide(row, finance, "0.03") == 1
    assert changes(made) == [(date(2027, 7, 1), date(2030, 7, 1), D("19.20"))]
    assert (rest(made).amount, rest(made).corrects.amount, total(made)) == (D("435.80"), D("182.36"), REWARD)
    assert {one.reason for one in made.rent_changes.current()} == {"rate"}
    told = Message.objects.get(kind="reward_changed").text.replace("\u00a0", " ")
    assert "Samen blijft het € 1.127,00." in told
    assert "tot en met 30 juni 2030. De rest krijgt u daarna, in één keer: € 435,80." in told


def test_a_higher_increase_buys_fewer_months(row, finance):
    made = recorded(row, finance, **SKIP)
    decide(row, finance, "0.05")
    assert changes(made) == [(date(2027, 7, 1), date(2030, 6, 1), D("32.00"))]
    assert (rest(made).amount, rest(made).due_on, total(made)) == (D("7.00"), date(2030, 6, 1), REWARD)


def test_an_increase_as_assumed_changes_nothing(row, finance):
    made = recorded(row, finance, **FREEZE)
    before = (changes(made), rest(made).pk)
    assert decide(row, finance, "0.041") == 0
    assert (changes(made), rest(made).pk) == before


@pytest.mark.parametrize(
    ("on", "first_new"),
    [((2028, 8, 15), date(2028, 9, 1)), ((2028, 8, 31), date(2028, 9, 1)), ((2028, 9, 1), date(2028, 10, 1))],
)
def test_of_a_freeze_that_runs_the_months_that_have_begun_stay(row, finance, on, first_new):
    """Increase two is 4 % and not 3 %, decided when it has run for two months already. A month has begun on its first day."""
    made = recorded(row, finance, **FREEZE)
    first, second, *_ = changes(made)
    assert decide(row, finance, "0.04", year=2028, on=on) == 1
    now = changes(made)
    assert now[0] == first
    assert now[1] == (date(2028, 7, 1), first_new, second[2])
    shadow = (D("666.24") * D("1.04")).quantize(D("0.01"))
    assert now[2][0::2] == (first_new, shadow - 640)
    assert total(made) == REWARD


def test_a_skip_is_the_step_of_its_own_increase_only(row, finance):
    made = recorded(row, finance, **SKIP)
    assert decide(row, finance, "0.05", year=2028, on=(2028, 3, 1)) == 0
    assert changes(made) == [(date(2027, 7, 1), date(2030, 7, 1), D("26.24"))]


def test_a_discount_does_not_follow_an_increase(row, finance):
    made = recorded(row, finance, **DISCOUNT)
    before = changes(made)
    assert (decide(row, finance, "0.03"), changes(made)) == (0, before)


def test_what_was_corrected_by_hand_stays_so(row, finance):
    made = recorded(row, finance, **SKIP)
    correcting.correct_payout(rest(made), amount=D("180.00"), due_on=date(2030, 8, 1), reason="mistake", by=finance)
    assert decide(row, finance, "0.03") == 0


def test_an_increase_is_changed_until_it_begins_and_not_after(row, finance):
    made = recorded(row, finance, **SKIP)
    decide(row, finance, "0.03")
    decide(row, finance, "0.041", on=(2027, 6, 30))
    assert (changes(made)[0][2], total(made)) == (D("26.24"), REWARD)
    with refused(RewardCode.INCREASE_NOT_NOW):
        decide(row, finance, "0.03", on=(2027, 7, 1))
    assert AnnualIncrease.objects.get().rate == D("0.041")


@pytest.mark.parametrize(
    ("year", "rate", "error"),
    [
        (2026, "0.0411", RewardCode.INCREASE_TOO_HIGH),
        (2027, "0.11", RewardCode.INCREASE_TOO_HIGH),
        (2030, "0.03", RewardCode.INCREASE_NOT_NOW),
        (2024, "0.03", RewardCode.INCREASE_NOT_NOW),
        (2027, "-0.01", ValueError),
        (2027, "1.01", ValueError),
    ],
)
def test_an_increase_that_can_not_be_is_refused(row, finance, year, rate, error):
    with refused(error):
        decide(row, finance, rate, year=year, on=(2026, 12, 1))
    assert not AnnualIncrease.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_correct_once(row, finance):
    put(row, "accepted", form="skip", months=36, accepted_on=clock.today())
    rewarding.record_lower_rent(again(row), by=finance)
    start = again(row).reward_from
    found = racing.race(
        row.corporation_id,
        [lambda: increases.decide(row.corporation, year=clock.today().year + 1, rate=D("0.05"), by=finance)] * 4,
    )
    assert found == [None] * 4
    racing.race(row.corporation_id, [lambda: correcting.follow_increase(row.pk, by=finance)] * 4)
    assert (total(again(row)), AnnualIncrease.objects.count()) == (REWARD, 1)
    assert RentChange.objects.current().filter(starts_on=start).count() == 1


def record_against_decide(row, finance):
    """Finance records a skip while the increase is decided; what is booked then, and what the step should be."""
    put(row, "accepted", form="skip", months=36, accepted_on=clock.today())
    start = rent_room.first_month(again(row))

    def decide():
        time.sleep(0.5)  # the other one has read the rates, and has booked nothing yet
        increases.decide(row.corporation, year=start.year, rate=D("0.05"), by=finance)

    verbs = [lambda: rewarding.record_lower_rent(again(row), by=finance), decide]
    assert racing.race(row.corporation_id, verbs) == [None, None]
    follow(finance)
    return again(row).rent_changes.current().get().amount, booking.booking_of(again(row)).monthly[0]


@pytest.mark.django_db(transaction=True)
def test_a_reward_recorded_while_the_increase_is_decided_follows_it(row, finance, monkeypatch):
    racing.slowly(monkeypatch, booking, "booking_of", seconds=1)
    booked, right = record_against_decide(row, finance)
    assert booked == right


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_it_keeps_what_was_assumed(row, finance, monkeypatch):
    """The twin: nobody waits, and the decision misses what is just being booked."""
    racing.without_locks(monkeypatch)
    racing.slowly(monkeypatch, booking, "booking_of", seconds=1)
    booked, right = record_against_decide(row, finance)
    assert booked != right


# --- a second job ---


def second(row):
    """Another agreement of the same home, accepted on the same day."""
    other = signed("Ans de Boer", corporation=row.corporation)
    type(other.application).objects.filter(pk=other.application_id).update(lease=row.application.lease)
    return put(other, "accepted", accepted_on=ACCEPTED)


def room(row, other, **options):
    lease, policy = row.application.lease, row.quote.policy
    return rent_room.room_under_rent(
        lease, policy=policy, start=date(2027, 4, 1), months=13, other_than=other, **options
    )


def test_the_room_is_the_shadow_rent_less_what_other_jobs_take(row, finance):
    recorded(row, finance, **DISCOUNT)
    left = room(row, None)
    assert left[0] == D("640.00") - D("93.92")
    assert left[3] == D("666.24") - D("93.92")  # after the increase
    assert left[11:] == [D("666.24") - D("93.88"), D("666.24")]
    assert room(row, row)[0] == D("640.00")  # its own rows do not stand in its way


def test_what_is_agreed_and_not_booked_yet_takes_room_in_every_month(row, finance):
    other = second(row)
    put(other, "signed", form="discount", months=12)
    assert room(row, row)[0] == D("640.00") - D("93.92")
    assert room(row, row, is_promised=False)[0] == D("640.00")


def test_a_second_job_runs_beside_the_first_while_the_rent_stays_above_zero(row, finance):
    recorded(row, finance, **DISCOUNT)
    other = recorded(second(row), finance, **SKIP)
    assert (total(row), total(other)) == (REWARD, REWARD)


def test_a_second_job_that_would_pass_the_rent_is_refused_and_nothing_is_booked(row, finance):
    Lease.objects.update(net_rent=D("150.00"))
    recorded(row, finance, **DISCOUNT)
    other = put(second(row), "accepted", **DISCOUNT)
    with refused(RewardCode.NO_ROOM):
        rewarding.record_lower_rent(other, by=finance)
    assert (again(other).status, other.rent_changes.count()) == ("accepted", 0)


def test_a_later_month_in_which_another_job_takes_the_rent_refuses_it_too(row, finance):
    """In April there is room for both, in December there is not."""
    other = recorded(second(row), finance, **DISCOUNT)
    change, december = other.rent_changes.current()[0], {"starts_on": date(2027, 12, 1), "ends_on": date(2028, 1, 1)}
    correcting.correct_rent_change(change, **december, amount=D(600), reason="mistake", by=finance)
    with refused(RewardCode.NO_ROOM):
        recorded(row, finance, **DISCOUNT)
    assert not again(row).rent_changes.exists()
