"""A calculation as the rows of a table on a page."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from jobs.rules.value import Row

KINDS = {"N": "sum", "V": "total"}  # by the first letter of the formula


def table(rows: Iterable[Row | Mapping[str, str]]) -> list[dict[str, Any]]:
    """label (in the reader's language), formula, amount (Decimal), minus and kind, for `parts/money_rows.html`.

    rows: fresh ones of `value.explain`, or those that a quote has kept.
    """
    return [_line(row if isinstance(row, Mapping) else vars(row)) for row in rows]


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    amount, kind = Decimal(row["amount"]), KINDS.get(row["formula"][0], "")
    taken_off = amount < 0 and not kind
    return {
        "label": gettext(row["label"]),
        "formula": row["formula"],
        "amount": abs(amount) if taken_off else amount,
        "minus": taken_off,
        "kind": kind,
    }
