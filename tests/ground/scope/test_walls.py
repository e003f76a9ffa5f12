"""The second wall: what the database shows when Python forgets to ask."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from corporations.models import Corporation, Lease
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tests import factories

# Tables with a corporation's or scope's number and no wall, each with its reason.
EXEMPT = {
    "accounts_user": "sign-in knows an account before any scope is set",
    "corporations_corporation": "the public row",
    "work_row": "ids only; the sweep reads all of them",
}


def _columns() -> dict[str, set[str]]:
    return {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields} for model in apps.get_models()
    }


def _walls() -> dict[str, tuple[bool, bool, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity, relforcerowsecurity, (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid)"
            " FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return {name: (is_on, is_forced, policies) for name, is_on, is_forced, policies in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_of_a_corporation_has_a_forced_wall_with_one_policy():
    walls = _walls()
    owned = {table for table, columns in _columns().items() if "corporation_id" in columns}
    assert len(owned) > 15
    assert {table: walls[table] for table in owned} == dict.fromkeys(owned, (True, True, 1))


@pytest.mark.django_db
def test_every_other_table_of_ours_is_on_the_short_list():
    ours = {"accounts", "scope", "work", "mail", "journal", "corporations", "tenants", "jobs", "agreements"}
    tables = {m._meta.db_table for m in apps.get_models() if m._meta.app_label in ours}
    without = {table for table in tables if not _walls()[table][0]}
    assert without == set(EXEMPT)


@pytest.mark.django_db
def test_the_login_of_the_application_owns_nothing_and_passes_no_wall():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


@pytest.fixture
def two_corporations(db):
    here = factories.corporation()
    factories.lease(factories.block(here))
    there = factories.corporation("elders", "Wonen Elders")
    factories.lease(factories.block(there), name="Anna Vos")
    scope.enter(None)
    return here, there


def test_unfiltered_query_without_a_scope_shows_nothing(two_corporations):
    assert Lease.objects.count() == 0


def test_unfiltered_query_shows_only_the_own_corporation(two_corporations):
    here, there = two_corporations
    with scope.of(here.pk):
        assert {lease.corporation_id for lease in Lease.objects.all()} == {here.pk}
    with scope.of(there.pk):
        assert {lease.corporation_id for lease in Lease.objects.all()} == {there.pk}
    assert Lease.objects.count() == 0


def test_writing_for_another_corporation_is_refused(two_corporations):
    here, there = two_corporations
    with scope.of(here.pk), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        factories.block(Corporation.objects.get(pk=there.pk))


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_knows_the_scope_and_a_kept_one_carries_nothing_over():
    made = factories.corporation()
    factories.lease(factories.block(made))
    connection.close()
    assert Lease.objects.count() == 1  # the scope was told to the new connection
    scope.enter(None)
    assert Lease.objects.count() == 0  # the same connection, another scope


@pytest.mark.django_db(transaction=True)
def test_with_the_wall_down_the_forgotten_filter_would_show_both():
    """The twin: the tests above would fail without the wall."""
    for slug in ("voorbeeldstad", "elders"):
        factories.lease(factories.block(factories.corporation(slug, slug)))
    scope.enter(None)
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE corporations_lease DISABLE ROW LEVEL SECURITY")
    try:
        assert Lease.objects.count() == 2
    finally:
        with as_owner(connection), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE corporations_lease ENABLE ROW LEVEL SECURITY")
