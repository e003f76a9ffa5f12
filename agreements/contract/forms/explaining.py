"""The rows that a quote has kept, for a page: of every form, and of the test whom it favours."""

from decimal import Decimal
from typing import Any

from agreements.contract.models import Quote
from corporations.figures.value_table import table
from corporations.money.names import name_of_form


def rows_of_forms(quote: Quote) -> list[dict[str, Any]]:
    """Of each form but the one-off, which has no rows of its own: name and rows (see `parts/money_rows.html`)."""
    return [
        {"name": name_of_form(one["form"], one["months"]), "rows": [row | {"kind": ""} for row in table(one["rows"])]}
        for one in quote.form_rows
        if one["months"]
    ]


def benefit_of(quote: Quote) -> dict[str, Any] | None:
    """What is left for the tenant (Decimal), and the rows; None for a quote of before the test."""
    if not quote.benefit:
        return None
    gains, gives = (Decimal(quote.benefit[name]) for name in ("gains", "gives"))
    return {"amount": gains - gives, "rows": table(quote.benefit["rows"])}
