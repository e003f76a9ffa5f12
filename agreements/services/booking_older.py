"""Rewards that were recorded before there were rows of money: booked after all, from what the agreement says."""

from django.db import transaction

from agreements.models import Agreement, Form
from agreements.services import booking
from klushuur import scope


def book_older() -> int:
    """Book every one-off and discount of the current corporation that was recorded and has no rows. Returns how many; twice is once."""
    rows = Agreement.objects.filter(corporation_id=scope.here(), status__in=booking.BOOKED)
    rows = rows.filter(rent_changes=None, payouts=None, form__in=[Form.ONE_OFF, Form.DISCOUNT])
    return sum(_book(pk) for pk in list(rows.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _book(agreement_id: int) -> bool:
    agreement = Agreement.objects.with_case().select_for_update(of=("self",), no_key=True).get(pk=agreement_id)
    if agreement.rent_changes.exists() or agreement.payouts.exists():
        return False
    if agreement.form == Form.ONE_OFF:
        booking.add_one_off(agreement, paid_on=agreement.rewarded_on, by=None)
    else:  # from the month that finance recorded then
        assert agreement.reward_from is not None, "a database constraint"
        booking.add_months(agreement, starts_on=agreement.reward_from, monthly=agreement.schedule, by=None)
    return True
