"""No annual increase at all for as many months as the reward buys (bevroren huur)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from corporations.money.forms.registry import NEXT_INCREASE, Form
from corporations.money.forms.schedule import A_YEAR, LONGEST_DISCOUNT, Plan, bought, spans
from corporations.money.value import NOTHING, Row, check_amount, check_rate, check_whole, to_cent

FREEZE = "freeze"
LONGEST_VIEW = 100  # years ahead that a sum may look


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
    number, amount = bought(by_month[:LONGEST_DISCOUNT], reward=reward, months=months)
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


class FrozenRent(Form):
    """From the first increase whose letters had not gone out."""

    code = texts = FREEZE
    name, posting = gettext_lazy("De huur bevriezen"), gettext_lazy("Bevroren huur")
    paid = NEXT_INCREASE
    how_it_comes = gettext_lazy("Uw huur gaat %(months)d maanden niet omhoog. Dat scheelt eerst %(amount)s per maand.")
    accepted = gettext_lazy("Uw werk is goed. U krijgt %(amount)s: vanaf %(day)s gaat uw huur een tijd niet omhoog.")
    runs = gettext_lazy("Uw huur gaat niet omhoog, van %(first)s tot en met %(last)s.")
    to_record = gettext_lazy("Is de bevroren huur ingevoerd?")
    in_short = "uw huur bevroren"

    def plan(self, *, reward: Decimal, months: int | None, rent: Decimal, rates: Sequence[Decimal]) -> Plan:
        made = freeze(rent=rent, rates=rates, reward=reward, months=months)
        return Plan(self.code, made.schedule, made.remainder)

    def explain(
        self, *, reward: Decimal, months: int, rent: Decimal, rates: Sequence[Decimal], source: str
    ) -> list[Row]:
        return freeze(rent=rent, rates=rates, reward=reward).explain(source=source)


def _euro(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
