"""The terms of an agreement in one fixed form, so that a hash can stand for them."""

import hashlib
import json
from decimal import Decimal
from typing import Any


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
