"""The table of actions beside a machine's arrows: who may do what, from where, and what it does to the place held."""

from dataclasses import dataclass

from klushuur.ground.abilities import known

KEEPS, TAKES, FREES, NONE = "keeps", "takes", "frees", "none"
BY_ITSELF = "by_itself"  # what an action that nobody takes has for an ability; in the journal its actor is SYSTEM


@dataclass(frozen=True)
class Action:
    """One thing that somebody can do to a row of a machine, or that happens to it by itself.

    A page declares its `ability`, so that table and page can't differ; docs/states.md is drawn from these rows and
    tests/test_actions.py tries each of them as every role in every status.
    """

    name: str
    label: str  # in Dutch, for the paper
    starts: frozenset[str]  # the statuses in which it can be done
    to: str | None  # the status in which it ends, by way of others perhaps; None: the status stays
    ability: str  # what one must be able to do for it, or BY_ITSELF
    place: str = KEEPS  # what it does to the place held: KEEPS, TAKES or FREES, or NONE where no place is held
    url_name: str = ""  # the page that does it by POST; empty for what happens by itself


def table(*actions: Action) -> dict[str, Action]:
    """The actions by name. Raises ValueError for a name that is there twice, UnknownAbility."""
    by_name = {action.name: action for action in actions}
    if len(by_name) != len(actions):
        raise ValueError("an action with this name is there already")
    for action in actions:
        if action.ability != BY_ITSELF:
            known(action.ability)
    return by_name
