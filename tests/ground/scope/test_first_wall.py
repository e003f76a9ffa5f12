"""The first wall, with the second one down: what Python asks for is of this corporation alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from corporations.models import Corporation as Owner
from corporations.models import Role
from corporations.services import people as corporations
from corporations.services import policy
from jobs.applications.services import applications
from jobs.offers.models import Offer
from klushuur.ground import clock
from klushuur.ground.http import Actor
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tenants.services import letters, profiles
from tests import access_world, factories
from tests.who_may_what import ROLES_WITH

WITH_A_WALL = 9  # fewer were found by nobody: the look at the models is broken


def _walls(word: str) -> None:
    tables = [model._meta.db_table for model in apps.get_models()]
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            assert table in tables
            cursor.execute(f'ALTER TABLE "{table}" {word} ROW LEVEL SECURITY')


@pytest.fixture
def without_the_second_wall(transactional_db: None) -> Iterator[None]:
    _walls("DISABLE")
    yield
    scope.enter(None)
    _walls("ENABLE")


World = access_world.Corporation


@pytest.fixture
def worlds(without_the_second_wall: None) -> tuple[World, World]:
    """Two corporations; the tenant of the first rents from both: the case that a forgotten filter shows first."""
    here, there = (access_world.corporation(slug, f"CANARY-{slug}") for slug in ("voorbeeldstad", "elders"))
    here.users["operator"] = access_world.operator()
    scope.enter(access_world.number_of(there.slug))
    block = Offer.objects.get(pk=there.rows["offer"]).complex
    factories.tenant(block, user=here.users["tenant"])
    scope.enter(access_world.number_of(here.slug))
    return here, there


def with_a_wall() -> list[Any]:
    """Every model whose rows are asked for by who looks."""
    return [model for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")]


def seen(here: World) -> dict[tuple[str, str], set[int]]:
    """Whose rows each model shows to each kind of person."""
    people: dict[str, Any] = {kind: here.users[kind] for kind in ("officer", "tenant", "neighbour", "operator")}
    return {
        (model.__name__, kind): set(model._default_manager.visible_to(person).values_list("corporation_id", flat=True))
        for model in with_a_wall()
        for kind, person in people.items()
    }


def test_every_model_shows_rows_of_the_own_corporation_alone(worlds: tuple[World, World]) -> None:
    here, _ = worlds
    own = {access_world.number_of(here.slug)}
    found = seen(here)
    assert {key: numbers for key, numbers in found.items() if numbers - own} == {}
    assert {model for (model, kind), numbers in found.items() if kind == "officer" and not numbers} == set()
    # the second wall is down: of each there are rows of both
    assert {
        model.__name__
        for model in with_a_wall()
        if len(set(model._default_manager.values_list("corporation_id", flat=True))) != 2
    } == set()
    assert len(with_a_wall()) >= WITH_A_WALL


@pytest.mark.parametrize("name", [model.__name__ for model in with_a_wall()])
def test_a_model_that_forgets_its_wall_is_found(name: str, worlds: tuple[World, World], monkeypatch: Any) -> None:
    """The twin, for each: a filter that is forgotten shows the other corporation."""
    here, _ = worlds
    model = next(model for model in with_a_wall() if model.__name__ == name)
    monkeypatch.setattr(type(model._default_manager.all()), "visible_to", lambda self, _user: self.all())
    assert seen(here)[name, "officer"] == set(Owner.objects.values_list("pk", flat=True))


def test_an_offer_is_shown_to_a_visitor_from_the_own_corporation_alone(worlds: tuple[World, World]) -> None:
    """The only rows that somebody without an account sees."""
    here, _ = worlds
    for actor in (Actor(), Actor("staff")):
        numbers = set(Offer.objects.visible_to(actor).values_list("corporation_id", flat=True))
        assert numbers == {access_world.number_of(here.slug)}


def test_what_services_ask_is_of_the_own_corporation_alone(worlds: tuple[World, World]) -> None:
    here, there = worlds
    both, own = here.users["tenant"], access_world.number_of(here.slug)
    lists = {
        "who gets a letter": letters.without_account(),
        **{ability: corporations.members_who_may(ability) for ability in ROLES_WITH if ROLES_WITH[ability] & set(Role)},
    }
    found = {name: set(rows.values_list("corporation_id", flat=True)) for name, rows in lists.items()}
    assert found == {name: {own} for name in lists}
    assert profiles.profile_of(both).corporation_id == own
    assert applications.lease_of(both).corporation_id == own
    assert policy.policy_on(clock.today()).corporation_id == own
    assert corporations.member_of(there.users["officer"]) is None
