"""Word of an agreement to everybody who rents the home: all of them sign."""

from collections.abc import Callable, Iterable
from typing import Any

from agreements.models import Agreement
from corporations.models import LeaseParty
from jobs.services.telling import contact_of
from klushuur import mail


def tell_parties(
    agreement: Agreement,
    kind: str,
    *,
    once: str,
    only: Iterable[LeaseParty] | None = None,
    calendar: Callable[..., str] | None = None,
    **context: Any,
) -> None:
    """Write each party of the lease with an account a message; one that is there already stays the only one.

    once: names the occasion among the messages of this kind. only: these parties, and not all of them. calendar: makes
    the file to attach, in the reader's language.
    """
    application = agreement.application
    parties = application.lease.parties.exclude(user=None).select_related("user").order_by("pk")
    if only is not None:
        parties = parties.filter(pk__in=[party.pk for party in only])
    for party in parties:
        assert party.user is not None
        mail.write(
            kind,
            to=party.user.email,
            once=f"{once}.{party.pk}",
            language=party.user.language,
            name=party.name,
            corporation=agreement.corporation,
            application=application,
            agreement=agreement,
            contact=contact_of(application),
            calendar=calendar(agreement, language=party.user.language) if calendar else "",
            **context,
        )
