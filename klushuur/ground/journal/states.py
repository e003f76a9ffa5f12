"""A machine of states: one table of actions, one door, one journal row for each arrow."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models

from klushuur.ground.journal import journal
from klushuur.ground.journal.actions import Action


class IllegalTransition(Exception):
    """The action does not begin in the status that the row has."""


class StaleStatus(Exception):
    """Somebody was faster: the row has left the status it was read in."""


class Machine(models.Model):
    """A model whose `status` follows ACTIONS. Nothing but `move_to` writes it."""

    ACTIONS: ClassVar[Mapping[str, Action]]
    TRANSITIONS: ClassVar[
        Mapping[Any, frozenset[Any]]
    ]  # `actions.arrows` of them: for the paper, and for who asks what is an end
    status: Any

    class Meta:
        abstract = True

    def can(self, action: str) -> bool:
        """Whether the action begins in the present status, as it was read."""
        return self.status in self.ACTIONS[action].starts

    def must_be_able(self, action: str) -> None:
        """Raises IllegalTransition when the action does not begin in the present status, as it was read."""
        if not self.can(action):
            raise IllegalTransition(f"{self._meta.label} {self.pk}: no {action} from {self.status}")

    def move_to(self, action: str, *, by: journal.Actor | None, reason: str = "", **changes: object) -> Self:
        """Take an action that ends in another status, and set `changes` in the same statement.

        A row of the journal names it for each arrow, the first with the reason: a code from a list. Call it within a
        transaction, so that they stand or fall with it. Raises IllegalTransition, StaleStatus, ValueError for an action
        that leaves the status as it is.
        """
        self.must_be_able(action)
        old, taken = self.status, self.ACTIONS[action]
        if not taken.way:
            raise ValueError(f"{action} leads nowhere")
        new = taken.way[-1]
        # The status that was read is part of the question: of two at once, the second finds no row.
        moved = type(self)._default_manager.filter(pk=self.pk, status=old).update(status=new, **changes)
        if not moved:
            raise StaleStatus(f"{self._meta.label} {self.pk} left {old}")
        self._record(taken, by=by, reason=reason)
        self.status = type(old)(new) if isinstance(old, models.Choices) else new
        # `update` passes the instance by, and whoever called us goes on with that
        for name, value in changes.items():
            setattr(self, name, value)
        return self

    def _record(self, taken: Action, *, by: journal.Actor | None, reason: str) -> None:
        """A row for each arrow of the action that was taken."""
        first, *rest = taken.way
        journal.record(self, taken.name, old=self.status, new=str(first), by=by, reason=reason)
        for old, new in zip(taken.way, rest, strict=False):
            goes_on = journal.SYSTEM if taken.goes_on_by_itself else by
            journal.record(self, taken.name, old=str(old), new=str(new), by=goes_on)
