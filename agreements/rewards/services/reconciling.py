"""Proof for every agreement of the current corporation: what was agreed is what was changed plus what was paid, to the cent.

What the end of a lease took away, as the policy says, is settled: it is counted and named, and is no difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agreements.contract.models import (
    BOOKED,
    Agreement,
    AgreementStatus,
    Payout,
    RentChange,
)
from agreements.rewards.services import balance, month_by_month
from agreements.rewards.services.month_by_month import Known
from corporations.models import ExitOption
from corporations.money.value import NOTHING
from klushuur.ground import clock
from klushuur.ground.scope import scope

BATCH = 1000
# By `only`: a field that is looked at and not named here is one more query for each agreement.
LOOKED_AT = (
    "status", "form", "months", "lowers_the_rent", "accepted_on", "application__begun_at",
    "application__lease__net_rent", "application__lease__rent_since", "quote__reward", "quote__rent", "quote__made_at",
    "quote__policy__exit_option", "quote__policy__increase_rates", "quote__policy__letters_month",
    "quote__policy__letters_day",
)  # fmt: skip


class Field(TextChoices):
    """What is compared."""

    SUM = "sum", _("huurmutaties en betalingen samen")
    EARLY = "early", _("geboekt terwijl de beloning nog niet is vastgelegd")
    MONTH = "month", _("huurmutatie van de maand")
    TWICE = "twice", _("twee huurmutaties in dezelfde maand, bedrag te veel")
    BOUGHT_OFF = "bought_off", _("de huur is gestopt, nog af te kopen")
    UNPAID = "unpaid", _("afgerond, en nog niet betaald")
    RUNS = "runs", _("afgerond, en de huur is nog lager")


@dataclass(frozen=True)
class Difference:
    """What is not as it must be, in euro. reference: of the case; month: from which month on, where it is about months."""

    reference: str
    field: Field
    expected: Decimal
    found: Decimal
    month: date | None = None


@dataclass(frozen=True)
class Settled:
    """What a lease that ended left ungiven, in euro, and what the policy makes of it. reference: of the case."""

    reference: str
    option: ExitOption
    amount: Decimal


@dataclass
class Account:
    """What was looked at: how many agreements, what was agreed and what is booked of those with a reward, in euro.

    settled: what was not given because the lease ended.
    """

    agreements: int = 0
    agreed: Decimal = NOTHING
    booked: Decimal = NOTHING
    settled: list[Settled] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def reconcile() -> Account:
    """Look at all agreements of the current corporation. Three queries a batch of a thousand, and two."""
    account, today, known = Account(), clock.today(), Known.now()
    for agreements in _batches():
        numbers = [agreement.pk for agreement in agreements]
        changes, payouts = defaultdict(list), defaultdict(list)
        for change in RentChange.objects.filter(agreement__in=numbers).order_by("starts_on", "pk"):
            changes[change.agreement_id].append(change)
        for payout in Payout.objects.filter(agreement__in=numbers).order_by("pk"):
            payouts[payout.agreement_id].append(payout)
        for agreement in agreements:
            _look(account, agreement, changes[agreement.pk], payouts[agreement.pk], today)
            _look_at_months(account, agreement, changes[agreement.pk], payouts[agreement.pk], known)
    return account


def _batches() -> Iterator[list[Agreement]]:
    rows = Agreement.objects.filter(corporation_id=scope.here()).order_by("pk")
    rows = rows.select_related("quote__policy", "application__lease").only(*LOOKED_AT)
    last = 0
    while found := list(rows.filter(pk__gt=last)[:BATCH]):  # by number: what is added meanwhile moves no batch
        yield found
        last = found[-1].pk


def _look(
    account: Account, agreement: Agreement, changes: list[RentChange], payouts: list[Payout], today: date
) -> None:
    account.agreements += 1
    current = [row for row in changes if row.replaced_at is None]
    to_pay = [row for row in payouts if row.replaced_at is None]
    total = sum((row.total for row in current), NOTHING) + sum((row.amount for row in to_pay), NOTHING)

    def compare(what: Field, expected: Decimal, found: Decimal) -> None:
        if expected != found:
            account.differences.append(Difference(agreement.reference, what, expected, found))

    if agreement.status not in BOOKED:
        # Those that were replaced too: none may be there yet.
        every = sum((row.total for row in changes), NOTHING) + sum((row.amount for row in payouts), NOTHING)
        compare(Field.EARLY, NOTHING, every)
        return
    account.agreed += agreement.reward
    account.booked += total
    compare(Field.SUM, agreement.reward - _settled(account, agreement, changes, payouts), total)
    compare(Field.TWICE, NOTHING, _twice(current))
    if agreement.status == AgreementStatus.FINISHED:
        compare(Field.UNPAID, NOTHING, sum((row.amount for row in to_pay if row.paid_on is None), NOTHING))
        compare(
            Field.RUNS, NOTHING, sum((row.amount for row in current if row.months and row.ends_on > today), NOTHING)
        )


def _look_at_months(
    account: Account, agreement: Agreement, changes: list[RentChange], payouts: list[Payout], known: Known
) -> None:
    """Two errors that cancel each other; where the sum is wrong already, that was said."""
    # Its own differences are the last ones, at most one of each kind.
    is_said = any(one.reference == agreement.reference for one in account.differences[-len(Field) :])
    if agreement.status in BOOKED and not is_said:
        account.differences += [
            Difference(agreement.reference, Field.MONTH, one.expected, one.found, one.month)
            for one in month_by_month.wrong(agreement, changes, payouts, known)
        ]


def _settled(account: Account, agreement: Agreement, changes: list[RentChange], payouts: list[Payout]) -> Decimal:
    """What the end of the lease took away. Where the policy buys it off, nothing may be left of that."""
    lapsed, option = balance.lapsed(changes, payouts), ExitOption(agreement.quote.policy.exit_option)
    if not lapsed:
        return NOTHING
    if option == ExitOption.BOUGHT_OFF:
        account.differences.append(Difference(agreement.reference, Field.BOUGHT_OFF, NOTHING, lapsed))
    else:
        account.settled.append(Settled(agreement.reference, option, lapsed))
    return lapsed


def _twice(rows: Iterable[RentChange]) -> Decimal:
    """What is booked in months that have another row already. rows: in the order of their start."""
    too_much, until = NOTHING, date.min
    for row in rows:
        if row.months and row.starts_on < until:
            too_much += row.amount
        if row.months:
            until = max(until, row.ends_on)
    return too_much
