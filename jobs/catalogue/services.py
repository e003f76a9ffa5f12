"""The offers as a reader meets them: which are for this home, and why."""

from dataclasses import dataclass

from corporations.models import Lease
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.offers.models import Offer
from jobs.offers.rules.conditions import Condition


@dataclass(frozen=True)
class Entry:
    """An offer with what it means for one home. Without a home `conditions` is empty and nothing fits."""

    offer: Offer
    is_own: bool
    conditions: list[Condition]
    application: Application | None  # the open one of this home

    @property
    def fits(self) -> bool:
        """Whether it can be asked for now, for this home; a warning is no obstacle."""
        return self.is_own and not any(condition.stops for condition in self.conditions)


def entries(lease: Lease | None) -> list[Entry]:
    """Every published offer, those for the lease's home first; two queries, however many there are."""
    offers = Offer.objects.published().with_counts().select_related("complex", "job_type", "policy", "officer")
    running = _running(lease)
    found = [_entry(offer, lease, running.get(offer.pk)) for offer in offers.order_by("closes_on", "pk")]
    return sorted(found, key=lambda entry: not entry.is_own)  # within both, the window that closes first stays first


def entry(offer: Offer, lease: Lease | None) -> Entry:
    """One offer for one home."""
    return _entry(offer, lease, _running(lease).get(offer.pk))


def _running(lease: Lease | None) -> dict[int, Application]:
    mine = Application.objects.open().filter(lease=lease) if lease else Application.objects.none()
    return {application.offer_id: application for application in mine}


def _entry(offer: Offer, lease: Lease | None, application: Application | None) -> Entry:
    if lease is None:
        return Entry(offer, is_own=False, conditions=[], application=None)
    is_own = lease.dwelling.complex_id == offer.complex_id
    conditions = applications.reasons(offer, lease, has_open_application=application is not None)
    return Entry(offer, is_own=is_own, conditions=conditions, application=application)
