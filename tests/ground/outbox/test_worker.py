"""A real prefork worker that is killed in the middle: nothing lost, nothing doubled. `bin/prove faults` is the long form."""

import hashlib
import os
import time
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from django.utils import timezone

from agreements.contract.models import Document
from klushuur.ground.files import files
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox import outbox
from klushuur.ground.outbox.models import WorkRow, WorkStatus
from klushuur.ground.scope import scope
from tests.proofs import cases
from tests.workers import Worker, wait_for

CASES = 8


def _let_leases_run_out() -> None:
    """What 150 seconds would do; the sweep then rings again. In `bin/prove faults` nobody lends a hand."""
    past = timezone.now() - timedelta(seconds=10)
    WorkRow.objects.filter(status=WorkStatus.LEASED).update(lease_until=past, not_before=past)
    WorkRow.objects.filter(status=WorkStatus.QUEUED).update(not_before=past)
    outbox.sweep()


def _received() -> list[str]:
    """The Message-IDs in the mail server's box, of messages of this test."""
    known = {f"<{m.kind}.{m.pk}@" for m in Message.objects.all()}
    addresses = set(Message.objects.values_list("to", flat=True))
    found = []
    for file in Path(os.environ["MAILDIR"]).rglob("*.eml"):
        message = message_from_bytes(file.read_bytes())
        if message["To"] in addresses and message["Message-ID"].partition("@")[0] + "@" in known:
            found.append(message["Message-ID"])
    return found


def _is_done() -> bool:
    time.sleep(2)
    outbox.sweep()  # as beat does every ten seconds
    return not WorkRow.objects.exclude(status=WorkStatus.DONE).exists()


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_worker_killed_in_the_middle_loses_and_doubles_nothing():
    cases.sign(cases.prepare(CASES))
    rows = WorkRow.objects.count()
    with Worker() as worker:
        for _ in range(3):
            before = Document.objects.count()
            wait_for(lambda b=before: Document.objects.count() > b)
            worker.kill()  # at whatever it was doing
            _let_leases_run_out()
            worker.start()
        wait_for(_is_done, seconds=240)
    assert WorkRow.objects.count() >= rows
    assert Document.objects.count() == CASES
    assert Document.objects.values("agreement").distinct().count() == CASES
    for document in Document.objects.all():
        assert hashlib.sha256(files.read(document.file)).hexdigest() == document.file.sha256
    told = Message.objects.filter(kind="agreement_document")
    assert (told.count(), told.filter(status="sent").count()) == (CASES, CASES)
    assert Message.objects.exclude(status="sent").count() == 0
    assert len(set(_received())) == Message.objects.count()


@pytest.mark.django_db(transaction=True)
def test_without_a_lease_that_runs_out_the_killed_work_would_stay_undone():
    """The twin: a leased row of a dead worker is only done because the sweep takes it back."""
    scope.enter(None)
    outbox.add("mail.deliver", occasion="x", message_id=0)
    row = WorkRow.objects.get()
    assert WorkRow.objects.claim(row.pk)
    assert outbox.sweep() == 0
    WorkRow.objects.update(
        lease_until=timezone.now() - timedelta(seconds=1), not_before=timezone.now() - timedelta(seconds=9)
    )
    assert outbox.sweep() == 1
