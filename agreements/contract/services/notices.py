"""Word of an agreement to everybody who rents the home: all of them sign."""

from collections.abc import Callable, Iterable

from agreements.contract.models import Agreement
from corporations.models import LeaseParty
from jobs.applications.services import notices


def tell_parties(
    agreement: Agreement,
    kind: str,
    *,
    occasion: str,
    only: Iterable[LeaseParty] | None = None,
    calendar: Callable[..., str] | None = None,
    **context: object,
) -> None:
    """Write each party of the lease with an account a message about the agreement, as `jobs.applications.services.notices` does.

    calendar: makes the file to attach, in the reader's language.
    """
    for party in notices.parties_with_an_account(agreement.application, only=only):
        assert party.user is not None
        attached = calendar(agreement, language=party.user.language) if calendar else ""
        notices.tell_party(
            agreement.application, party, kind, occasion=occasion, agreement=agreement, calendar=attached, **context
        )
