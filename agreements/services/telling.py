"""Word of an agreement to everybody who rents the home: all of them sign."""

from collections.abc import Callable, Iterable
from typing import Any

from agreements.models import Agreement
from corporations.models import LeaseParty
from jobs.services import telling


def tell_parties(
    agreement: Agreement,
    kind: str,
    *,
    once: str,
    only: Iterable[LeaseParty] | None = None,
    calendar: Callable[..., str] | None = None,
    **context: Any,
) -> None:
    """Write each party of the lease with an account a message about the agreement, as `jobs.services.telling` does.

    calendar: makes the file to attach, in the reader's language.
    """
    for party in telling.parties_with_an_account(agreement.application, only=only):
        assert party.user is not None
        attached = calendar(agreement, language=party.user.language) if calendar else ""
        telling.tell_party(
            agreement.application, party, kind, once=once, agreement=agreement, calendar=attached, **context
        )
