"""The hash chain per corporation: sealed after the fact, so that it never makes two transactions wait for each other."""

import hashlib
import json
from dataclasses import dataclass

from django.db import connection, transaction

from klushuur.ground import locks
from klushuur.ground.journal.models import Entry
from klushuur.ground.scope import scope

FIELDS = ("id", "corporation_id", "actor_kind", "actor_id", "subject", "subject_id", "action", "old", "new", "reason")
LOCK = 7_204_206  # one sealer at a time per corporation

# The oldest transaction that still runs.
OLDEST = "SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint & 4294967295)::text"


@dataclass(frozen=True)
class Broken:
    """The first place where the chain does not hold."""

    place: int
    entry_id: int


def digest(entry: Entry, before: str) -> str:
    """sha256 over the row and the hash of the row before it."""
    row = {name: getattr(entry, name) for name in FIELDS} | {"at": entry.at.isoformat(), "before": before}
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def seal() -> int:
    """Seal the rows of the current scope that no running transaction can come before. Returns how many."""
    locks.alone(LOCK, scope.here())
    with connection.cursor() as cursor:
        cursor.execute(OLDEST)
        oldest = cursor.fetchone()[0]
    last = Entry.objects.filter(place__isnull=False).order_by("-place").first()
    place, before = (last.place or 0, last.sha256) if last else (0, "")
    # By age and not by number: the numbers of transactions start anew after 2^32.
    fresh = Entry.objects.filter(place=None).extra(where=["age(xmin) > age(%s::xid)"], params=[oldest]).order_by("id")
    count = 0
    for entry in fresh:
        place, before, count = place + 1, digest(entry, before), count + 1
        Entry.objects.filter(pk=entry.pk, place=None).update(place=place, sha256=before)
    return count


def verify() -> Broken | None:
    """Walk the chain of the current scope. Returns the first broken place, or None when it holds."""
    before = ""
    rows = Entry.objects.filter(place__isnull=False).order_by("place")
    # one by one: a journal only grows, and need not fit in memory
    for expected, entry in enumerate(rows.iterator(), start=1):
        if entry.place != expected or entry.sha256 != digest(entry, before):
            return Broken(expected, entry.pk)
        before = entry.sha256
    return None
