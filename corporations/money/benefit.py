"""Whether the tenant gains more than he gives (voordeeltoets), in euro: what departs from the law must be in his favour.

A test of our own, to be checked by a lawyer. Free choice counts, without a price; so does work in the tenant's own time, which is
his to spend and which nobody keeps count of.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from corporations.money.value import NOTHING, Row, check_amount, to_cent


@dataclass(frozen=True)
class Benefit:
    """What the tenant gains and gives, in euro."""

    gains: Decimal
    gives: Decimal
    rows: tuple[Row, ...]

    @property
    def amount(self) -> Decimal:
        """What is left for the tenant; may be negative."""
        return self.gains - self.gives

    @property
    def is_positive(self) -> bool:
        """Whether it is in the tenant's favour; nothing on both sides is not."""
        return self.gains > self.gives


def benefit(
    *, reward: Decimal, materials: Decimal, surplus: Decimal, bought: Decimal, may_choose: bool, source: str
) -> Benefit:
    """The reward and our materials against what the tenant pays himself.

    reward: before the surplus goes off. surplus: what the choice costs above the budget. bought: materials and tools that the
    tenant buys himself. Raises ValueError for an amount that is none.
    """
    for name, amount in (("reward", reward), ("materials", materials), ("surplus", surplus), ("bought", bought)):
        check_amount(name, amount)
    gains, gives = to_cent(reward + materials), to_cent(surplus + bought)
    choice = [Row(_("Vrije keuze"), "zonder bedrag", NOTHING, source)] if may_choose else []
    rows = (
        Row(_("Beloning, voor de meerprijs"), "B", to_cent(reward), source),
        Row(_("Materiaal dat wij geven"), "M", to_cent(materials), source),
        *choice,
        Row(_("Meerprijs van de keuze, boven het budget"), "S", -to_cent(surplus), source),
        Row(_("Wat de huurder zelf koopt"), "K", -to_cent(bought), source),
        Row(_("Werk in eigen tijd"), "zonder bedrag", NOTHING, source),
        Row(_("Voordeel voor de huurder"), "T = B + M − S − K", gains - gives, source),
    )
    return Benefit(gains, gives, rows)
