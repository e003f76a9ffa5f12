"""The table of actions of a machine: who may do what, from where to where. The arrows between its statuses follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise

from klushuur.ground.abilities import known

KEEPS, TAKES, FREES, NONE = "keeps", "takes", "frees", "none"
BY_ITSELF = "by_itself"  # what an action that nobody takes has for an ability; in the journal its actor is SYSTEM


@dataclass(frozen=True)
class Action:
    """One thing that somebody can do to a row of a machine, or that happens to it by itself.

    `Machine.move_to` follows these rows, and a page declares its `ability`, so that table, service and page can't differ;
    docs/states.md is drawn from them and tests/test_actions.py tries each of them as every role in every status.
    """

    name: str
    label: str  # in Dutch, for the paper
    starts: frozenset[str]  # the statuses in which it can be done
    to: str | None  # the status in which it ends; None: the status stays
    ability: str  # what one must be able to do for it, or BY_ITSELF
    place: str = KEEPS  # what it does to the place held: KEEPS, TAKES or FREES, or NONE where no place is held
    url_name: str = ""  # the page that does it by POST; empty for what has no page
    via: str | None = None  # a status that it passes on its way: two arrows, and a row of the journal for each
    button: str | Promise = ""  # what the tenant's button says, on the page of the case
    goes_on_by_itself: bool = False  # whether nobody takes the second of those two: the first one is enough for it

    @property
    def way(self) -> tuple[str, ...]:
        """The statuses that it leads to, the last one where it ends; empty where the status stays."""
        return tuple(status for status in (self.via, self.to) if status is not None)


def table(*actions: Action) -> dict[str, Action]:
    """The actions by name. Raises ValueError for a name that is there twice, UnknownAbility."""
    by_name = {action.name: action for action in actions}
    if len(by_name) != len(actions):
        raise ValueError("an action with this name is there already")
    for action in actions:
        if action.ability != BY_ITSELF:
            known(action.ability)
    return by_name


def arrows(statuses: Iterable[Any], actions: Mapping[str, Action]) -> dict[Any, frozenset[Any]]:
    """Of each status those that can follow it, by the actions; an end has none. Raises ValueError for a status that is not one of these."""
    members = {status: status for status in statuses}  # for a text, the member that equals it
    found: dict[Any, set[Any]] = {status: set() for status in members}
    for action in actions.values():
        unknown = {*action.starts, *action.way} - set(members)
        if unknown:
            raise ValueError(f"{action.name}: no such status: {', '.join(sorted(unknown))}")
        for start in action.starts:
            for old, new in pairwise((start, *action.way)):
                found[old].add(members[new])
    return {status: frozenset(targets) for status, targets in found.items()}
