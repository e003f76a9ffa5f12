"""The journal: one row for each change of state, written in the transaction that makes it, chained by hash afterwards."""

from typing import Protocol

from django.db.models import Model

from klushuur.ground.journal.models import Entry
from klushuur.ground.scope import scope


class Actor(Protocol):
    """A person of `klushuur.ground.accounts`."""

    pk: int
    kind: str


SYSTEM = None  # the actor of what happens by itself


def record(subject: Model, action: str, *, by: Actor | None, old: str = "", new: str = "", reason: str = "") -> None:
    """Add a row about a model instance. `by` is a user, or SYSTEM. `reason` is a code from a list, never free text."""
    Entry.objects.create(
        # of the scope, and not of the subject: the wall refuses to write a row for another
        corporation_id=scope.current(),
        actor_kind="system" if by is None else by.kind,
        actor_id=None if by is None else by.pk,
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        action=action,
        old=old,
        new=new,
        reason=reason,
    )
