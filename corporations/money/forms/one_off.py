"""The reward in one payment, after the acceptance."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from corporations.money.forms.registry import ONCE, Form
from corporations.money.forms.schedule import Plan
from corporations.money.value import Row, check_amount, to_cent

ONE_OFF = "one_off"


class OneOff(Form):
    """No month of the rent changes, so no law asks for a request, and any home may have it."""

    code = texts = ONE_OFF
    name = posting = _("Eén keer geld")
    paid = ONCE
    lowers_the_rent = False
    how_it_comes = _("Na de keuring, op uw rekening.")
    accepted = _("Uw werk is goed. U krijgt %(amount)s van ons.")
    in_short = "één keer"

    def plan(self, *, reward: Decimal, months: int | None, rent: Decimal, rates: Sequence[Decimal]) -> Plan:
        check_amount("reward", reward)
        return Plan(self.code, [], to_cent(reward))

    def explain(
        self, *, reward: Decimal, months: int, rent: Decimal, rates: Sequence[Decimal], source: str
    ) -> list[Row]:
        return [Row(gettext_noop("Eén keer geld"), "V", reward, source)]
