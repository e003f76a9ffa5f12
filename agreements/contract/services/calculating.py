"""The calculation for one home, kept as it was: amounts, rates, rent, every row of every form, and whom it favours."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypedDict

from agreements.contract.models import Quote
from agreements.contract.rules import canonical, sha256
from corporations.figures.value_table import KeptRow
from corporations.models import StaffMember
from corporations.money import forms, value
from corporations.money.amounts import Amounts
from corporations.money.benefit import benefit
from corporations.money.value import NOTHING
from jobs.applications.models import Application
from jobs.offers.rules import choosing
from jobs.offers.services import rents
from klushuur.ground import clock


class NothingToGain(Exception):
    """The net saving, or what the choice leaves of the reward, is zero or less: there is no reward to agree about."""


class NotInFavour(Exception):
    """The tenant would give as much as he gains, or more (voordeeltoets)."""


class KeptForm(TypedDict):
    """One form of the reward in `Quote.form_rows`. months: 0 for a one-off."""

    form: str
    months: int
    rows: list[KeptRow]


class KeptBenefit(TypedDict):
    """`Quote.benefit`: what the tenant gains and gives, each in euro, as text with two decimals."""

    gains: str
    gives: str
    rows: list[KeptRow]


def snapshot(
    application: Application,
    *,
    by: StaffMember,
    works_until: date,
    amounts: Amounts,
    bought: Decimal = NOTHING,
) -> Quote:
    """Keep a calculation, in euro. bought: what the tenant buys himself; works_until: the last day to work, from which
    follows with which increase a lower rent would begin. Raises NothingToGain, NotInFavour, ValueError for no amount,
    or for another risk than the offer's.
    """
    offer, policy = application.offer, application.policy
    if amounts.risk_rate != offer.risk_rate:
        raise ValueError("risk_rate: that of the offer")
    saving = amounts.net_saving
    whole, surplus = value.reward(net_saving=saving, share=offer.share), application.surplus
    reward = choosing.reward_after(reward=whole, surplus=surplus)
    if reward <= 0:
        raise NothingToGain(saving)
    # without our discounts: another job of this home changes nothing of what this one is reckoned over
    rent = rents.shadow_rent(application.lease, policy=policy, on=clock.today())
    start = rents.expected_start(policy=policy, rent=rent, works_until=works_until)
    made = Quote(
        corporation_id=application.corporation_id,
        application=application,
        version=application.quotes.count() + 1,  # the case is held: nobody counts along
        policy=policy,
        **amounts.columns,
        share=offer.share,
        net_saving=saving,
        budget=offer.budget,
        surplus=surplus,
        bought=bought,
        reward=reward,
        rent=rent,
        increase_rates=policy.increase_rates,
        start_on=start.day,
        start_rent=start.rent,
        start_rates=start.rates,
        drafted_by=by,
        made_at=clock.now(),
    )
    _explain(made, whole)
    made.sha256 = fingerprint(made)
    made.save()
    return made


def _explain(made: Quote, whole: Decimal) -> None:
    """The rows of everything, and the test of whom it favours. Raises NotInFavour, ValueError."""
    source = str(made.policy)
    rows = made.amounts.explain(share=made.share, surplus=made.surplus, source=source)
    may_choose = made.application.choices.exists()
    test = benefit(
        reward=whole,  # the surplus stands on the other side, among what the tenant gives
        materials=made.materials_cost,
        surplus=made.surplus,
        bought=made.bought,
        may_choose=may_choose,
        source=source,
    )
    if not test.is_positive:
        raise NotInFavour(test.amount)
    made.rows = _kept(rows)
    made.form_rows = [
        KeptForm(form=one.form, months=one.months, rows=_kept(_rows_of(made, one, source))) for one in plans(made)
    ]
    made.benefit = KeptBenefit(gains=f"{test.gains:.2f}", gives=f"{test.gives:.2f}", rows=_kept(test.rows))


def plans(made: Quote) -> list[forms.Plan]:
    """Every way in which this reward can be had: of the policy's forms those of which it buys a month, and the discounts
    of which no month passes the rent. A lower rent is for homes with a front door of their own (Wet tijdelijke huurkorting).
    """
    may_have = made.policy.forms_for(made.application.lease.dwelling)
    found = []
    for form in forms.every_form():
        if form.code in may_have:
            ways = [made.plan(form.code, months) for months in form.terms_of(made.policy.discount_months)]
            found += [way for way in ways if form.gives(way) and max(way.monthly, default=NOTHING) <= made.rent]
    return found


def code(plan: forms.Plan) -> str:
    """`one_off`, `discount.36`: a form with its months."""
    return f"{plan.form}.{plan.months}" if plan.months else plan.form


def fingerprint(made: Quote) -> str:
    """The hash of all that was reckoned with and of all that came of it; a quote that is read again has the same."""
    amounts = made.amounts
    kept = {
        "application": made.application_id,
        "version": made.version,
        "policy": made.policy.number,
        **amounts.keywords,
        "risk_rate": _rate(amounts.risk_rate),
        "share": _rate(made.share),
        "net_saving": made.net_saving,
        "budget": made.budget,
        "surplus": made.surplus,
        "bought": made.bought,
        "reward": made.reward,
        "rent": made.rent,
        "increase_rates": [_rate(one) for one in made.increase_rates],
        "start_on": made.start_on,
        "start_rent": made.start_rent,
        "start_rates": [_rate(one) for one in made.start_rates],
        "rows": made.rows,
        "form_rows": made.form_rows,
        "benefit": made.benefit,
    }
    return sha256(canonical(kept))


def _rows_of(made: Quote, plan: forms.Plan, source: str) -> list[value.Row]:
    form, known = forms.form_of(plan.form), {"rent": made.start_rent, "rates": made.start_rates}
    return form.explain(reward=made.reward, months=plan.months, source=source, **known)


def _kept(rows: Iterable[value.Row]) -> list[KeptRow]:
    return [
        {"label": row.label, "formula": row.formula, "amount": f"{row.amount:.2f}", "source": row.source}
        for row in rows
    ]


def _rate(rate: Decimal) -> str:
    return f"{rate:.4f}"  # with the decimals of the column: read again, it is the same text
