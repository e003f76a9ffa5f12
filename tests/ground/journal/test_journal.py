from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from klushuur.ground.journal import chain, journal
from klushuur.ground.journal.models import Entry
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tests import factories
from tests.ground.journal.sealing import seal_all


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
    assert seal_all() == 3
    assert list(Entry.objects.order_by("id").values_list("place", flat=True)) == [1, 2, 3]
    assert chain.verify() is None
    journal.record(corporation, "status", old="3", new="4", by=None)
    assert seal_all() == 1
    assert chain.verify() is None


@pytest.mark.django_db(transaction=True)
def test_a_planted_change_is_found_at_its_place():
    corporation = factories.corporation()
    for number in range(3):
        journal.record(corporation, "status", old=str(number), new=str(number + 1), by=None)
    seal_all()
    second = Entry.objects.get(place=2)
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER ALL")
        cursor.execute("UPDATE journal_entry SET new = 'forged' WHERE id = %s", [second.pk])
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER ALL")
    assert chain.verify() == chain.Broken(2, second.pk)


def test_the_hash_is_over_all_that_a_row_says_and_the_hash_before_it():
    """So that no word of it can be another later, and no two rows can change places."""
    said = {"id": 1, "corporation_id": 2, "at": datetime(2027, 1, 1, tzinfo=UTC), "actor_kind": "staff", "actor_id": 3}
    said |= {"subject": "a.b", "subject_id": 4, "action": "status", "old": "here", "new": "there", "reason": "why"}
    assert said.keys() == {field.attname for field in Entry._meta.concrete_fields} - {"place", "sha256"}
    others = [said | {name: said["at"] + timedelta(1) if name == "at" else said[name] * 2} for name in said]
    hashes = [chain.digest(Entry(**row), "0" * 64) for row in (said, *others)]
    hashes.append(chain.digest(Entry(**said), "1" * 64))
    assert len(set(hashes)) == len(said) + 2


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


@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_a_row_that_is_not_committed_yet():
    """Also one of a nested block, which has a transaction number of its own."""
    corporation = factories.corporation()
    is_written, may_commit = Event(), Event()

    def write_slowly():
        scope.enter(corporation.pk)
        with transaction.atomic():
            with transaction.atomic():
                journal.record(corporation, "status", old="0", new="1", by=None)
            is_written.set()
            may_commit.wait(20)
        connection.close()

    writer = Thread(target=write_slowly)
    writer.start()
    assert is_written.wait(20)
    journal.record(corporation, "status", old="1", new="2", by=None)
    assert chain.seal() == 0
    may_commit.set()
    writer.join(20)
    assert seal_all() == 2
    assert list(Entry.objects.order_by("place").values_list("new", flat=True)) == ["1", "2"]


@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_a_transaction_of_before_the_numbers_started_anew(monkeypatch):
    """After 2^32 it has a higher number than the rows that came later."""
    corporation = factories.corporation()
    journal.record(corporation, "status", old="0", new="1", by=None)
    monkeypatch.setattr(chain, "OLDEST", "SELECT '4294967000'")
    assert chain.seal() == 0
