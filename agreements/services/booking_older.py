"""Rewards that were recorded before there were rows of money: booked after all, from what the agreement says."""

from datetime import timedelta

from django.db import transaction

from agreements.documents import Rules
from agreements.models import Agreement, Form
from agreements.services import booking
from corporations.models import PostingKind
from jobs.rules.forms import discount, spans
from jobs.rules.shadow import month_after
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
        _book_payment(agreement)
    else:
        _book_discount(agreement)
    return True


def _book_payment(agreement: Agreement) -> None:
    """As it was paid."""
    assert agreement.accepted_on is not None, "a database constraint"
    due_on = agreement.accepted_on + timedelta(days=Rules.payment_days)
    kind, paid_on = PostingKind.ONE_OFF, agreement.rewarded_on
    booking.add_payout(agreement, kind=kind, amount=agreement.reward, due_on=due_on, paid_on=paid_on, by=None)


def _book_discount(agreement: Agreement) -> None:
    """From the month that finance recorded then."""
    start = agreement.reward_from
    assert start is not None, "a database constraint"
    for span in spans(discount(reward=agreement.reward, months=agreement.months or 0)):
        if span.amount:
            period = month_after(start, span.first - 1), month_after(start, span.last)
            booking.add_rent_change(agreement, period=period, amount=span.amount, by=None)
