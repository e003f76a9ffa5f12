"""Amounts and percentages: read as people type them, without guessing, and written as people here write them."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent, parse_pattern
from django.utils.translation import get_language, gettext_lazy

from klushuur.ground.typed.typed import figures

DUTCH = re.compile(r"(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?")  # 2.400,00 · 2400 · 2400,5
POINT = re.compile(r"\d+\.\d{1,2}")  # 2400.50
ENGLISH = re.compile(r"\d{1,3}(,\d{3})+\.\d{1,2}")  # 2,400.00: with both marks there is no doubt
GROUPS = re.compile(r"\d{1,3}( \d{3})+([.,]\d+)?")  # 2 400,00
EURO_SIGN = re.compile(r"(?i)^(€|eur|euro)(?=[ \d.,-]|$)|(€|eur|euro)$")
NOTHING_BEHIND = re.compile(r"[.,](-{1,2}|=)$")  # 2400,- · 2400,-- · 2400.-
TOO_FINE = re.compile(r"[\d.]*\d,\d{3,}|\d+\.\d{3,}")

LOCALES = {"nl": Locale("nl"), "en": Locale("en")}
MINUS = "−"
AND_THEN = gettext_lazy("en daarna")
EURO, AMOUNT = parse_pattern("¤\u00a0#,##0.00"), parse_pattern("#,##0.00")
PERCENT, NUMBER = parse_pattern("0.##\u00a0%"), parse_pattern("0.##")


class NotAnAmount(ValueError):
    """The text is no number of at most two decimals. `is_too_fine`: it is one, but with more."""

    def __init__(self, *, is_too_fine: bool) -> None:
        super().__init__("too fine" if is_too_fine else "no number")
        self.is_too_fine = is_too_fine


def read_amount(text: str) -> Decimal:
    """A number of at most two decimals, with or without €. A point before three digits means thousands. Raises NotAnAmount."""
    plain = NOTHING_BEHIND.sub("", _without_euro(figures(text)))
    if GROUPS.fullmatch(plain):
        plain = plain.replace(" ", "")
    if DUTCH.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if POINT.fullmatch(plain):
        return Decimal(plain)
    if ENGLISH.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    raise NotAnAmount(is_too_fine=bool(TOO_FINE.fullmatch(plain)))


def read_percent(text: str) -> Decimal:
    """A rate out of a percentage of at most two decimals: 0.7 for `70`, `70 %` or `70,0`. Raises NotAnAmount."""
    return read_amount(figures(text).removesuffix("%")) / 100


def _without_euro(text: str) -> str:
    return EURO_SIGN.sub("", text).strip()


def euro(amount: Decimal | int | None) -> str:
    """`€ 1.127,00` (English: `€ 1,127.00`) with a hard space, never broken over two lines; an empty text for None."""
    if amount is None:
        return ""
    # A sign of our own before the euro: Babel has the short `-`, and its place differs by language.
    return f"{MINUS if amount < 0 else ''}{format_currency(abs(Decimal(amount)), 'EUR', EURO, locale=_locale())}"


def percent(rate: Decimal | None) -> str:
    """`70 %` for a rate of 0.70, `4,1 %` (English: `4.1 %`) for one of 0.041; an empty text for None."""
    if rate is None:
        return ""
    return format_percent(Decimal(rate), PERCENT, locale=_locale(), decimal_quantization=False)


def percents(rates: Iterable[Decimal]) -> str:
    """`4,1 % en daarna 3 %` for rates that follow each other; equal ones in a row are said once."""
    return f" {AND_THEN} ".join(percent(rate) for rate, _group in groupby(rates))


def as_typed(amount: Decimal) -> str:
    """The way back, for a field that is filled in already: `2.400,00`, in every language."""
    return format_decimal(amount, AMOUNT, locale=LOCALES["nl"])


def percent_as_typed(amount: Decimal) -> str:
    """`70` or `12,5` for a rate, in every language."""
    return format_decimal(amount * 100, NUMBER, locale=LOCALES["nl"], decimal_quantization=False)


def metres_as_typed(amount: Decimal) -> str:
    """`5` or `4,5`, in every language."""
    return f"{amount.normalize():f}".replace(".", ",")


def _locale() -> Locale:
    """That of the page; of Dutch where there is none."""
    return LOCALES.get(get_language() or "", LOCALES["nl"])
