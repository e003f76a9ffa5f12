"""Locks: nobody takes one but through the door, and nobody against the order. Each guard with its twin."""

import ast
import re
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from corporations.models import Corporation, Dwelling, Lease
from jobs.applications.models import Application
from jobs.offers.models import Offer
from klushuur.ground import locks
from klushuur.ground.scope import scope
from tests import factories, lock_order, tree
from tests.lock_order import AgainstTheOrder, Held, wrong
from tests.racing import race

DOOR = "klushuur/ground/locks.py"
IN_WORDS = re.compile(r"\bFOR (NO KEY )?UPDATE\b|\bFOR (KEY )?SHARE\b|advisory|\bLOCK TABLE\b", re.IGNORECASE)


def past_the_door(name: str, source: str) -> list[str]:
    """Where a module takes a lock by itself: by the method of a query, or in SQL. What is said in a docstring is no lock."""
    parsed = ast.parse(source)
    said = {id(node.value) for node in ast.walk(parsed) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(parsed):
        is_method = isinstance(node, ast.Attribute) and node.attr == "select_for_update"
        is_sql = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
        if is_method or (is_sql and IN_WORDS.search(str(getattr(node, "value", "")))):
            found.append(f"{name}:{getattr(node, 'lineno', 0)}")
    return found


def _modules() -> Iterator[str]:
    ours = ("klushuur/", "corporations/", "tenants/", "jobs/", "agreements/")
    return (name for name in tree.tracked() if name.endswith(".py") and name.startswith(ours) and name != DOOR)


def test_no_module_takes_a_lock_past_the_door() -> None:
    assert [place for name in _modules() for place in past_the_door(name, tree.text(name))] == []


@pytest.mark.parametrize(
    "source",
    [
        "Offer.objects.select_for_update().get(pk=1)",
        "rows = Offer.objects.filter(pk=1)\nheld = rows.select_for_update(no_key=True)",
        "cursor.execute('SELECT id FROM jobs_offer FOR NO KEY UPDATE')",
        "cursor.execute('SELECT pg_try_advisory_lock(1)')",
    ],
)
def test_a_lock_past_the_door_is_found(source: str) -> None:
    assert len(past_the_door("rooms.py", source)) == 1


def test_the_door_itself_would_be_found() -> None:
    assert len(past_the_door(DOOR, tree.text(DOOR))) == 2


def test_the_order_names_models_each_once() -> None:
    assert [apps.get_model(label)._meta.label for label in settings.LOCK_ORDER] == list(settings.LOCK_ORDER)
    assert len(set(settings.LOCK_ORDER)) == len(settings.LOCK_ORDER)


# --- the guard -----------------------------------------------------------------------------------------------------


@pytest.fixture
def case(db: None) -> Application:
    corporation = factories.corporation()
    offer = factories.offer(factories.block(corporation), factories.staff(corporation, "officer"))
    return factories.application(offer, factories.tenant(offer.complex))


def taken_against(*steps: tuple[type[Any], int]) -> list[str]:
    """What the guard says of a transaction that holds these rows one after the other."""
    try:
        with transaction.atomic():
            for model, pk in steps:
                locks.hold(model, pk)
    except AgainstTheOrder:
        pass
    found = list(lock_order.found)
    lock_order.found.clear()
    return found


def test_the_guard_finds_a_wrong_order_and_no_right_one(case: Application) -> None:
    offer, own, corporation = (Offer, case.offer_id), (Application, case.pk), (Corporation, case.corporation_id)
    assert taken_against(corporation, offer, own, offer) == []
    assert taken_against(own, offer) == ["jobs_offer after jobs_application"]
    assert taken_against(offer, corporation) == ["corporations_corporation after jobs_offer"]


def test_the_guard_finds_nothing_when_it_is_off(case: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    lock_order.unwatched(monkeypatch)
    assert taken_against((Application, case.pk), (Offer, case.offer_id)) == []


def test_a_change_is_a_lock_too_and_ends_with_its_transaction(case: Application) -> None:
    with pytest.raises(AgainstTheOrder), transaction.atomic():
        Application.objects.filter(pk=case.pk).update(remarks="x")
        Offer.objects.filter(pk=case.offer_id).update(title="x")
    lock_order.found.clear()
    with transaction.atomic():
        Application.objects.filter(pk=case.pk).update(remarks="x")
    with transaction.atomic():
        Offer.objects.filter(pk=case.offer_id).update(title="x")


def test_what_is_undone_to_a_savepoint_is_held_no_more(case: Application) -> None:
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            locks.hold(Application, case.pk)
            raise ZeroDivisionError
        locks.hold(Offer, case.offer_id)


LOCK = 'SELECT "jobs_{0}"."id" FROM "jobs_{0}" WHERE "jobs_{0}"."id" = %s FOR NO KEY UPDATE OF "jobs_{0}"'


def test_more_cases_are_held_in_order_or_under_their_offer() -> None:
    held = Held()
    assert wrong(LOCK.format("application"), (7,), held) == ""
    assert wrong(LOCK.format("application"), (8,), held) == ""
    assert wrong(LOCK.format("application"), (3,), held) == "jobs_application 3 after 8"
    held = Held()
    assert wrong(LOCK.format("offer"), (1,), held) == ""
    assert [wrong(LOCK.format("application"), (pk,), held) for pk in (7, 3)] == ["", ""]


def test_a_lock_with_its_key_is_found_and_a_reading_is_none() -> None:
    assert wrong(LOCK.format("offer").replace("NO KEY ", ""), (1,), Held()) == "jobs_offer with its key"
    held = Held()
    assert wrong('SELECT "jobs_offer"."id" FROM "jobs_offer"', (), held) == ""
    assert held.rows == {}


# --- the door ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_what_is_held_is_read_after_the_wait_with_its_joined_rows(
    is_guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin reads in the statement that waits: PostgreSQL joins the row as it became with rows as they were, and finds none."""
    block = factories.block(factories.corporation())
    lease = factories.lease(block).lease
    rows = Lease.objects.select_related("dwelling")
    found: list[Any] = []

    def read() -> None:
        with transaction.atomic():
            at_once = rows.select_for_update(of=("self",), no_key=True)
            found.append((locks.hold(rows, lease.pk) if is_guarded else at_once.get(pk=lease.pk)).dwelling)

    home = Dwelling.objects.create(
        corporation=block.corporation, complex=block, number="nieuw", house_number="99", street="Nieuwstraat"
    )
    late = Thread(target=lambda: found.extend(race(block.corporation_id, [read])))
    with transaction.atomic():
        locks.hold(Lease, lease.pk)
        late.start()
        late.join(timeout=1)  # it waits for us
        Lease.objects.filter(pk=lease.pk).update(dwelling=home)
    late.join(timeout=20)
    assert found == [home, None] if is_guarded else isinstance(found[0], Lease.DoesNotExist)
    scope.enter(None)


def test_a_row_that_somebody_else_decides_is_let_be(case: Application) -> None:
    held = locks.hold_if_free(Application.objects.filter(status=case.status), case.pk)
    assert (held, locks.hold_if_free(Application.objects.none(), case.pk)) == (case, None)
    assert connection.in_atomic_block


def test_a_row_of_our_own_making_is_held_in_any_order_and_only_by_who_made_it(case: Application) -> None:
    with transaction.atomic():
        locks.hold(Offer, case.offer_id)
        made = Corporation.objects.create(slug="nieuw", name="Nieuw")
        locks.hold(Corporation, made.pk)
    assert taken_against((Offer, case.offer_id), (Corporation, made.pk)) == [
        "corporations_corporation after jobs_offer"
    ]
