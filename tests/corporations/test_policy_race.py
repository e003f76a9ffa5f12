"""Two managers who make the next policy at the same moment: one is kept, the other hears that there is another one. With its twin."""

from datetime import timedelta
from typing import Any

import pytest

from corporations.models import PolicyVersion, StaffMember
from corporations.services import policy
from corporations.services.refusals import PolicyCode
from klushuur.ground import clock
from tests import factories
from tests.racing import named, race, slowly, without_locks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def managers() -> list[StaffMember]:
    made = factories.corporation()
    return [factories.staff(made, "manager"), factories.staff(made, "manager")]


def _both(managers: list[StaffMember]) -> list[str]:
    def make(member: StaffMember, days: int) -> Any:
        policy.make_version({"starts_on": clock.today() + timedelta(days=days)}, {}, after=1, by=member)

    one, other = managers
    return named(race(one.corporation_id, [lambda: make(one, 10), lambda: make(other, 20)]))


def test_two_at_once_make_one_version_and_the_other_hears_it(
    managers: list[StaffMember], monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, policy, "last_version")
    assert _both(managers) == ["", PolicyCode.OUTDATED]
    assert PolicyVersion.objects.count() == 2


def test_twin_without_the_lock_only_the_database_stands_between_them(
    managers: list[StaffMember], monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, policy, "last_version")
    without_locks(monkeypatch)
    assert _both(managers) == ["", "IntegrityError"]
