"""Every action of a machine, tried in one status as every role: by POST with valid input, or by the system itself.

What the table allows must do exactly what it says to status and place; everything else must change nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from klushuur.ground.accounts.models import User
from klushuur.ground.journal.actions import BY_ITSELF, FREES, TAKES, Action
from klushuur.ground.journal.models import Entry
from klushuur.ground.scope import scope
from tests import access_world, factories, lock_order
from tests.who_may_what import ROLES_WITH

ROLES = access_world.ROLES


@dataclass
class World:
    """One row of a machine, and everybody who may try something with it."""

    corporation: Any
    users: dict[str, User]
    row: Any
    rows: dict[str, Any] = field(default_factory=dict)  # what an action needs beside it

    def __post_init__(self) -> None:
        self.clients = {role: self._client(role) for role in ROLES}

    def _client(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        return client if role == "anonymous" else factories.signed_in(client, self.users[role])


@dataclass(frozen=True)
class Attempt:
    """How an action is tried with valid input. `before` makes it possible, where the row's own status does not."""

    data: Callable[[World], dict[str, Any]] = lambda _world: {}
    address: Callable[[World], dict[str, Any]] = lambda world: {"pk": world.row.pk}
    before: Callable[[World], Any] = lambda _world: None
    verb: Callable[[World], Any] | None = None  # of what happens by itself
    at: datetime | None = None


def people(corporation: Any, tenant: Any, neighbour: Any, staff: Mapping[str, Any]) -> dict[str, User]:
    """A user for each role; those from elsewhere have a corporation of their own."""
    elsewhere = factories.corporation("elders", "Wonen Elders")
    users = {role: member.user for role, member in staff.items()}
    users |= {
        "tenant": tenant.user,
        "neighbour": neighbour.user,
        "tenant_elsewhere": factories.tenant(factories.block(elsewhere)).user,
        "officer_elsewhere": factories.staff(elsewhere, "officer").user,
        "operator": access_world.operator(),
    }
    scope.enter(corporation.pk)
    return users


def wrong(
    world: World,
    actions: Mapping[str, Action],
    attempts: Mapping[str, Attempt],
    look: Callable[[World], dict[str, Any]],
) -> dict[tuple[str, str], Any]:
    """The actions and roles for which the world became another than the table says, with what it became.

    look: the row as it stands now; `status` and `place` are read from it. Everything tried is undone again.
    """
    found = {}
    for name, action in actions.items():
        with _undone(world):
            attempts[name].before(world)
            before = _seen(world, look)
            who = {BY_ITSELF} if action.ability == BY_ITSELF else ROLES_WITH[action.ability]
            for role in who if action.ability == BY_ITSELF else ROLES:
                is_allowed = role in who and world.row.status in action.starts
                with _undone(world):
                    code = _try(world, action, attempts[name], role)
                    after = _seen(world, look)
                if not _is_right(action, before, after, code, is_allowed=is_allowed):
                    found[name, role] = before, after, code
    return found


@contextmanager
def _undone(world: World) -> Iterator[None]:
    """The database and the scope as they were, whatever the block does: every role begins with the same rows."""
    with lock_order.own():
        yield
        transaction.set_rollback(True)
    scope.enter(world.corporation.pk)


def _seen(world: World, look: Callable[[World], dict[str, Any]]) -> dict[str, Any]:
    """How it stands, with how much the journal has."""
    scope.enter(world.corporation.pk)
    return look(world) | {"journal": Entry.objects.count()}


def _try(world: World, action: Action, attempt: Attempt, role: str) -> int:
    """Take the action, by this role or by the system; the status of the answer."""
    with time_machine.travel(attempt.at or datetime.now().astimezone(), tick=True):
        if attempt.verb is None:
            return _post(world, action, attempt, role)
        attempt.verb(world)
        return 200


def _post(world: World, action: Action, attempt: Attempt, role: str) -> int:
    where = attempt.address(world)
    if not action.url_name.startswith("admin:"):
        where["corporation"] = world.corporation.slug
    address = reverse(action.url_name, kwargs=where)
    return int(world.clients[role].post(address, attempt.data(world)).status_code)


def _is_right(action: Action, before: dict[str, Any], after: dict[str, Any], code: int, *, is_allowed: bool) -> bool:
    if not is_allowed:
        return after == before and code < 500
    place = {TAKES: True, FREES: False}.get(action.place, before["place"])
    wanted = {"status": action.to or before["status"], "place": place}
    is_written = action.to is None or after["journal"] > before["journal"]
    return after != before and is_written and {key: after[key] for key in wanted} == wanted and code < 400
