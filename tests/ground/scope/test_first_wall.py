"""The first wall, with the second one down: what Python asks for is of this corporation alone."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from agreements.contract.models import Agreement, Document
from corporations.models import Role
from corporations.services import people as corporations
from corporations.services import policy
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.offers.models import Offer
from klushuur.ground import clock
from klushuur.ground.http import Actor
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tenants.models import Invitation, LetterBatch
from tenants.services import letters, profiles
from tests import access_world, factories
from tests.visiting import visitor


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


def test_letters_are_ordered_for_an_own_complex_alone(without_the_second_wall):
    made = factories.corporation()
    officer = factories.staff(made, "officer")
    block = factories.block(factories.corporation("elders", "Wonen Elders"))
    factories.lease(block, name="Anna Vos")
    answer = visitor(officer).post(reverse("letters_order", args=[made.slug, block.pk]))
    assert (answer.status_code, LetterBatch.objects.exists()) == (404, False)


def test_every_question_is_answered_from_the_own_corporation_alone(without_the_second_wall):
    here, there = (access_world.corporation(slug, f"CANARY-{slug}") for slug in ("voorbeeldstad", "elders"))
    both = here.users["tenant"]  # rents from both: the case that a forgotten filter shows first
    scope.enter(Offer.objects.get(pk=there.rows["offer"]).corporation_id)
    access_world.factories.tenant(Offer.objects.get(pk=there.rows["offer"]).complex, user=both)
    own = Offer.objects.get(pk=here.rows["offer"]).corporation_id
    scope.enter(own)

    officer = here.users["officer"]
    questions = {
        "offers of staff": Offer.objects.visible_to(Actor("staff")),
        "offers of a visitor": Offer.objects.visible_to(Actor()),
        "cases of a tenant": Application.objects.visible_to(both),
        "cases of staff": Application.objects.visible_to(officer),
        "agreements of a tenant": Agreement.objects.visible_to(both),
        "agreements of staff": Agreement.objects.visible_to(officer),
        "files of a tenant": Document.objects.visible_to(both),
        "letters": LetterBatch.objects.visible_to(officer),
        "codes": Invitation.objects.visible_to(officer),
        "who gets a letter": letters.without_account(),
        "officers": corporations.members_with(Role.OFFICER),
    }
    found = {name: set(rows.values_list("corporation_id", flat=True)) for name, rows in questions.items()}
    assert found == {name: {own} for name in questions}
    assert (
        Offer.objects.values("corporation_id").distinct().count() == 2
    )  # the wall is down: a forgotten filter shows both
    assert profiles.profile_of(both).corporation_id == own
    assert applications.lease_of(both).corporation_id == own
    assert policy.policy_on(clock.today()).corporation_id == own
    assert corporations.member_of(there.users["officer"]) is None
