"""The table of actions beside a machine's arrows: who may do what, from where, and what it does to the place held."""

from dataclasses import dataclass

KEEPS, TAKES, FREES, NONE = "keeps", "takes", "frees", "none"
BY_ITSELF = frozenset({"system"})  # whom an action is of that nobody takes; in the journal its actor is SYSTEM


@dataclass(frozen=True)
class Action:
    """One thing that somebody can do to a row of a machine, or that happens to it by itself.

    A page declares its audience from `who`, so that table and page can't differ; docs/states.md is drawn from these
    rows and tests/test_actions.py tries each of them as every role in every status.
    """

    name: str
    label: str  # in Dutch, for the paper
    starts: frozenset[str]  # the statuses in which it can be done
    to: str | None  # the status in which it ends, by way of others perhaps; None: the status stays
    who: frozenset[str]  # audiences of klushuur.ground.http, or BY_ITSELF
    place: str = KEEPS  # what it does to the place held: KEEPS, TAKES or FREES, or NONE where no place is held
    url_name: str = ""  # the page that does it by POST; empty for what happens by itself


def table(*actions: Action) -> dict[str, Action]:
    """The actions by name. Raises ValueError for a name that is there twice."""
    by_name = {action.name: action for action in actions}
    if len(by_name) != len(actions):
        raise ValueError("an action with this name is there already")
    return by_name
