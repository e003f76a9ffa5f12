"""What somebody may do: the hats of a person give abilities, by one table of role × ability.

The ground knows neither the roles nor the abilities: `settings.ABILITIES_OF_ROLES` says where the table stands. Pages,
actions, templates and services ask for an ability; which role gives it, nobody asks beside the table.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django import template
from django.conf import settings
from django.utils.module_loading import import_string

register = template.Library()


class UnknownAbility(LookupError):
    """An ability that no role of the table gives: a slip of the pen."""


class Hatted(Protocol):
    """Somebody with hats: who asks for a page, or a member of staff."""

    @property
    def roles(self) -> frozenset[str]: ...


def table() -> Mapping[str, frozenset[str]]:
    """The abilities of each role."""
    found: Mapping[str, frozenset[str]] = import_string(settings.ABILITIES_OF_ROLES)
    return found


def known(ability: str) -> str:
    """The ability itself. Raises UnknownAbility when no role gives it."""
    roles_with(ability)
    return ability


def may(somebody: Hatted, ability: str) -> bool:
    """Whether one of the hats of this person gives the ability. Raises UnknownAbility."""
    return not roles_with(ability).isdisjoint(somebody.roles)


def may_all(somebody: Hatted, abilities: Iterable[str]) -> bool:
    """Whether this person may do each of them. Raises UnknownAbility."""
    return all(may(somebody, ability) for ability in abilities)


def roles_with(ability: str) -> frozenset[str]:
    """The roles that give an ability. Raises UnknownAbility."""
    found = frozenset(str(role) for role, row in table().items() if ability in row)
    if not found:
        raise UnknownAbility(ability)
    return found


@register.filter("may")
def _in_a_template(somebody: Hatted | None, ability: str) -> bool:
    """{% if actor|may:"approve" %}; nobody may anything, as on a page for an error that knows no actor."""
    known(ability)  # also where nobody asks: a slip of the pen shows on every page
    return may(somebody, ability) if somebody else False
