"""What every form of a reward comes to: so much off the rent each month, and the rest in one payment. Decimal, to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from corporations.money.value import NOTHING, check_amount, check_whole, to_cent

LONGEST_DISCOUNT = 36  # months (Wet tijdelijke huurkorting): longer is no temporary discount
A_YEAR = 12


@dataclass(frozen=True)
class Span:
    """Months of a schedule with one amount: the first and the last, counted from 1, and what each of them gives."""

    first: int
    last: int
    amount: Decimal

    @property
    def months(self) -> int:
        """How many months it lasts; the first and the last both count."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Plan:
    """A reward in one of its forms: `monthly` goes off the rent from the first month on, `once` is paid. Together: the reward."""

    form: str
    monthly: list[Decimal]
    once: Decimal

    @property
    def months(self) -> int:
        """How many months something goes off the rent; 0 for a payment in one time."""
        return len(self.monthly)

    @property
    def each(self) -> Decimal:
        """What goes off the rent in the first month; nothing for a payment in one time."""
        return self.monthly[0] if self.monthly else NOTHING

    @property
    def spans(self) -> list[Span]:
        """The schedule in few rows; none for a payment in one time."""
        return spans(self.monthly)


def spans(schedule: Sequence[Decimal]) -> list[Span]:
    """A schedule in few rows: following months with the same amount are one."""
    found: list[Span] = []
    for amount, group in groupby(schedule):
        first = found[-1].last + 1 if found else 1
        found.append(Span(first, first + len(list(group)) - 1, amount))
    return found


def bought(costs: list[Decimal], *, reward: Decimal, months: int | None) -> tuple[int, Decimal]:
    """How many of these months a reward buys, or the number asked, and what they cost together."""
    check_amount("reward", reward)
    if months is not None:
        check_whole("months", months, least=1, most=LONGEST_DISCOUNT)
        if months > len(costs):
            raise ValueError("rates: one for each year")
    sums = [NOTHING]  # what the first 0, 1, 2, ... months cost together
    for cost in costs:
        sums.append(sums[-1] + cost)
    number = max(count for count, cost in enumerate(sums) if cost <= reward) if months is None else months
    if sums[number] > reward:
        raise ValueError("months: these cost more than the reward")
    return number, to_cent(sums[number])
