"""`manage.py verify_journal`: clean, changed, removed, and left unsealed."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from klushuur.ground.journal import journal
from klushuur.ground.journal.models import Entry
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tests import factories
from tests.ground.journal.sealing import seal_all

pytestmark = pytest.mark.django_db(transaction=True)


def sealed(slug="voorbeeldstad", name="Wonen Voorbeeldstad", *, rows=3):
    corporation = factories.corporation(slug, name)
    for number in range(rows):
        journal.record(corporation, "status", old=str(number), new=str(number + 1), by=None)
    assert seal_all() == rows
    return corporation


def plant(statement, *values):
    """What only somebody with the owner's login can do."""
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER ALL")
        cursor.execute("ALTER TABLE journal_entry NO FORCE ROW LEVEL SECURITY")
        cursor.execute(statement, values)
        assert cursor.rowcount == 1
        cursor.execute("ALTER TABLE journal_entry FORCE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER ALL")


def verify():
    """Exit in words (empty when all is well), lines, and the warning."""
    out, err = io.StringIO(), io.StringIO()
    scope.enter(None)
    try:
        call_command("verify_journal", stdout=out, stderr=err)
    except CommandError as error:  # manage.py makes it exit code 1
        return str(error), out.getvalue().splitlines(), err.getvalue()
    return "", out.getvalue().splitlines(), err.getvalue()


def test_clean_journal_of_two_corporations_and_the_platform_holds():
    sealed()
    end = Entry.objects.get(place=3).sha256
    other = sealed("elders", "Wonen Elders", rows=1)
    other_end = Entry.objects.get(place=1).sha256
    journal.record(other, "status", old="1", new="2", by=None)
    assert verify() == (
        "",
        [
            "Het platform: 0 verzegeld, 0 nog niet. De keten klopt",
            f"Wonen Voorbeeldstad: 3 verzegeld, 0 nog niet. De keten klopt, tot en met {end}",
            f"Wonen Elders: 1 verzegeld, 1 nog niet. De keten klopt, tot en met {other_end}",
            "Het logboek klopt.",
        ],
        "",
    )


def test_planted_change_is_named_and_the_other_chains_are_still_walked():
    sealed()
    second = Entry.objects.get(place=2)
    sealed("elders", "Wonen Elders")
    plant("UPDATE journal_entry SET new = 'forged' WHERE id = %s", second.pk)
    words, lines, _ = verify()
    assert words == "Het logboek klopt niet: 1 van de 3 ketens is gebroken."
    assert lines[1] == f"Wonen Voorbeeldstad: 3 verzegeld, 0 nog niet. GEBROKEN op plaats 2, bij regel {second.pk}"
    assert "Wonen Elders: 3 verzegeld, 0 nog niet. De keten klopt" in lines[2]


def test_removed_row_breaks_the_chain_at_its_place():
    sealed()
    second, third = Entry.objects.get(place=2), Entry.objects.get(place=3)
    plant("DELETE FROM journal_entry WHERE id = %s", second.pk)
    words, lines, _ = verify()
    assert words.startswith("Het logboek klopt niet")
    assert lines[1].endswith(f"GEBROKEN op plaats 2, bij regel {third.pk}")


def test_row_of_the_platform_is_walked_too():
    corporation = factories.corporation()
    scope.enter(None)
    journal.record(corporation, "made", by=None)
    assert seal_all() == 1
    plant("UPDATE journal_entry SET action = 'forged' WHERE corporation_id IS NULL")
    words, lines, _ = verify()
    assert words.startswith("Het logboek klopt niet")
    assert "GEBROKEN op plaats 1" in lines[0]


def test_rows_that_nobody_seals_are_said_but_break_nothing():
    corporation = sealed()
    old = timezone.now() - timedelta(minutes=11)
    fields = {"corporation_id": corporation.pk, "actor_kind": "system", "subject": "x.y", "subject_id": 1}
    Entry.objects.create(**fields, action="late", at=old)
    Entry.objects.create(**fields, action="fresh")
    words, lines, warning = verify()
    assert (words, lines[-1]) == ("", "Het logboek klopt.")
    assert "3 verzegeld, 2 nog niet" in lines[1]
    assert warning.strip() == "Let op, na 10 minuten nog niet verzegeld: 1. Draaien de werker en beat?"
