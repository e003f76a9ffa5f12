import os
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from agreements.contract import documents
from agreements.contract.models import AgreementStatus, Document
from agreements.contract.services import delivering
from agreements.contract.statuses import NEVER_SIGNED
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.files import files as kept_files
from klushuur.ground.journal.models import Entry
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox import outbox
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.scope import scope
from tests import factories
from tests.agreements.signed import co_tenant, offered, signed

PDF = b"%PDF-1.7 signed"
NAME = f"{sha256(PDF).hexdigest()}.pdf"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path, monkeypatch):
    """Files in a folder of this test, and a quick stand-in for the render (test_documents does the real one)."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    monkeypatch.setattr(documents, "pdf_of", lambda agreement: PDF)


def files(tmp_path):
    return sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


def kept():
    """What is in the file of the only document."""
    return kept_files.read(Document.objects.get().file)


def told():
    """To whom a link was written."""
    return sorted(Message.objects.filter(kind="agreement_document").values_list("to", flat=True))


@pytest.mark.django_db
def test_deliver_keeps_the_file_and_writes_each_account_a_link(tmp_path):
    agreement = signed()
    user = User.objects.create_user("eva@tenant.example", kind=UserKind.TENANT)
    co_tenant(agreement, "Eva de Wit", user)
    co_tenant(agreement, "Zonder Account")
    delivering.deliver(agreement.pk, agreement.version)
    document = Document.objects.get()
    assert kept() == PDF
    assert (document.file.sha256, Path(document.file.path).name, files(tmp_path)) == (
        sha256(PDF).hexdigest(),
        NAME,
        [NAME],
    )
    message = Message.objects.get(kind="agreement_document", to="eva@tenant.example")
    assert f"http://localhost:8000/voorbeeldstad/bestand/{document.pk}/" in message.text
    assert message.text.startswith("Dag Eva de Wit,")
    assert told() == sorted([user.email, agreement.application.tenant.user.email])
    assert Entry.objects.filter(subject="agreements.document", action="made").count() == 1


@pytest.mark.django_db
def test_deliver_twice_changes_nothing(tmp_path):
    agreement = signed()
    for _ in range(2):
        delivering.deliver(agreement.pk, agreement.version)
    assert (Document.objects.count(), len(told()), files(tmp_path)) == (1, 1, [NAME])
    message = Message.objects.get(kind="agreement_document")
    assert WorkRow.objects.filter(kind="mail.deliver", arguments__message_id=message.pk).count() == 1


@pytest.mark.django_db
def test_deliver_with_a_document_but_no_message_writes_the_message_and_renders_nothing(monkeypatch):
    agreement = signed()
    delivering.deliver(agreement.pk, agreement.version)
    Message.objects.filter(kind="agreement_document").delete()
    monkeypatch.setattr(documents, "pdf_of", _never)
    delivering.deliver(agreement.pk, agreement.version)
    assert (Document.objects.count(), len(told())) == (1, 1)


def _never(agreement):
    raise AssertionError("rendered")


@pytest.mark.django_db(transaction=True)
def test_deliver_renders_and_writes_the_file_outside_a_transaction(monkeypatch):
    agreement = signed()
    seen = []
    monkeypatch.setattr(documents, "pdf_of", lambda _: seen.append(connection.in_atomic_block) or PDF)
    store = kept_files.store
    monkeypatch.setattr(kept_files, "store", lambda *a, **b: seen.append(connection.in_atomic_block) or store(*a, **b))
    delivering.deliver(agreement.pk, agreement.version)
    assert seen == [False, False]


class Killed(BaseException):
    """As a signal that nobody catches."""


STEPS = [
    "os.fsync",
    "os.link",
    "klushuur.ground.files.files.record",
    "agreements.contract.models.Document.objects.get_or_create",
    "klushuur.ground.mail.mail.write",
]


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
def test_deliver_killed_at_any_step_leaves_no_row_without_its_file_and_a_repeat_is_whole(step, monkeypatch, tmp_path):
    agreement = signed()

    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(step, die)
        with pytest.raises(Killed):
            delivering.deliver(agreement.pk, agreement.version)
    assert (Document.objects.count(), told()) == (0, [])
    delivering.deliver(agreement.pk, agreement.version)
    assert (kept(), len(told()), files(tmp_path)) == (PDF, 1, [NAME])


@pytest.mark.django_db
def test_deliver_keeps_files_for_ourselves():
    agreement = signed()
    delivering.deliver(agreement.pk, agreement.version)
    assert Path(default_storage.path(Document.objects.get().file.path)).stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_deliver_to_a_full_disk_waits_for_later(monkeypatch):
    agreement = signed()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(outbox.Later):
        delivering.deliver(agreement.pk, agreement.version)
    assert (Document.objects.count(), told()) == (0, [])


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(NEVER_SIGNED))
def test_deliver_before_everybody_signed_is_refused(status):
    agreement = offered()
    type(agreement).objects.filter(pk=agreement.pk).update(status=status)
    with pytest.raises(outbox.Never, match="not signed"):
        delivering.deliver(agreement.pk, agreement.version)


def test_every_status_from_signed_on_may_have_a_document():
    reached, todo = set(), {AgreementStatus.SIGNED}
    while todo:
        reached |= todo
        todo = {after for status in todo for after in documents.Agreement.TRANSITIONS[status]} - reached
    assert set(AgreementStatus) - reached == set(NEVER_SIGNED)


@pytest.mark.django_db
def test_deliver_of_another_version_or_another_corporation_is_refused():
    agreement = signed()
    with pytest.raises(outbox.Never):
        delivering.deliver(agreement.pk, agreement.version + 1)
    elders = factories.corporation("elders", "Wonen Elders")
    with scope.of(elders.pk), pytest.raises(outbox.Never):
        delivering.deliver(agreement.pk, agreement.version)


@pytest.mark.django_db(transaction=True)
def test_the_work_row_of_a_signature_makes_the_document():
    agreement = signed()
    row = WorkRow.objects.get(kind="agreements.render")
    scope.enter(None)
    from agreements.tasks import render

    render(row.pk)
    row.refresh_from_db()
    with scope.of(agreement.corporation_id):
        assert (row.status, Document.objects.count(), len(told())) == ("done", 1, 1)
