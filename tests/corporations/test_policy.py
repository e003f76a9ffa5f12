import pytest
from django.db import IntegrityError

from corporations.models import PolicyVersion
from tests import factories


@pytest.fixture
def policy(db: None) -> PolicyVersion:
    factories.corporation()
    return PolicyVersion.objects.get()


def test_policy_by_itself_gives_a_discount_over_one_two_or_three_years(policy: PolicyVersion) -> None:
    assert policy.discount_months == [12, 24, 36]


@pytest.mark.parametrize("months", [[], [1], [1, 36]])
def test_discount_within_three_years_is_kept(policy: PolicyVersion, months: list[int]) -> None:
    PolicyVersion.objects.update(discount_months=months)
    policy.refresh_from_db()
    assert policy.discount_months == months


@pytest.mark.parametrize("months", [[0], [37], [12, 60]])
def test_discount_for_longer_than_three_years_is_refused_by_the_database(
    policy: PolicyVersion, months: list[int]
) -> None:
    with pytest.raises(IntegrityError, match="policy_discount_is_temporary"):
        PolicyVersion.objects.update(discount_months=months)
