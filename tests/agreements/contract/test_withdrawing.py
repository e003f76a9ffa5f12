import pytest

from agreements.contract.models import Agreement, AgreementStatus
from agreements.contract.services.withdrawing import withdraw
from klushuur.ground.journal.states import IllegalTransition
from tests.agreements.signed import offered, put, signed

pytestmark = pytest.mark.django_db


def test_withdraw_before_both_signed_ends_case_and_agreement():
    case = offered().application
    withdraw(case, by=case.tenant.user)
    case.refresh_from_db()
    assert (case.status, case.holds_place, Agreement.objects.get().status) == (
        "withdrawn",
        False,
        AgreementStatus.DECLINED,
    )


@pytest.mark.parametrize("status", [AgreementStatus.SIGNED, AgreementStatus.FINISHED, AgreementStatus.TAKEN_OVER])
def test_withdraw_of_what_both_sides_signed_is_refused(status):
    case = put(signed(), status).application
    with pytest.raises(IllegalTransition):
        withdraw(case, by=case.tenant.user)
    case.refresh_from_db()
    assert (case.status, case.holds_place, Agreement.objects.get().status) == ("accepted", True, status)
