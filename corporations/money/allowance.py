"""What of a lower rent at least stays with a tenant who receives rent allowance (huurtoeslag), form by form.

Without an income: the allowance follows the rent in steps of 100, 65 and 40 per cent (art. 21 Wht), so this is what stays at
the least. Who gets nearly no allowance keeps up to all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from corporations.money import years
from corporations.money.forms import (
    A_YEAR,
    DISCOUNT,
    LONGEST_DISCOUNT,
    ONE_OFF,
    Form,
    Plan,
    every_form,
)
from corporations.money.value import NOTHING, Row, check_amount, check_rate, to_cent
from corporations.money.years import Allowance

HOUSEHOLDS = ("1-2", "3+")
WHOLE, MIDDLE, TOP = Decimal(1), Decimal("0.65"), Decimal("0.40")  # of each euro of rent, in the three steps
SMALL_REWARD = Decimal(150)  # below this a payment over months costs more than it is worth
YEARS_AHEAD = LONGEST_DISCOUNT // A_YEAR
UNSETTLED = ("tax", "benefit")  # what may take more, of any form: the law leaves it open


@dataclass(frozen=True)
class Comparison:
    """One form of a reward beside the others, in euro.

    net: what at least stays after rent allowance. per_month: off the rent in the first month. once: paid in one time.
    paid: `once`, `monthly` (from the month after the inspection) or `next_increase`. may_be_less: what may take more.
    """

    form: str
    gross: Decimal
    net: Decimal
    per_month: Decimal
    months: int
    once: Decimal
    paid: str
    may_be_less: tuple[str, ...] = UNSETTLED

    def explain(self, *, source: str) -> list[Row]:
        """The rows from gross to net."""
        return [
            Row(_("Beloning"), "V", self.gross, source),
            Row(_("Gaat af van de huurtoeslag"), "V − netto", self.net - self.gross, source),
            Row(_("U houdt ten minste over"), "netto", self.net, source),
        ]


@dataclass(frozen=True)
class Advice:
    """A form that often fits a situation, with the code of the reason; for staff, and to be checked."""

    form: str
    reason: str


def net_of_discount(*, rent: Decimal, discount: Decimal, year: int, household: str, receives: bool | None) -> Decimal:
    """What at least stays of a discount on this rent, in euro a month, half up to the cent.

    rent: without the discount. receives: None when it is not said, which counts as yes. Raises UnknownYear, and ValueError for
    a discount above the rent, a rent of 0, an unknown household, an amount that is none.
    """
    steps = _checked(rent, year, household, receives)
    check_amount("discount", discount)
    if discount > rent:
        raise ValueError("discount: not above the rent")
    return to_cent(_stays(rent, discount, steps, household) if receives is not False else discount)


def compare(
    *,
    reward: Decimal,
    months: int,
    rent: Decimal,
    increase_rate: Decimal,
    year: int,
    household: str,
    receives: bool | None,
    rates: Sequence[Decimal] = (),
) -> list[Comparison]:
    """Every form of a reward side by side; each is worth the same before allowance.

    months: of the discount. increase_rate: of the next increases, assumed; rates: when those after the next are assumed to
    be others. A form that can't be had is left out: a discount of which a month passes the rent, a skip or a freeze of which
    the reward buys no month. Raises ValueError, UnknownYear.
    """
    steps = _checked(rent, year, household, receives)
    check_rate("increase_rate", increase_rate)
    lost = receives is not False  # not said counts as yes: we promise no more than what is sure
    found = []
    for form in every_form():
        known = [increase_rate] if form.increases == 1 else rates or [increase_rate] * YEARS_AHEAD
        made = form.plan(reward=reward, months=months if form.has_terms else None, rent=rent, rates=known)
        if form.gives(made) and _fits(form, made, rent):
            found.append(_side_by_side(form, made, rent, steps if lost else None, household))
    return found


def advice(
    *, reward: Decimal, rent: Decimal, year: int, household: str, receives: bool | None, may_move: bool = False
) -> list[Advice]:
    """What often fits, for staff only; the tenant always chooses, and each line is to be checked. Raises as `compare`.

    Reasons: small, may_move, allowance_whole, allowance_part, equal.
    """
    steps = _checked(rent, year, household, receives)
    check_amount("reward", reward)
    found = []
    if reward < SMALL_REWARD:
        found.append(Advice(ONE_OFF, "small"))
    if may_move:
        found.append(Advice(ONE_OFF, "may_move"))
    if receives:
        found.append(Advice(ONE_OFF, "allowance_whole" if rent <= steps.quality else "allowance_part"))
    elif receives is False:
        found.append(Advice(DISCOUNT, "equal"))
    return found


def _checked(rent: Decimal, year: int, household: str, receives: object) -> Allowance:
    check_amount("rent", rent, above_zero=True)
    if household not in HOUSEHOLDS:
        raise ValueError(f"household: one of {', '.join(HOUSEHOLDS)}")
    if receives is not None and not isinstance(receives, bool):
        raise ValueError("receives: True, False, or None when it is not said")
    return years.allowance_of(year)


def _fits(form: Form, plan: Plan, rent: Decimal) -> bool:
    """Whether no month's discount passes the rent that is charged; what is not charged of an increase is no part of it."""
    return form.at_an_increase or max(plan.monthly, default=NOTHING) <= rent


def _side_by_side(form: Form, plan: Plan, rent: Decimal, steps: Allowance | None, household: str) -> Comparison:
    """steps: None where no allowance is lost. A discount goes off the rent of now; the others keep a rent that rises where it is."""
    gross = stays = to_cent(sum(plan.monthly, plan.once))
    if steps:
        stays = plan.once
        for span in plan.spans:
            # a skip keeps the rent where it is, while the allowance is reckoned over what it would have been
            without = rent + span.amount if form.at_an_increase else rent
            stays += span.months * _stays(without, span.amount, steps, household)
    return Comparison(plan.form, gross, to_cent(stays), plan.each, plan.months, plan.once, form.paid)


def _stays(rent: Decimal, off: Decimal, steps: Allowance, household: str) -> Decimal:
    """What stays of a discount: exact, not rounded."""
    return off - (_lost_below(rent, steps, household) - _lost_below(rent - off, steps, household))


def _lost_below(rent: Decimal, steps: Allowance, household: str) -> Decimal:
    """What the steps count of a rent."""
    # how much of the rent lies in each of the three steps
    basic, cap = steps.basic[household], steps.caps[household]
    first = max(min(rent, steps.quality) - basic, NOTHING)
    second = max(min(rent, cap) - steps.quality, NOTHING)
    third = max(min(rent, steps.limit) - cap, NOTHING)
    return WHOLE * first + MIDDLE * second + TOP * third
