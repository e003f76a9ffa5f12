"""A calculation as the rows of a table on a page."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from corporations.money.value import Row
from klushuur.ground.amounts.templatetags.money import percent

KINDS = {"N": "sum", "V": "total", "W": "total", "T": "total"}  # by the first letter of the formula


def table(rows: Iterable[Row | Mapping[str, str]]) -> list[dict[str, Any]]:
    """label (in the reader's language), formula, amount (Decimal), minus and kind, for `parts/money_rows.html`.

    rows: fresh ones of `value.explain`, or those that a quote has kept.
    """
    return [_line(row if isinstance(row, Mapping) else vars(row)) for row in rows]


def in_words(rows: Iterable[Row | Mapping[str, str]], *, risk_rate: Decimal, share: Decimal) -> list[dict[str, Any]]:
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
