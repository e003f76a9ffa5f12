"""Word of an agreement to everybody who rents the home: all of them sign."""

from collections.abc import Iterable
from typing import Any

from agreements.models import Agreement
from corporations.models import LeaseParty
from jobs.services import telling


def tell_parties(
    agreement: Agreement, kind: str, *, once: str, only: Iterable[LeaseParty] | None = None, **context: Any
) -> None:
    """Write each party of the lease with an account a message about the agreement, as `jobs.services.telling` does."""
    telling.tell_parties(agreement.application, kind, once=once, only=only, agreement=agreement, **context)
