"""Two corrections at once, each within what is left: of one agreement the agreement's lock keeps them apart, of two of one home the lease's.

A correction takes both locks, and one would hide that the other is gone: each is tested with the other one off.
"""

from datetime import date
from decimal import ROUND_DOWN
from decimal import Decimal as D

import pytest

from agreements.contract.models import Agreement
from agreements.contract.services import rent_room
from agreements.rewards.services import balance, correcting
from agreements.rewards.services.refusals import RewardCode
from corporations.models import Lease
from corporations.money.value import CENT
from tests import racing
from tests.agreements.booked import ACCEPTED, DISCOUNT, FREEZE, REWARD, recorded
from tests.agreements.signed import again, put, signed

pytestmark = pytest.mark.django_db(transaction=True)


def of_one_agreement(row, finance, monkeypatch):
    """What two meet who each raise a row of it by all that was taken off the rest: there is room for that once."""
    made = recorded(row, finance, **FREEZE)
    first, second = made.rent_changes.current().order_by("starts_on")[:2]
    correcting.correct_payout(made.payouts.get(), amount=D(0), due_on=date(2030, 1, 1), reason="mistake", by=finance)
    each = (balance.of(again(row)).missing / first.months).quantize(CENT, ROUND_DOWN)
    racing.slowly(monkeypatch, balance, "of", seconds=0.5)

    def more(change):
        days = {"starts_on": change.starts_on, "ends_on": change.ends_on}
        return lambda: correcting.correct_rent_change(
            change, **days, amount=change.amount + each, reason="mistake", by=finance
        )

    return racing.named(racing.race(row.corporation_id, [more(first), more(second)]))


def test_of_one_agreement_they_never_come_to_more_than_the_reward(row, finance, monkeypatch):
    racing.without_locks(monkeypatch, Lease)
    assert of_one_agreement(row, finance, monkeypatch) == ["", RewardCode.MORE_THAN_AGREED]
    assert balance.of(again(row)).booked <= REWARD


def test_of_one_agreement_without_its_lock_only_the_number_of_a_row_stands_between_them(row, finance, monkeypatch):
    """The twin: both were told that there is room, and the database refuses the second a number that the first has; an error page."""
    racing.without_locks(monkeypatch)
    assert of_one_agreement(row, finance, monkeypatch) == ["", "IntegrityError"]


def of_one_home(row, finance, monkeypatch):
    """What two meet who each take 400 euro off the same month of a rent of some 640."""
    other = signed("Ans de Boer", corporation=row.corporation)
    type(other.application).objects.filter(pk=other.application_id).update(lease=row.application.lease)
    other = put(other, "accepted", accepted_on=ACCEPTED)
    changes = [recorded(one, finance, **DISCOUNT).rent_changes.current().first() for one in (row, other)]
    racing.slowly(monkeypatch, rent_room, "room_under_rent", seconds=0.5)

    def raised(change):
        days = {"starts_on": date(2027, 4, 1), "ends_on": date(2027, 5, 1)}
        return lambda: correcting.correct_rent_change(change, **days, amount=D(400), reason="mistake", by=finance)

    return racing.named(racing.race(row.corporation_id, [raised(change) for change in changes]))


def test_of_one_home_they_never_take_more_than_its_rent(row, finance, monkeypatch):
    racing.without_locks(monkeypatch, Agreement)
    assert of_one_home(row, finance, monkeypatch) == ["", RewardCode.NO_ROOM]


def test_of_one_home_without_the_lock_of_its_lease_they_do(row, finance, monkeypatch):
    """The twin."""
    racing.without_locks(monkeypatch, Lease)
    assert of_one_home(row, finance, monkeypatch) == ["", ""]
