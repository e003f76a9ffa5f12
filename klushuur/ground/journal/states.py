"""A machine of states: one table of arrows, one door, one journal row."""

from typing import Any, ClassVar, Self

from django.db import models

from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Code, MovedOn, Refusal


class IllegalTransition(Refusal):
    """The table has no such arrow. code: where a room has more to say than that something changed."""

    def __init__(self, what: str, *, code: Code = MovedOn.MOVED_ON) -> None:
        super().__init__(code, what)


class StaleStatus(Refusal):
    """Somebody was faster: the row has left the status it was read in. code: as of IllegalTransition."""

    def __init__(self, what: str, *, code: Code = MovedOn.MOVED_ON) -> None:
        super().__init__(code, what)


class Machine(models.Model):
    """A model whose `status` follows TRANSITIONS. Nothing but `move_to` writes it."""

    TRANSITIONS: ClassVar[dict[Any, frozenset[Any]]]
    status: Any

    class Meta:
        abstract = True

    def can_move_to(self, new: str) -> bool:
        """Whether the table has an arrow from the present status, as it was read, to the new one."""
        return new in self.TRANSITIONS[self.status]

    def move_to(self, new: str, *, by: journal.Actor | None, reason: str = "", **changes: object) -> Self:
        """Follow one arrow, and set `changes` in the same statement. Raises IllegalTransition, StaleStatus.

        reason: a code from a list. Call it within a transaction, so that the journal row stands or falls with it.
        """
        old = self.status
        if not self.can_move_to(new):
            raise IllegalTransition(f"{self._meta.label} {self.pk}: {old} -> {new}")
        # The status that was read is part of the question: of two at once, the second finds no row.
        moved = type(self)._default_manager.filter(pk=self.pk, status=old).update(status=new, **changes)
        if not moved:
            raise StaleStatus(f"{self._meta.label} {self.pk} left {old}")
        journal.record(self, "status", old=old, new=str(new), by=by, reason=reason)
        self.status = type(old)(new) if isinstance(old, models.Choices) else new
        # `update` passes the instance by, and whoever called us goes on with that
        for name, value in changes.items():
            setattr(self, name, value)
        return self
