import pytest
from django.db import DatabaseError, connection, transaction

from klushuur import journal, scope
from klushuur.journal import chain
from klushuur.journal.models import Entry
from klushuur.scope.walls import as_owner
from tests import factories


@pytest.fixture
def rows(db):
    corporation = factories.corporation()
    for number in range(3):
        journal.record(corporation, "status", old=str(number), new=str(number + 1), by=None)
    return corporation


@pytest.mark.django_db(transaction=True)
def test_sealing_gives_each_row_its_place_and_the_chain_holds():
    corporation = factories.corporation()
    for number in range(3):
        journal.record(corporation, "status", old=str(number), new=str(number + 1), by=None)
    assert chain.seal() == 3
    assert list(Entry.objects.order_by("id").values_list("place", flat=True)) == [1, 2, 3]
    assert chain.verify() is None
    journal.record(corporation, "status", old="3", new="4", by=None)
    assert chain.seal() == 1
    assert chain.verify() is None


@pytest.mark.django_db(transaction=True)
def test_a_planted_change_is_found_at_its_place():
    corporation = factories.corporation()
    for number in range(3):
        journal.record(corporation, "status", old=str(number), new=str(number + 1), by=None)
    chain.seal()
    second = Entry.objects.get(place=2)
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER ALL")
        cursor.execute("UPDATE journal_entry SET new = 'forged' WHERE id = %s", [second.pk])
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER ALL")
    assert chain.verify() == chain.Broken(2, second.pk)


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET new = 'x'", "DELETE FROM journal_entry"])
def test_nobody_changes_or_removes_a_row(rows, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 3


def test_rows_of_one_corporation_are_not_shown_to_another(rows):
    factories.corporation("elders", "Wonen Elders")
    assert Entry.objects.count() == 0
    scope.enter(None)
    assert Entry.objects.count() == 0


def test_a_sealed_row_is_not_sealed_again(rows):
    first = Entry.objects.order_by("id").first()
    Entry.objects.filter(pk=first.pk).update(place=1, sha256="a" * 64)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=first.pk).update(sha256="b" * 64)
