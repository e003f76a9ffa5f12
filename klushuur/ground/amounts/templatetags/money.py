"""Amounts as people here write them: € 1.127,00, never broken over two lines."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def euro(amount: Decimal | int | None) -> str:
    """`€ 1.127,00` (English: `€ 1,127.00`) with a hard space; an empty text for None."""
    if amount is None:
        return ""
    text = f"{abs(Decimal(amount)):,.2f}"
    if get_language() != "en":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{'−' if amount < 0 else ''}€\u00a0{text}"


@register.filter
def percent(rate: Decimal | None) -> str:
    """`70 %` for a rate of 0.70, `4,1 %` (English: `4.1 %`) for one of 0.041; an empty text for None."""
    if rate is None:
        return ""
    text = f"{(Decimal(rate) * 100).normalize():f}"
    return f"{text if get_language() == 'en' else text.replace('.', ',')}\u00a0%"
