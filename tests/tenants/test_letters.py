"""A batch of letters: one file, codes that work once it is whole, and nothing half when a worker is killed."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from corporations.models import LeaseParty
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.files import files
from klushuur.ground.journal.models import Entry
from klushuur.ground.outbox import outbox
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.scope import scope
from tenants import documents, tasks
from tenants.models import Invitation, LetterBatch, code_hash
from tenants.services import letters, signing_up
from tenants.services.refusals import LetterCode, SignUpCode
from tenants.statuses import BatchStatus
from tests import factories
from tests.refusing import refused

PAPER: list[tuple[str, str]] = []  # name and code of each letter on the last paper that was made


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path, monkeypatch):
    """Files in a folder of this test, and a quick stand-in for the render (test_letter_paper does the real one)."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    PAPER.clear()
    monkeypatch.setattr(documents, "letters_pdf", _paper)


def _paper(batch, portions):
    PAPER[:] = [(letter.party.name, letter.code) for portion in portions for letter in portion]
    return "\n".join(" ".join(line) for line in PAPER).encode()


@pytest.fixture
def block(db):
    made = factories.block(factories.corporation())
    for name, number in (("Anna", "10A"), ("Bram", "2"), ("Cato", "10")):
        home = factories.lease(made, name=name).lease.dwelling
        home.house_number = number
        home.save()
    return made


@pytest.fixture
def officer(block):
    return factories.staff(block.corporation, "officer")


def fresh(batch):
    return LetterBatch.objects.get(pk=batch.pk)


def written(block, officer, **words):
    """A batch that is ready."""
    batch = letters.order_letters(block, officer=officer, **words)
    letters.write_letters(batch.pk)
    return fresh(batch)


def kept(tmp_path):
    return sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


def open_codes():
    return {
        (name, sha256)
        for name, sha256 in Invitation.objects.filter(used_at=None, revoked_at=None).values_list(
            "party__name", "code_sha256"
        )
    }


def on_paper():
    return {(name, code_hash(code)) for name, code in PAPER}


def test_letters_are_one_file_in_post_order_and_only_hashes_are_kept(block, officer, tmp_path):
    batch = written(block, officer)
    assert (batch.status, batch.total, batch.done) == (BatchStatus.READY, 3, 3)
    assert [name for name, _ in PAPER] == ["Bram", "Cato", "Anna"]
    content = files.read(batch.file)
    assert (content.count(b"\n"), kept(tmp_path)) == (2, [f"{hashlib.sha256(content).hexdigest()}.pdf"])
    assert open_codes() == on_paper()
    assert list(batch.invitations.order_by("pk").values_list("party__name", flat=True)) == ["Bram", "Cato", "Anna"]
    with connection.cursor() as cursor:
        for table in ("tenants_invitation", "tenants_letterbatch", "work_row", "journal_entry"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            said = cursor.fetchone()[0]
            assert [code for _, code in PAPER if code in said or code.replace("-", "") in said] == []


def test_a_letter_is_for_who_rents_now_and_has_no_account(block, officer):
    user = User.objects.create_user("eva@tenant.example", kind=UserKind.TENANT)
    factories.lease(block, name="Eva met account", user=user)
    factories.lease(block, name="Oud", ends_on=timezone.localdate() - timedelta(days=1))
    factories.lease(block, name="Later", starts_on=timezone.localdate() + timedelta(days=1))
    factories.lease(factories.block(block.corporation, name="Ander"), name="Elders")
    last = factories.lease(block, name="Laatste dag", ends_on=timezone.localdate())
    LeaseParty.objects.create(corporation=block.corporation, lease=last.lease, name="Medehuurder")
    written(block, officer)
    assert {name for name, _ in PAPER} == {"Anna", "Bram", "Cato", "Laatste dag", "Medehuurder"}


def test_a_letter_for_one_home_leaves_the_others_their_codes(block, officer):
    written(block, officer)
    before = open_codes()
    party = LeaseParty.objects.get(name="Anna")
    batch = written(block, officer, party=party)
    assert ([name for name, _ in PAPER], batch.total) == (["Anna"], 1)
    assert open_codes() == {row for row in before if row[0] != "Anna"} | on_paper()


def test_new_letters_end_the_earlier_codes_only_when_they_are_ready(block, officer):
    first = written(block, officer)
    before = open_codes()
    batch = letters.order_letters(block, officer=officer)
    assert open_codes() == before
    letters.write_letters(batch.pk)
    assert open_codes() == on_paper()
    assert before.isdisjoint(open_codes())
    assert fresh(first).status == BatchStatus.REMOVED  # not one of its codes works any more: nobody posts it by mistake
    assert WorkRow.objects.filter(kind="tenants.clear_letters", arguments__batch_id=first.pk).exists()


def test_a_new_letter_for_one_home_leaves_the_batch_before_it_to_print(block, officer):
    first = written(block, officer)
    written(block, officer, party=LeaseParty.objects.get(name="Anna"))
    assert fresh(first).status == BatchStatus.READY


def test_more_than_a_batch_holds_goes_first_to_who_has_no_open_code(block, officer, monkeypatch):
    monkeypatch.setattr(letters, "MOST", 2)
    batch = written(block, officer)
    first = [name for name, _ in PAPER]
    assert first == ["Bram", "Cato"]
    written(block, officer)
    assert [name for name, _ in PAPER] == ["Bram", "Anna"]
    assert fresh(batch).status == BatchStatus.READY  # the letter of Cato is still to be posted


def test_the_bar_moves_while_the_letters_are_laid_out_and_no_transaction_is_open(block, officer, monkeypatch):
    monkeypatch.setattr(letters, "AT_ONCE", 2)
    batch = letters.order_letters(block, officer=officer)
    seen = []

    def paper(batch, portions):
        seen.extend((fresh(batch).status, fresh(batch).done, len(portion)) for portion in portions)
        return b"paper"

    monkeypatch.setattr(documents, "letters_pdf", paper)
    letters.write_letters(batch.pk)
    assert seen == [("working", 0, 2), ("working", 2, 1)]
    assert fresh(batch).done == 3


@pytest.mark.django_db(transaction=True)
def test_nothing_is_laid_out_or_kept_within_a_transaction(monkeypatch):
    block = factories.block(factories.corporation())
    factories.lease(block)
    batch = letters.order_letters(block, officer=factories.staff(block.corporation, "officer"))
    seen = []
    store = files.store
    monkeypatch.setattr(documents, "letters_pdf", lambda *_: seen.append(connection.in_atomic_block) or b"paper")
    monkeypatch.setattr(files, "store", lambda *a, **b: seen.append(connection.in_atomic_block) or store(*a, **b))
    letters.write_letters(batch.pk)
    assert seen == [False, False]


class Killed(BaseException):
    """As a signal that nobody catches."""


STEPS = [
    "tenants.documents.letters_pdf",
    "os.fsync",
    "os.link",
    "klushuur.ground.files.files.record",
    "tenants.models.Invitation.last_day",
    "tenants.models.Invitation.objects.create",
]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_no_code_works_and_a_repeat_is_whole(step, block, officer, monkeypatch, tmp_path):
    earlier = letters.order_letters(block, officer=officer)
    letters.write_letters(earlier.pk)
    before = open_codes()
    batch = letters.order_letters(block, officer=officer)

    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(step, die)
        with pytest.raises(Killed):
            letters.write_letters(batch.pk)
    assert (open_codes(), fresh(batch).status, fresh(earlier).status) == (before, "working", "ready")
    letters.write_letters(batch.pk)
    batch = fresh(batch)
    assert (batch.status, open_codes(), Invitation.objects.filter(batch=batch).count()) == ("ready", on_paper(), 3)
    letters.clear(earlier.pk)
    assert kept(tmp_path) == [f"{batch.file.sha256}.pdf"]  # and nothing of the killed worker


def test_killed_after_the_last_step_a_repeat_only_tidies(block, officer, monkeypatch, tmp_path):
    batch = written(block, officer)
    half = tmp_path / files.folder_of(batch, "letters") / ".half-x"
    half.write_bytes(b"half")
    monkeypatch.setattr(documents, "letters_pdf", lambda *_: pytest.fail("rendered"))
    before = open_codes()
    letters.write_letters(batch.pk)
    assert (open_codes(), half.exists(), kept(tmp_path)) == (before, False, [f"{batch.file.sha256}.pdf"])


def test_who_signs_up_while_the_letters_are_made_gets_no_code_that_works(block, officer, monkeypatch):
    batch = letters.order_letters(block, officer=officer)
    user = User.objects.create_user("anna@tenant.example", kind=UserKind.TENANT)

    def paper(batch, portions):
        LeaseParty.objects.filter(name="Anna").update(user=user)
        return _paper(batch, portions)

    monkeypatch.setattr(documents, "letters_pdf", paper)
    letters.write_letters(batch.pk)
    assert {name for name, _ in open_codes()} == {"Bram", "Cato"}


def test_nobody_to_write_to_makes_no_batch(block, officer):
    LeaseParty.objects.all().update(user=User.objects.create_user("all@tenant.example", kind=UserKind.TENANT))
    with refused(LetterCode.NOBODY_TO_WRITE_TO):
        letters.order_letters(block, officer=officer)
    assert LetterBatch.objects.count() == 0


def test_nobody_left_when_the_worker_comes_fails_the_batch(block, officer):
    batch = letters.order_letters(block, officer=officer)
    LeaseParty.objects.all().update(user=User.objects.create_user("all@tenant.example", kind=UserKind.TENANT))
    with pytest.raises(outbox.Never):
        letters.write_letters(batch.pk)
    assert fresh(batch).status == BatchStatus.FAILED


def test_one_batch_of_a_complex_at_a_time_until_it_is_stuck(block, officer, tmp_path):
    batch = letters.order_letters(block, officer=officer)
    with refused(LetterCode.ALREADY_BUSY):
        letters.order_letters(block, officer=officer)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61), tick=False):
        assert fresh(batch).is_stuck
        again = letters.order_letters(block, officer=officer)
    assert (fresh(batch).status, fresh(again).status) == ("failed", "queued")
    letters.write_letters(batch.pk)  # its worker comes after all: nothing happens
    assert (kept(tmp_path), Invitation.objects.count()) == ([], 0)


def test_given_up_while_it_is_being_made_leaves_no_code_and_no_file(block, officer, monkeypatch, tmp_path):
    batch = letters.order_letters(block, officer=officer)

    def paper(found, portions):
        letters._fail(fresh(found), by=None, reason="stuck")
        return _paper(found, portions)

    monkeypatch.setattr(documents, "letters_pdf", paper)
    letters.write_letters(batch.pk)
    assert (fresh(batch).status, Invitation.objects.count(), kept(tmp_path)) == ("failed", 0, [])


def test_a_full_disk_waits_for_later(block, officer, monkeypatch):
    batch = letters.order_letters(block, officer=officer)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(outbox.Later):
        letters.write_letters(batch.pk)
    assert (fresh(batch).status, Invitation.objects.count()) == ("working", 0)


def test_posted_letters_lose_their_file_and_keep_their_codes(block, officer, tmp_path):
    batch = written(block, officer)
    before = open_codes()
    letters.post(batch, by=officer.user)
    letters.clear(batch.pk)
    assert (fresh(batch).status, kept(tmp_path), open_codes()) == ("removed", [], before)
    letters.clear(batch.pk)  # twice is normal


def test_a_file_of_more_than_seven_days_goes_by_the_daily_task(block, officer, tmp_path):
    batch = written(block, officer)
    for days, status in ((6, "ready"), (8, "removed")):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=False):
            tasks.tidy(block.corporation_id)
            scope.enter(block.corporation_id)
            assert fresh(batch).status == status
    letters.clear(batch.pk)
    assert (kept(tmp_path), fresh(batch).posted_at) == ([], None)


def test_a_file_of_use_is_not_cleared(block, officer):
    batch = written(block, officer)
    with pytest.raises(outbox.Never):
        letters.clear(batch.pk)
    assert default_storage.exists(batch.file.path)


def test_a_revoked_code_works_no_longer_and_once(block, officer):
    written(block, officer)
    name, code = PAPER[0]
    invitation = signing_up.find_invitation(code)
    assert [letters.revoke(invitation, by=officer.user) for _ in range(2)] == [True, False]
    with refused(SignUpCode.UNKNOWN):
        signing_up.find_invitation(code)
    assert Entry.objects.filter(subject="tenants.invitation", action="revoked").count() == 1
    assert name not in {name for name, _ in open_codes()}


def test_a_code_works_for_sixty_days_and_once(block, officer):
    written(block, officer)
    code = PAPER[0][1]
    for days, reason in ((60, None), (61, "expired")):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=False):
            if reason:
                with refused(SignUpCode.EXPIRED):
                    signing_up.find_invitation(code)
            else:
                invitation = signing_up.find_invitation(code)
    user = User.objects.create_user("bram@tenant.example", kind=UserKind.TENANT)
    signing_up.redeem(invitation.pk, by=user)
    with refused(SignUpCode.USED):
        signing_up.find_invitation(code)


def test_a_batch_of_another_corporation_is_not_there(block, officer):
    batch = letters.order_letters(block, officer=officer)
    elders = factories.corporation("elders", "Wonen Elders")
    with scope.of(elders.pk), pytest.raises(outbox.Never):
        letters.write_letters(batch.pk)


@pytest.mark.django_db(transaction=True)
def test_the_work_row_of_an_order_makes_the_letters():
    block = factories.block(factories.corporation())
    factories.lease(block)
    batch = letters.order_letters(block, officer=factories.staff(block.corporation, "officer"))
    row = WorkRow.objects.get(kind="tenants.letters")
    scope.enter(None)
    tasks.write_letters(row.pk)
    row.refresh_from_db()
    with scope.of(block.corporation_id):
        assert (row.status, fresh(batch).status, row.arguments) == ("done", "ready", {"batch_id": batch.pk})
