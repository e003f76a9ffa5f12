"""Amounts and percentages as people type them, read without guessing."""

import re
from decimal import Decimal

DUTCH = re.compile(r"(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?")  # 2.400,00 · 2400 · 2400,5
POINT = re.compile(r"\d+\.\d{1,2}")  # 2400.50
ENGLISH = re.compile(r"\d{1,3}(,\d{3})+\.\d{1,2}")  # 2,400.00: with both marks there is no doubt
TOO_FINE = re.compile(r"[\d.]*\d,\d{3,}|\d+\.\d{3,}")


class NotAnAmount(ValueError):
    """The text is no number of at most two decimals. `is_too_fine`: it is one, but with more."""

    def __init__(self, *, is_too_fine: bool) -> None:
        super().__init__("too fine" if is_too_fine else "no number")
        self.is_too_fine = is_too_fine


def read_amount(text: str) -> Decimal:
    """A number of at most two decimals, with or without €. A point before three digits means thousands. Raises NotAnAmount."""
    plain = re.sub(r"[\s€\u00a0\u202f]", "", text).removesuffix(",-").removesuffix(",–")
    if DUTCH.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if POINT.fullmatch(plain):
        return Decimal(plain)
    if ENGLISH.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    raise NotAnAmount(is_too_fine=bool(TOO_FINE.fullmatch(plain)))


def read_percent(text: str) -> Decimal:
    """A rate out of a percentage of at most two decimals: 0.7 for `70`, `70 %` or `70,0`. Raises NotAnAmount."""
    return read_amount(text.strip().removesuffix("%")) / 100


def as_typed(amount: Decimal) -> str:
    """The way back, for a field that is filled in already: `2.400,00`."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def percent_as_typed(amount: Decimal) -> str:
    """`70` or `12,5` for a rate."""
    return f"{(amount * 100).normalize():f}".replace(".", ",")
