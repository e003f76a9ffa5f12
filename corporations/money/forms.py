"""The forms of a reward: once, a discount on the rent, one increase skipped, or no increase at all. Decimal, to the cent.

Every form comes to the same sum: so much off the rent each month, and the rest in one payment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from itertools import groupby

from django.utils.translation import gettext_noop as _

from corporations.money.value import CENT, NOTHING, Row, check_amount, check_rate, check_whole, to_cent

LONGEST_DISCOUNT = 36  # months (Wet tijdelijke huurkorting): longer is no temporary discount
ONE_OFF, DISCOUNT, SKIP, FREEZE = "one_off", "discount", "skip", "freeze"
REWARD_FORMS = (ONE_OFF, DISCOUNT, SKIP, FREEZE)  # how a reward can be paid; a policy allows some of them
LOWERS_THE_RENT = (DISCOUNT, SKIP, FREEZE)  # over months, at the tenant's own request
AT_AN_INCREASE = (
    SKIP,
    FREEZE,
)  # begin with an annual increase that is not charged; the others the month after acceptance
A_YEAR = 12
LONGEST_VIEW = 100  # years ahead that a sum may look


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
class Skip:
    """One increase that is not charged for some months, in euro. amount: step x months; remainder: paid once."""

    step: Decimal
    months: int
    amount: Decimal
    remainder: Decimal

    @property
    def schedule(self) -> list[Decimal]:
        """What goes off the rent, month by month."""
        return [self.step] * self.months

    def explain(self, *, source: str) -> list[Row]:
        """The rows from the step to what is left over."""
        return [
            Row(_("De verhoging die u niet betaalt, per maand"), "stap = p × huur", self.step, source),
            Row(_("Samen in deze maanden"), f"{self.months} × stap", self.amount, source),
            Row(_("De rest, in één keer"), "V − samen", self.remainder, source),
        ]


@dataclass(frozen=True)
class Freeze:
    """No increase at all for some months, in euro. amount: what they cost together; remainder: paid once."""

    months: int
    amount: Decimal
    remainder: Decimal
    by_month: tuple[Decimal, ...] = field(default=(), compare=False, repr=False)

    @property
    def schedule(self) -> list[Decimal]:
        """What goes off the rent, month by month."""
        return list(self.by_month)

    def explain(self, *, source: str) -> list[Row]:
        """A row for each amount, and the rows of their sum and of what is left over."""
        return [
            *(
                Row(
                    _("De verhogingen die u niet betaalt"),
                    f"{span.months} × ({_euro(span.amount)})",
                    span.amount * span.months,
                    source,
                )
                for span in spans(self.schedule)
            ),
            Row(_("Samen in deze maanden"), f"{self.months} mnd", self.amount, source),
            Row(_("De rest, in één keer"), "V − samen", self.remainder, source),
        ]


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
    def spans(self) -> list[Span]:
        """The schedule in few rows; none for a payment in one time."""
        return spans(self.monthly)


def discount(*, reward: Decimal, months: int) -> list[Decimal]:
    """Monthly discounts in euro: all equal but the last, which takes the rest, so that the sum is `reward`.

    Rounded half up, but down when the months before the last would together pass the reward: no month is negative.
    months: 1 to 36 (Wet tijdelijke huurkorting). Raises ValueError outside that, and for a reward that is no amount of 0 or more in whole cents.
    """
    check_whole("months", months, least=1, most=LONGEST_DISCOUNT)
    check_amount("reward", reward)
    each = to_cent(reward / months)
    if each * (months - 1) > reward:
        each = (reward / months).quantize(CENT, ROUND_DOWN)
    return [each] * (months - 1) + [to_cent(reward - each * (months - 1))]


def explain_discount(*, reward: Decimal, months: int, source: str) -> list[Row]:
    """The rows of a discount: what each month gives, and the last. Raises ValueError as `discount`."""
    schedule = discount(reward=reward, months=months)
    first, last = schedule[0], schedule[-1]
    return [
        Row(_("Korting per maand"), "K = V : n", first, source),
        Row(_("Korting in de laatste maand"), "V − (n − 1) × K", last, source),
        Row(_("Samen in deze maanden"), f"{months} mnd", sum(schedule, NOTHING), source),
    ]


def skip(*, rent: Decimal, increase_rate: Decimal, reward: Decimal, months: int | None = None) -> Skip:
    """The next annual increase is not charged for whole months; in euro a month.

    months: as many as the reward buys, at most 36, when None; may be 0. Raises ValueError for months outside 1 to 36 or
    above what the reward buys, a rent of 0, a rate outside 0 to 1, an amount that is none.
    """
    check_amount("rent", rent, above_zero=True)
    check_rate("increase_rate", increase_rate)
    step = to_cent(rent * increase_rate)
    number, amount = _bought([step] * LONGEST_DISCOUNT, reward=reward, months=months)
    return Skip(step, number, amount, to_cent(reward - amount))


def freeze(*, rent: Decimal, rates: Sequence[Decimal], reward: Decimal, months: int | None = None) -> Freeze:
    """No increase for whole months from the first increase on; the rent that is not charged is rounded at each increase.

    rates: of the first increase and those a year, two years, ... after it, assumed by the caller. months: as many as the
    reward buys and the rates reach, at most 36, when None; may be 0. Raises ValueError as `skip`, and for no rates at all.
    """
    check_amount("rent", rent, above_zero=True)
    if not rates:
        raise ValueError("rates: one for each year")
    by_month: list[Decimal] = []
    shadow = rent
    for rate in rates:
        check_rate("rates", rate)
        # rounded at each, as a rent is: what is charged afterwards is whole cents
        shadow = to_cent(shadow * (1 + rate))
        by_month += [to_cent(shadow - rent)] * A_YEAR
    # no longer, however much of the reward is left: that is paid once (Wet tijdelijke huurkorting)
    number, amount = _bought(by_month[:LONGEST_DISCOUNT], reward=reward, months=months)
    return Freeze(number, amount, to_cent(reward - amount), tuple(by_month[:number]))


def permanent_freeze_cost(*, rent: Decimal, increase_rate: Decimal, growth: Decimal, years: int) -> Decimal:
    """What one increase that is never charged costs in so many years, in euro, rounded once at the end.

    growth: of the step in the years after, a rate. Raises ValueError for years outside 1 to 100, a rent of 0, a rate outside 0 to 1.
    """
    check_amount("rent", rent, above_zero=True)
    check_rate("increase_rate", increase_rate)
    check_rate("growth", growth)
    check_whole("years", years, least=1, most=LONGEST_VIEW)
    step = rent * increase_rate
    return to_cent(sum((A_YEAR * step * (1 + growth) ** year for year in range(years)), NOTHING))


def plan(*, form: str, reward: Decimal, months: int | None = None, rent: Decimal, rates: Sequence[Decimal]) -> Plan:
    """A reward in this form; the sum of what it gives is the reward. rates: as of `freeze`; a skip takes the first.

    months: of a discount; of a skip and a freeze as many as the reward buys, when None.
    Raises ValueError for an unknown form, a discount without months, and as the form's own function does.
    """
    if form == ONE_OFF:
        check_amount("reward", reward)
        return Plan(form, [], to_cent(reward))
    if form == DISCOUNT:
        # 0 is refused there: a discount has a term
        return Plan(form, discount(reward=reward, months=months or 0), NOTHING)
    if form == SKIP:
        if not rates:
            raise ValueError("rates: one for each year")
        skipped = skip(rent=rent, increase_rate=rates[0], reward=reward, months=months)
        return Plan(form, skipped.schedule, skipped.remainder)
    if form == FREEZE:
        frozen = freeze(rent=rent, rates=rates, reward=reward, months=months)
        return Plan(form, frozen.schedule, frozen.remainder)
    raise ValueError(f"form: one of {', '.join(REWARD_FORMS)}")


def fits(*, reward: Decimal, months: int, rent: Decimal) -> bool:
    """Whether no month's discount passes the rent that is charged, in euro a month. Raises ValueError as `discount`."""
    return max(discount(reward=reward, months=months)) <= rent


def spans(schedule: Sequence[Decimal]) -> list[Span]:
    """A schedule in few rows: following months with the same amount are one."""
    found: list[Span] = []
    for amount, group in groupby(schedule):
        first = found[-1].last + 1 if found else 1
        found.append(Span(first, first + len(list(group)) - 1, amount))
    return found


def _bought(costs: list[Decimal], *, reward: Decimal, months: int | None) -> tuple[int, Decimal]:
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


def _euro(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
