"""Looking at the whole journal: every corporation's chain, and the platform's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from klushuur.ground.journal import chain
from klushuur.ground.journal.models import Entry
from klushuur.ground.scope import scope
from klushuur.ground.scope.corporations import everyone

PATIENCE = timedelta(minutes=10)  # beat seals each minute; a row may wait for a transaction that runs longer


@dataclass(frozen=True)
class Finding:
    """How one chain stands."""

    corporation_id: int | None  # None: the platform's own rows
    sealed: int
    fresh: int  # not sealed yet, and no reason to worry
    late: int  # not sealed, and older than PATIENCE
    end: str  # the last hash: kept elsewhere, it shows later that nothing before it was changed or taken away
    broken: chain.Broken | None


def look() -> Iterator[Finding]:
    """A finding for the platform, and then for each corporation in turn."""
    for corporation_id in [None, *everyone()]:
        with scope.of(corporation_id):
            yield _find(corporation_id)


def _find(corporation_id: int | None) -> Finding:
    open_rows = Entry.objects.filter(place=None)
    late = open_rows.filter(at__lt=timezone.now() - PATIENCE).count()
    last = Entry.objects.exclude(place=None).order_by("-place").first()
    return Finding(
        corporation_id,
        sealed=Entry.objects.exclude(place=None).count(),
        fresh=open_rows.count() - late,
        late=late,
        end=last.sha256 if last else "",
        broken=chain.verify(),
    )
