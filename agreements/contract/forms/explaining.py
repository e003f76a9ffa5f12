"""The rows that a quote has kept, for a page: of every form, and of the test whom it favours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.contract.models import Quote
from corporations.figures.value_table import table
from corporations.money.names import name_of_form


@dataclass(frozen=True)
class FormRows:
    """How one form of the reward comes to its amounts. rows: for `parts/money_rows.html`."""

    name: str
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Benefit:
    """What is left for the tenant, in euro, and how it comes to that. rows: for `parts/money_rows.html`."""

    amount: Decimal
    rows: Sequence[Mapping[str, object]]


def rows_of_forms(quote: Quote) -> list[FormRows]:
    """Of each form but the one-off, which has no rows of its own."""
    return [
        FormRows(name_of_form(one["form"], one["months"]), [row | {"kind": ""} for row in table(one["rows"])])
        for one in quote.form_rows
        if one["months"]
    ]


def benefit_of(quote: Quote) -> Benefit:
    """What the test of whom it favours came to."""
    gains, gives = (Decimal(quote.benefit[name]) for name in ("gains", "gives"))
    return Benefit(gains - gives, table(quote.benefit["rows"]))
