"""What a choice costs more than the standard, what of it the corporation bears, and what that leaves of the reward."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from corporations.money.value import CENT, NOTHING, check_amount


@dataclass(frozen=True)
class Meter:
    """The price differences of a choice against the budget, in euro. `reward`: before anything went off."""

    total: Decimal
    budget: Decimal
    reward: Decimal

    @property
    def surplus(self) -> Decimal:
        """What is above the budget, in euro; 0.00 within it. It goes off the reward."""
        return surplus(differences=[self.total], budget=self.budget)

    @property
    def left(self) -> Decimal:
        """The reward with this choice; never below zero."""
        return reward_after(reward=self.reward, surplus=self.surplus)

    @property
    def fits(self) -> bool:
        """Whether a reward is left: without one there is nothing to agree about."""
        return self.left > 0


def meter(*, differences: Iterable[Decimal], budget: Decimal, reward: Decimal) -> Meter:
    """The meter of a choice. Raises ValueError for what is no amount of 0 or more."""
    total = sum(differences, NOTHING)
    check_amount("total", total)
    return Meter(total.quantize(CENT), budget, reward)


def surplus(*, differences: Iterable[Decimal], budget: Decimal) -> Decimal:
    """What the price differences come to above the budget, in euro; 0.00 within it.

    Raises ValueError for a negative amount or one with more than two decimals.
    """
    total = sum(differences, NOTHING)
    check_amount("total", total)
    check_amount("budget", budget)
    return max(total - budget, NOTHING)


def reward_after(*, reward: Decimal, surplus: Decimal) -> Decimal:
    """The reward less what the choice costs above the budget, in euro; 0.00 when that is more than the reward."""
    check_amount("surplus", surplus)
    return max(reward - surplus, NOTHING)
