"""Who is next on a waiting list, so that it can be explained and checked afterwards."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True)
class Turn:
    """A place in the line. `is_drawn`: others came on the list on the same day, so a draw put them in order."""

    number: int
    application_id: int
    since: date
    is_drawn: bool


def turns(offer_id: int, since: Mapping[int, date]) -> list[Turn]:
    """The line of one offer, next first. since: of each application that waits, the day it came on the list.

    Who waits longest is first; of one day the draw decides and not the hour, for nobody wins by being fast
    (docs/rules.md, hard rule 6). The draw can be done again by anybody: it is the order of `lot`.
    """
    on_a_day = Counter(since.values())
    order = sorted(since, key=lambda pk: (since[pk], lot(offer_id, pk)))
    return [Turn(place, pk, since[pk], on_a_day[since[pk]] > 1) for place, pk in enumerate(order, start=1)]


def lot(offer_id: int, application_id: int) -> str:
    """The lot that an application draws in an offer: the SHA-256 of both numbers, in hexadecimal."""
    return sha256(f"{offer_id}:{application_id}".encode()).hexdigest()
