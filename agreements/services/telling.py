"""Word of an agreement to everybody who rents the home: all of them sign."""

from typing import Any

from agreements.models import Agreement
from jobs.services.applications import contact_of
from klushuur import mail


def tell_parties(agreement: Agreement, kind: str, *, once: str, **context: Any) -> None:
    """Write each party of the lease with an account a message; one that is there already stays the only one.

    once: names the occasion among the messages of this kind.
    """
    application = agreement.application
    for party in application.lease.parties.exclude(user=None).select_related("user").order_by("pk"):
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
            **context,
        )
