"""What a job saves, and what part of that goes to the tenant. Decimal in and out, half up to the cent."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_noop as _

from klushuur.ground.amounts.amounts import percent_as_typed

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
TOO_MUCH = Decimal(10) ** 8  # a column of amounts holds less


@dataclass(frozen=True)
class Row:
    """One line of an explanation: what, how, how much (euro), and where it comes from."""

    label: str
    formula: str
    amount: Decimal
    source: str


def to_cent(amount: Decimal) -> Decimal:
    """Half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def net_saving(*, avoided: Decimal, materials: Decimal, handling: Decimal, risk_rate: Decimal) -> Decimal:
    """What the corporation saves, in euro: N = A - M - O - r. May be negative.

    risk_rate: a rate of `avoided`, from 0 to 1; the risk is rounded to the cent first.
    Raises ValueError for a negative amount, an amount with more than two decimals, or a rate outside 0 to 1.
    """
    for name, amount in (("avoided", avoided), ("materials", materials), ("handling", handling)):
        check_amount(name, amount)
    check_rate("risk_rate", risk_rate)
    return avoided - materials - handling - to_cent(avoided * risk_rate)


def reward(*, net_saving: Decimal, share: Decimal) -> Decimal:
    """What the tenant gets, in euro: V = share x N; a negative N gives 0.00.

    Raises ValueError for a share outside 0 to 1, or a saving that is no amount in whole cents.
    """
    # a saving may be below zero, so its size is checked
    check_amount("net_saving", net_saving.copy_abs() if is_number(net_saving) else net_saving)
    check_rate("share", share)
    return to_cent(max(net_saving, Decimal(0)) * share)


def explain(
    *,
    avoided: Decimal,
    materials: Decimal,
    handling: Decimal,
    risk_rate: Decimal,
    share: Decimal,
    source: str,
    surplus: Decimal = Decimal(0),
) -> list[Row]:
    """The rows from avoided cost to reward. Raises ValueError as its parts do.

    surplus: what the tenant's choice costs above the budget; it goes off the reward, in a row of its own.
    """
    saving = net_saving(avoided=avoided, materials=materials, handling=handling, risk_rate=risk_rate)
    check_amount("surplus", surplus)
    paid, formula = reward(net_saving=saving, share=share), f"V = {percent_of(share)} % × N"
    off = [Row(_("Meerprijs van uw keuze, boven het budget"), "S", -to_cent(surplus), source)] if surplus else []
    if surplus:
        paid, formula = max(paid - surplus, Decimal("0.00")), f"{formula} − S"
    return [
        Row(_("Kosten die wij niet maken"), "A", to_cent(avoided), source),
        Row(_("Wat het materiaal kost"), "M", -to_cent(materials), source),
        Row(_("Wat onze uren kosten"), "O", -to_cent(handling), source),
        Row(_("Opslag voor risico"), f"r = {percent_of(risk_rate)} % × A", -to_cent(avoided * risk_rate), source),
        Row(_("Wij besparen"), "N = A − M − O − r", to_cent(saving), source),
        *off,
        Row(_("Beloning"), formula, paid, source),
    ]


def check_amount(name: str, amount: Decimal, *, above_zero: bool = False) -> None:
    """Raises ValueError for what is no amount in euro of 0 (or one cent) or more."""
    if not is_number(amount) or not 0 <= amount < TOO_MUCH or amount != to_cent(amount):
        raise ValueError(f"{name}: an amount in euro, 0 or more, with at most two decimals")
    if above_zero and not amount:
        raise ValueError(f"{name}: an amount in euro above 0")


def check_rate(name: str, rate: Decimal) -> None:
    """Raises ValueError for what is no share of one."""
    if not is_number(rate) or not 0 <= rate <= 1:
        raise ValueError(f"{name}: a rate from 0 to 1")


def check_whole(name: str, number: object, *, least: int, most: int) -> None:
    """Raises ValueError for what is no whole number within these bounds."""
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise ValueError(f"{name}: a whole number from {least} to {most}")


def is_number(value: object) -> bool:
    """Whether it is a Decimal, and a finite one: a float is no amount."""
    return isinstance(value, Decimal) and value.is_finite()


def percent_of(rate: Decimal) -> str:
    """`4,1` for a rate of 0.041: how a formula writes it."""
    return percent_as_typed(rate)
