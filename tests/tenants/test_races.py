"""Letters that become ready while somebody makes a code for one of the homes: a party ends with one code, and nobody waits in a circle."""

from typing import Any

import pytest

from corporations.models import LeaseParty
from klushuur.ground import locks
from tenants import documents
from tenants.models import Invitation, LetterBatch
from tenants.services import letters, signing_up
from tenants.statuses import BatchStatus
from tests import factories, lock_order
from tests.racing import Outcomes, at_least, rounds, slowly, without_locks

pytestmark = pytest.mark.django_db(transaction=True)
FEW = 3


def made_against_invited(monkeypatch: pytest.MonkeyPatch, *, count: int) -> int:
    """In how many rounds something else came of it than letters that are ready and one open code."""
    monkeypatch.setattr(documents, "letters_pdf", lambda _batch, portions: f"{len(list(portions))}".encode())
    corporation = factories.corporation()
    block, officer = factories.block(corporation), factories.staff(corporation, "officer")
    party = factories.lease(block)
    batches: list[LetterBatch] = []
    wrong: list[Outcomes] = []

    def before(_round: int) -> None:
        Invitation.objects.all().delete()
        batches.append(letters.order_letters(block, officer=officer))

    def after(_round: int, outcomes: Outcomes) -> None:
        batch = LetterBatch.objects.get(pk=batches[-1].pk)
        codes = Invitation.objects.filter(party=party, used_at=None, revoked_at=None).count()
        if (batch.status, codes, outcomes) != (BatchStatus.READY, 1, [None, None]):
            wrong.append(outcomes)
        LetterBatch.objects.being_made().update(status=BatchStatus.FAILED)

    clients = [lambda _round: letters.write_letters(batches[-1].pk), lambda _round: signing_up.invite(party, by=None)]
    rounds(corporation.pk, clients, count=count, before=before, after=after)
    return len(wrong)


def test_letters_and_a_code_of_the_same_moment_end_with_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    slowly(monkeypatch, signing_up, "new_code")
    assert made_against_invited(monkeypatch, count=at_least(5)) == 0


def test_letters_and_a_code_of_the_same_moment_stop_each_other_without_the_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_locks(monkeypatch)
    slowly(monkeypatch, signing_up, "new_code")
    assert made_against_invited(monkeypatch, count=FEW) > 0


def test_letters_and_a_code_wait_in_a_circle_with_a_lock_on_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code that is made waits for the party (its foreign key, at the commit), and the letters for the code."""
    lock_order.unwatched(monkeypatch)
    hold_all = locks.hold_all

    def with_the_key(rows: Any) -> Any:
        list(rows.select_for_update().values_list("pk"))
        return hold_all(rows)

    monkeypatch.setattr(locks, "hold_all", with_the_key)
    monkeypatch.setattr(locks, "hold", lambda _rows, pk: LeaseParty.objects.get(pk=pk))
    slowly(monkeypatch, signing_up, "new_code", seconds=0.2)
    slowly(monkeypatch, Invitation, "last_day", seconds=0.2)
    assert made_against_invited(monkeypatch, count=FEW) > 0
