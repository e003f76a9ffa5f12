"""One annual increase that is not charged for as many months as the reward buys (overgeslagen huurverhoging)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from corporations.money.forms.registry import NEXT_INCREASE, Form
from corporations.money.forms.schedule import LONGEST_DISCOUNT, Plan, bought
from corporations.money.value import Row, check_amount, check_rate, to_cent

SKIP = "skip"


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


def skip(*, rent: Decimal, increase_rate: Decimal, reward: Decimal, months: int | None = None) -> Skip:
    """The next annual increase is not charged for whole months; in euro a month.

    months: as many as the reward buys, at most 36, when None; may be 0. Raises ValueError for months outside 1 to 36 or
    above what the reward buys, a rent of 0, a rate outside 0 to 1, an amount that is none.
    """
    check_amount("rent", rent, above_zero=True)
    check_rate("increase_rate", increase_rate)
    step = to_cent(rent * increase_rate)
    number, amount = bought([step] * LONGEST_DISCOUNT, reward=reward, months=months)
    return Skip(step, number, amount, to_cent(reward - amount))


class SkippedIncrease(Form):
    """From the first increase whose letters had not gone out."""

    code = texts = SKIP
    name, posting = gettext_lazy("Eén huurverhoging overslaan"), gettext_lazy("Overgeslagen huurverhoging")
    paid = NEXT_INCREASE
    increases = 1
    how_it_comes = gettext_lazy(
        "U betaalt één verhoging niet, %(months)d maanden lang. Dat scheelt %(amount)s per maand."
    )
    accepted = gettext_lazy("Uw werk is goed. U krijgt %(amount)s: de huurverhoging van %(day)s slaat u een tijd over.")
    runs = gettext_lazy("U slaat de huurverhoging van %(first)s over, tot en met %(last)s.")
    to_record = gettext_lazy("Is de overgeslagen huurverhoging ingevoerd?")
    in_short = "één huurverhoging overslaan"

    def plan(self, *, reward: Decimal, months: int | None, rent: Decimal, rates: Sequence[Decimal]) -> Plan:
        if not rates:
            raise ValueError("rates: one for each year")
        made = skip(rent=rent, increase_rate=rates[0], reward=reward, months=months)
        return Plan(self.code, made.schedule, made.remainder)

    def explain(
        self, *, reward: Decimal, months: int, rent: Decimal, rates: Sequence[Decimal], source: str
    ) -> list[Row]:
        return skip(rent=rent, increase_rate=rates[0], reward=reward).explain(source=source)
