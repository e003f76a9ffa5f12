"""Terms in one fixed form, so that a hash can stand for them; who may not approve; and counting days and months."""

import hashlib
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

SATURDAY = 5


def canonical(terms: dict[str, Any]) -> str:
    """The same terms always give the same text: sorted keys, amounts with two decimals, dates as ISO."""
    return json.dumps(terms, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def sha256(text: str) -> str:
    """The hash of a text in UTF-8, as hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def reasons_not_to_approve(
    *, member_id: int, drafted_by_id: int, surveyed_by_id: int | None, lives_in: bool, amount: Decimal, mandate: Decimal
) -> list[str]:
    """Codes of what forbids this person to approve (DESIGN, hard rule 2): drafted, surveyed, lives_in, mandate."""
    found = {
        "drafted": member_id == drafted_by_id,
        "surveyed": member_id == surveyed_by_id,
        "lives_in": lives_in,
        "mandate": amount > mandate,
    }
    return [code for code, holds in found.items() if holds]


def after_working_days(day: date, number: int) -> date:
    """The day that is so many working days later. Saturday and Sunday do not count; public holidays do, as yet."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day


def month_after(day: date, number: int = 1) -> date:
    """The first day of the month that comes so many months after that of `day`."""
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)
