"""Locks, in one order: the case first, then its agreement, then its offer, so that nobody waits in a circle.

They are locks "no key": a row that points at a held one may be written meanwhile. With a plain FOR UPDATE the second
change of an agreement in a transaction waits for its case (PostgreSQL checks the foreign key again), and whoever holds
the case waits for the agreement.
"""

from jobs.applications.models import Application
from jobs.offers.models import Offer


def hold(application: Application) -> Application:
    """The case as it is now, locked."""
    return Application.objects.select_for_update(no_key=True).get(pk=application.pk)


def hold_offer(offer_id: int) -> Offer:
    """The offer as it is now, locked: one decision about its places at a time."""
    return Offer.objects.select_for_update(no_key=True).get(pk=offer_id)
