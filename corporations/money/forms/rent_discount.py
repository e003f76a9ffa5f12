"""A discount on the rent over a number of months that the tenant chooses (huurkorting)."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from corporations.money.forms.registry import MONTHLY, Form
from corporations.money.forms.schedule import LONGEST_DISCOUNT, Plan
from corporations.money.value import CENT, NOTHING, Row, check_amount, check_whole, to_cent

DISCOUNT = "discount"


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


def fits(*, reward: Decimal, months: int, rent: Decimal) -> bool:
    """Whether no month's discount passes the rent that is charged, in euro a month. Raises ValueError as `discount`."""
    return max(discount(reward=reward, months=months)) <= rent


class RentDiscount(Form):
    """From the month after the acceptance."""

    code = texts = DISCOUNT
    name, posting = gettext_lazy("Korting op de huur"), gettext_lazy("Huurkorting")
    paid = MONTHLY
    has_terms = True
    how_it_comes = gettext_lazy("%(amount)s per maand minder huur, vanaf de maand na de keuring.")
    accepted = gettext_lazy("Uw werk is goed. U krijgt %(amount)s als korting op de huur, vanaf %(day)s.")
    runs = gettext_lazy("U krijgt korting op de huur, van %(first)s tot en met %(last)s.")
    to_record = gettext_lazy("Is de huurkorting ingevoerd?")
    in_short = "korting op uw huur"
    on_paper, on_paper_yours, on_paper_column = "korting", "de korting", "Korting op uw huur"

    def plan(self, *, reward: Decimal, months: int | None, rent: Decimal, rates: Sequence[Decimal]) -> Plan:
        # 0 is refused there: a discount has a term
        return Plan(self.code, discount(reward=reward, months=months or 0), NOTHING)

    def explain(
        self, *, reward: Decimal, months: int, rent: Decimal, rates: Sequence[Decimal], source: str
    ) -> list[Row]:
        return explain_discount(reward=reward, months=months, source=source)
