"""The forms of a reward: a file each, in the order in which pages show them. Decimal, to the cent.

Every form comes to the same sum: so much off the rent each month, and the rest in one payment.
"""

from collections.abc import Sequence
from decimal import Decimal

from corporations.money.forms.frozen_rent import (
    FREEZE,
    LONGEST_VIEW,
    Freeze,
    FrozenRent,
    freeze,
    permanent_freeze_cost,
)
from corporations.money.forms.one_off import ONE_OFF, OneOff
from corporations.money.forms.registry import (
    Form,
    at_an_increase,
    codes,
    every_form,
    form_choices,
    form_of,
    lowering,
    register,
)
from corporations.money.forms.rent_discount import DISCOUNT, RentDiscount, discount, explain_discount, fits
from corporations.money.forms.schedule import A_YEAR, LONGEST_DISCOUNT, Plan, Span, spans
from corporations.money.forms.skipped_increase import SKIP, Skip, SkippedIncrease, skip

REWARD_FORMS = (ONE_OFF, DISCOUNT, SKIP, FREEZE)  # those that we have; a policy allows some of them
for one in (OneOff(), RentDiscount(), SkippedIncrease(), FrozenRent()):
    register(one)

__all__ = [
    "A_YEAR",
    "DISCOUNT",
    "FREEZE",
    "LONGEST_DISCOUNT",
    "LONGEST_VIEW",
    "ONE_OFF",
    "REWARD_FORMS",
    "SKIP",
    "Form",
    "Freeze",
    "Plan",
    "Skip",
    "Span",
    "at_an_increase",
    "codes",
    "discount",
    "every_form",
    "explain_discount",
    "fits",
    "form_choices",
    "form_of",
    "freeze",
    "lowering",
    "permanent_freeze_cost",
    "plan",
    "register",
    "skip",
    "spans",
]


def plan(*, form: str, reward: Decimal, months: int | None = None, rent: Decimal, rates: Sequence[Decimal]) -> Plan:
    """A reward in this form; the sum of what it gives is the reward. rates: as of `freeze`; a skip takes the first.

    months: of a discount; of a skip and a freeze as many as the reward buys, when None.
    Raises ValueError for an unknown form, a discount without months, and as the form's own function does.
    """
    return form_of(form).plan(reward=reward, months=months, rent=rent, rates=rates)
