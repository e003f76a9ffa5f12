"""What is left when the lease ends: of an own investment, and of a discount that still ran. Decimal, half up to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from corporations.money.value import NOTHING, Row, check_amount, check_whole, to_cent

LONGEST_TERM = 1200  # months
LONGEST_TABLE = 120


@dataclass(frozen=True)
class Exit:
    """Who leaves after `month` months (0: before the first), in euro.

    received: of the reward by then. residual: of the own investment. lapses, bought_off: what the tenant still gets when
    a running discount lapses, or is bought off. handed_over: of the discount, what the next tenant gets.
    """

    month: int
    received: Decimal
    residual: Decimal
    lapses: Decimal
    bought_off: Decimal
    handed_over: Decimal

    def explain(self, *, source: str) -> list[Row]:
        """The rows from what was had to what is left."""
        month = f"maand {self.month}"
        return [
            Row(_("Gehad van de beloning"), month, self.received, source),
            Row(_("Nog te gaan van de beloning"), "V − gehad", self.handed_over, source),
            Row(_("Waarde van wat u zelf betaalde"), "I × (n − m) : n", self.residual, source),
            Row(_("U krijgt nog, als wij de rest betalen"), "rest + waarde", self.bought_off, source),
            Row(_("U krijgt nog, als de rest vervalt"), "waarde", self.lapses, source),
        ]


def residual_value(*, basis: Decimal, months_used: int, term_months: int) -> Decimal:
    """What is left of an amount that goes down in equal steps over its term; 0.00 after it.

    Raises ValueError for a term below one month, a negative number of months, an amount that is none.
    """
    check_amount("basis", basis)
    check_whole("months_used", months_used, least=0, most=LONGEST_TERM)
    check_whole("term_months", term_months, least=1, most=LONGEST_TERM)
    left = max(term_months - months_used, 0)
    return to_cent(basis * left / term_months)


def exit_table(
    *, monthly: Sequence[Decimal], once: Decimal, investment: Decimal, term_months: int, months: int = 60
) -> list[Exit]:
    """A row for leaving after 0, 1, 2, ... months of the reward.

    monthly: off the rent from the first month on. once: paid at the start when nothing goes off the rent, else after the
    last month. investment: what the tenant paid, going down over `term_months`. Raises ValueError as `residual_value`.
    """
    check_whole("months", months, least=1, most=LONGEST_TABLE)
    check_amount("once", once)
    check_amount("investment", investment)
    for amount in monthly:
        check_amount("monthly", amount)
    total = sum(monthly, once)
    found, received = [], NOTHING
    for month in range(months + 1):
        if 0 < month <= len(monthly):
            received += monthly[month - 1]
        if month == len(monthly):  # 0 when nothing goes off the rent: then it is paid at the start
            received += once
        left = to_cent(total - received)
        residual = residual_value(basis=investment, months_used=month, term_months=term_months)
        found.append(Exit(month, to_cent(received), residual, residual, left + residual, left))
    return found
