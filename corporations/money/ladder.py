"""The money ladder of an offer: every form that the policy allows, with what is known of the reader. Decimal, to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corporations.money.allowance import HOUSEHOLDS, compare
from corporations.money.forms import every_form, form_of
from corporations.money.value import NOTHING


@dataclass(frozen=True)
class Rung:
    """One form of a reward, in euro. None: not known without the rent.

    net: what at least stays. months, per_month: how long and how much off the rent in the first of them. once: paid in one
    time, after it. paid: `once`, `monthly` or `next_increase`.
    """

    form: str
    gross: Decimal
    net: Decimal | None
    months: int | None
    per_month: Decimal | None
    once: Decimal
    paid: str


def ladder(
    *,
    reward: Decimal,
    forms: Sequence[str],
    terms: Sequence[int],
    rent: Decimal | None,
    rates: Sequence[Decimal],
    year: int,
    household: str,
    receives: bool | None,
) -> list[Rung]:
    """The forms in a fixed order, which is no order of merit; a discount once for each of its terms in months.

    household: empty when it is not said; then the household of which the least stays. rent: None when it is not known; then
    the net of what may take allowance is not either. Raises ValueError and UnknownYear as `compare`.
    """
    wanted = [form.code for form in every_form() if form.code in forms and (terms or not form.has_terms)]
    if rent is None:
        return [rung for form in wanted for rung in _without_rent(form, reward, terms, receives)]
    by_term = [
        _lowest(
            [_rungs(reward, months, rent, rates, year, one, receives) for one in HOUSEHOLDS if household in {"", one}]
        )
        for months in sorted(terms) or [1]  # without a form that has terms the months make no difference
    ]
    # the others do not differ by the term: the first will do
    return [
        rungs[form]
        for form in wanted
        for rungs in (by_term if form_of(form).has_terms else by_term[:1])
        if form in rungs
    ]


def _rungs(
    reward: Decimal,
    months: int,
    rent: Decimal,
    rates: Sequence[Decimal],
    year: int,
    household: str,
    receives: bool | None,
) -> dict[str, Rung]:
    compared = compare(
        reward=reward,
        months=months,
        rent=rent,
        increase_rate=rates[0],
        rates=rates,
        year=year,
        household=household,
        receives=receives,
    )
    return {
        one.form: Rung(one.form, one.gross, one.net, one.months, one.per_month, one.once, one.paid) for one in compared
    }


def _lowest(households: list[dict[str, Rung]]) -> dict[str, Rung]:
    """Of each form the household of which the least stays."""
    return {
        form: min((one[form] for one in households), key=lambda rung: rung.net or NOTHING) for form in households[0]
    }


def _without_rent(form: str, reward: Decimal, terms: Sequence[int], receives: bool | None) -> list[Rung]:
    asked = form_of(form)
    net = reward if not asked.lowers_the_rent or receives is False else None
    if asked.at_an_increase:
        return [Rung(form, reward, net, None, None, NOTHING, asked.paid)]
    made = [asked.plan(reward=reward, months=months, rent=NOTHING, rates=()) for months in asked.terms_of(terms)]
    return [Rung(form, reward, net, one.months, one.each, one.once, asked.paid) for one in made]
