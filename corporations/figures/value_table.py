"""A calculation as the rows of a table on a page."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

from django.utils.translation import gettext

from corporations.money.value import Row
from klushuur.ground.amounts.amounts import percent

KINDS = {"N": "sum", "V": "total", "W": "total", "T": "total"}  # by the first letter of the formula


class KeptRow(TypedDict):
    """A `value.Row` as a quote keeps it in JSON: the amount as text."""

    label: str
    formula: str
    amount: str
    source: str


class Line(TypedDict):
    """A row as `parts/money_rows.html` shows it. minus: the amount goes off. kind: `sum`, `total` or empty."""

    label: str
    formula: str
    amount: Decimal
    minus: bool
    kind: str


def table(rows: Iterable[Row | KeptRow]) -> list[Line]:
    """The lines of a calculation in euro, labels in the reader's language.

    rows: fresh ones of `value.explain`, or those that a quote has kept.
    """
    return [_line(row) for row in rows]


def in_words(rows: Iterable[Row | KeptRow], *, risk_rate: Decimal, share: Decimal) -> list[Line]:
    """The same rows as a tenant reads them: words in the place of letters and formulas."""
    lines = table(rows)
    of_saving = gettext("%(rate)s van wat wij besparen") % {"rate": percent(share)}
    less = gettext("%(rate)s van wat wij besparen, min de meerprijs") % {"rate": percent(share)}
    how = {
        "A": gettext("als een bedrijf het werk doet"),
        "M": gettext("wat u van ons krijgt"),
        "O": gettext("kijken, keuren en regelen"),
        "r": gettext("%(rate)s van de kosten die wij niet maken") % {"rate": percent(risk_rate)},
        "N": "",
        "S": gettext("wat u kiest kost meer dan wat wij betalen"),
        "V": less if any(line["formula"] == "S" for line in lines) else of_saving,
    }
    return [line | {"formula": how[line["formula"][0]]} for line in lines]


def _line(row: Row | KeptRow) -> Line:
    label, formula, amount = (
        (row.label, row.formula, row.amount)
        if isinstance(row, Row)
        else (row["label"], row["formula"], Decimal(row["amount"]))
    )
    kind = KINDS.get(formula[0], "")
    taken_off = amount < 0 and not kind  # a total below zero shows its own sign
    return {
        "label": gettext(label),
        "formula": formula,
        "amount": abs(amount) if taken_off else amount,
        "minus": taken_off,
        "kind": kind,
    }
