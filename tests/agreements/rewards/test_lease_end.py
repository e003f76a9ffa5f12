"""After the end of a lease was recorded: what is bought off is paid, a case without anything to come ends, and all is right."""

from datetime import date
from decimal import Decimal as D

import pytest

from agreements.rewards.services import correcting, increases, lease_end, reconciling, rewarding
from corporations.models import PolicyVersion
from tests.agreements.booked import DISCOUNT, FREEZE, REWARD, at, follow, recorded
from tests.agreements.signed import again

pytestmark = pytest.mark.django_db


def ended(row, finance, option, *, ends_on=date(2027, 10, 1), **form):
    """A lower rent of which the lease ended, by a policy."""
    PolicyVersion.objects.update(exit_option=option)
    made = recorded(row, finance, **form)
    with at(2027, 9, 15):
        lease_end.end_lease(made.rent_changes.current()[0], ends_on=ends_on, by=finance)
    return again(row)


@pytest.mark.parametrize("form", [DISCOUNT, FREEZE])
def test_what_is_bought_off_is_on_the_list_and_its_payment_ends_the_case(row, finance, form):
    made = ended(row, finance, "bought_off", **form)
    with at(2027, 9, 30):
        assert list(rewarding.rests_due()) == []
    with at(2027, 10, 2):
        assert rewarding.finish_overdue() == 0
        (due,) = rewarding.rests_due()
        assert due.amount + sum(one.total for one in made.rent_changes.current()) == REWARD
        rewarding.record_rest(made, paid_on=date(2027, 10, 1), by=finance)
        assert reconciling.reconcile().differences == []
    assert again(row).status == "finished"


@pytest.mark.parametrize("option", ["lapses", "handed_over"])
@pytest.mark.parametrize("form", [DISCOUNT, FREEZE])
def test_where_nothing_is_to_be_paid_the_case_ends_after_the_last_month(row, finance, option, form):
    """Rows of later months were withdrawn, and keep nobody waiting."""
    ended(row, finance, option, **form)
    with at(2027, 9, 30):
        assert rewarding.finish_overdue() == 0
    with at(2027, 10, 1):
        assert rewarding.finish_overdue() == 1
        account = reconciling.reconcile()
    settled = sum(one.amount for one in account.settled)
    assert (account.differences, account.booked + settled) == ([], REWARD)


def test_an_end_that_was_a_mistake_is_undone_row_by_row(row, finance):
    made = ended(row, finance, "lapses", **DISCOUNT)
    first, last = made.rent_changes.current()
    with at(2027, 9, 16):
        for one, period in (
            (first, (date(2027, 4, 1), date(2028, 3, 1))),
            (last, (date(2028, 3, 1), date(2028, 4, 1))),
        ):
            days = dict(zip(("starts_on", "ends_on"), period, strict=True))
            correcting.correct_rent_change(one, **days, amount=one.amount, reason="mistake", by=finance)
        account = reconciling.reconcile()
    assert (account.differences, account.settled, account.booked) == ([], [], REWARD)


def test_after_the_end_no_increase_books_a_month_anew(row, finance):
    made = ended(row, finance, "lapses", **FREEZE)
    before = list(made.rent_changes.values())
    with at(2028, 3, 1):
        increases.decide(row.corporation, year=2028, rate=D("0.05"), by=finance)
        assert follow(finance) == 0
    assert list(made.rent_changes.values()) == before


def test_before_the_first_month_everything_stops(row, finance):
    made = ended(row, finance, "lapses", ends_on=date(2027, 4, 1), **DISCOUNT)
    assert [one.months for one in made.rent_changes.current()] == [0, 0]
    assert sum((one.amount for one in reconciling.reconcile().settled), D(0)) == REWARD
