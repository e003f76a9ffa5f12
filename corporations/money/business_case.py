"""What a job costs and saves the corporation, beside a contractor. Decimal euro, half up to the cent.

Every form of a reward is worth the same, so what differs between them is only when it is paid. What a lower rent takes of the
tenant's rent allowance is the tenant's matter: it costs the corporation nothing and is not counted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_noop as _

from corporations.money.forms import (
    A_YEAR,
    LONGEST_DISCOUNT,
    Plan,
    form_of,
    freeze,
    permanent_freeze_cost,
)
from corporations.money.value import (
    CENT,
    NOTHING,
    TOO_MUCH,
    Row,
    check_amount,
    check_rate,
    check_whole,
    percent_of,
    to_cent,
)

A_THOUSANDTH = Decimal("0.001")
YEARS = 10  # that a freeze without an end is reckoned over
MOST_PLACES = 500


@dataclass(frozen=True)
class Case:
    """One participant, in euro. surplus: what a choice costs above the budget, which went off the reward."""

    avoided: Decimal
    materials: Decimal
    handling: Decimal
    surplus: Decimal
    risk: Decimal
    risk_rate: Decimal
    reward: Decimal

    @property
    def cost(self) -> Decimal:
        """Everything that goes out, with the risk that we count with."""
        return self.materials + self.handling + self.surplus + self.risk + self.reward

    @property
    def saving(self) -> Decimal:
        """What is left of what a contractor would have cost; negative when the job is dearer."""
        return self.avoided - self.cost

    @property
    def rate(self) -> Decimal | None:
        """The saving as a part of what a contractor would have cost, to a tenth of a per cent; None when that is nothing."""
        return (self.saving / self.avoided).quantize(A_THOUSANDTH, ROUND_HALF_UP) if self.avoided else None

    def explain(self, *, source: str) -> list[Row]:
        """The rows from what a contractor would cost to what we keep."""
        more = [Row(_("Duurdere keuze, boven het budget"), "S", -self.surplus, source)] if self.surplus else []
        return [
            Row(_("Wat een bedrijf zou kosten"), "A", self.avoided, source),
            Row(_("Wat het materiaal kost"), "M", -self.materials, source),
            *more,
            Row(_("Wat onze uren kosten"), "O", -self.handling, source),
            Row(_("Opslag voor risico"), f"r = {percent_of(self.risk_rate)} % × A", -self.risk, source),
            Row(_("Beloning voor de huurder"), "B", -self.reward, source),
            Row(_("Wij houden over"), f"W = A − M − {'S − ' if more else ''}O − r − B", self.saving, source),
        ]


@dataclass(frozen=True)
class FormCost:
    """A form of the reward as the corporation pays it, in euro. total: everything of the case, so also materials, hours and risk.

    months: over which it goes off the rent; 0: in one time. first: off the rent in the first month. once: paid in one time.
    """

    form: str
    reward: Decimal
    total: Decimal
    months: int
    first: Decimal
    once: Decimal


@dataclass(frozen=True)
class Together:
    """An offer with so many places, in euro. break_even: the participants that pay for the offer; None: never."""

    places: int
    offer_cost: Decimal
    each: Decimal
    break_even: int | None

    @property
    def total(self) -> Decimal:
        """What is left over when all places are taken, after what making the offer cost."""
        return self.places * self.each - self.offer_cost

    @property
    def is_reached(self) -> bool:
        """Whether the places are enough to earn the offer back."""
        return self.break_even is not None and self.break_even <= self.places

    def explain(self, *, source: str) -> list[Row]:
        """The rows from one participant to all of them."""
        return [
            Row(_("Wij houden over, per deelnemer"), "w", self.each, source),
            Row(_("Alle plaatsen samen"), f"{self.places} × w", self.places * self.each, source),
            Row(_("Wat het aanbod maken kost"), "K", -self.offer_cost, source),
            Row(_("Wij houden over met alle plaatsen"), f"W = {self.places} × w − K", self.total, source),
        ]


@dataclass(frozen=True)
class WithoutEnd:
    """An increase that is never caught up with, over `years`, beside no increase for `months`; both in euro, and in full."""

    years: int
    cost: Decimal
    months: int
    temporary: Decimal


def case(
    *,
    avoided: Decimal,
    materials: Decimal,
    handling: Decimal,
    risk_rate: Decimal,
    reward: Decimal,
    surplus: Decimal = NOTHING,
) -> Case:
    """What one participant costs and saves. Raises ValueError for an amount that is none, or a rate outside 0 to 1."""
    given = {"avoided": avoided, "materials": materials, "handling": handling, "reward": reward, "surplus": surplus}
    for name, amount in given.items():
        check_amount(name, amount)
    check_rate("risk_rate", risk_rate)
    return Case(avoided, materials, handling, surplus, to_cent(avoided * risk_rate), risk_rate, reward)


def costs(
    found: Case, *, forms: Sequence[str], months: Sequence[int], rent: Decimal | None, rates: Sequence[Decimal]
) -> list[FormCost]:
    """What each of these forms costs: as much in all, at another time.

    months: of the discount, a line for each. rent: None when it is not known; then a form that depends on it is left out, and
    so is one that takes nothing off the rent. Raises ValueError as `forms.plan`.
    """
    lines: list[FormCost] = []
    for form in map(form_of, forms):
        if rent is None and form.at_an_increase:
            continue
        for number in form.terms_of(months):
            made = form.plan(reward=found.reward, months=number, rent=rent or NOTHING, rates=rates)
            if form.gives(made):
                lines.append(_cost(found, made))
    return lines


def together(found: Case, *, places: int, offer_cost: Decimal) -> Together:
    """An offer as a whole: when it has earned itself back, rounded up, and what all places leave over.

    break_even: 0 when the offer cost nothing to make; None when a participant leaves nothing over. Raises ValueError for places
    outside 1 to 500, or a cost that is no amount.
    """
    check_whole("places", places, least=1, most=MOST_PLACES)
    check_amount("offer_cost", offer_cost)
    each = found.saving
    needed = int((offer_cost / each).to_integral_value(ROUND_CEILING)) if each > 0 else None
    return Together(places, offer_cost, each, needed)


def without_end(*, rent: Decimal, rates: Sequence[Decimal], years: int = YEARS) -> WithoutEnd:
    """What it costs never to catch up with the next increase, beside a freeze of at most 36 months; both in full.

    rates: assumed, of the next increase and those after it; the second one is taken as the growth of what is not charged (the
    first, when there is only one). Raises ValueError for no rates, and as `forms.permanent_freeze_cost`.
    """
    if not rates:
        raise ValueError("rates: one for each year")
    cost = permanent_freeze_cost(rent=rent, increase_rate=rates[0], growth=rates[min(1, len(rates) - 1)], years=years)
    held = [rates[min(number, len(rates) - 1)] for number in range(LONGEST_DISCOUNT // A_YEAR)]
    # by the highest reward there can be, so that it lasts as long as it may
    longest = freeze(rent=rent, rates=held, reward=TOO_MUCH - CENT)
    return WithoutEnd(years, cost, longest.months, longest.amount)


def needs_mandate(*, cost: Decimal, mandate: Decimal) -> bool:
    """Whether somebody with this mandate may not decide on a freeze without an end: it must cover what it costs, in euro."""
    check_amount("cost", cost)
    check_amount("mandate", mandate)
    return cost > mandate or not mandate  # without a mandate nobody decides, not even on what costs nothing


def _cost(found: Case, made: Plan) -> FormCost:
    return FormCost(made.form, found.reward, found.cost, made.months, made.each, made.once)
