"""Every status × every status of every machine: the table is the whole truth, and `move_to` is the only door."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from agreements.contract.models import Agreement, AgreementStatus
from agreements.contract.services import quoting
from jobs.applications.models import Application, ApplicationStatus
from jobs.offers.models import Offer, OfferStatus
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition, Machine, StaleStatus
from tenants.models import BatchStatus, LetterBatch
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
MACHINES: list[tuple[type[Machine], Any]] = [
    (Offer, OfferStatus),
    (Application, ApplicationStatus),
    (Agreement, AgreementStatus),
    (LetterBatch, BatchStatus),
]

# The arrows, written down a second time so that a slip of the pen in the table shows.
ARROWS = {
    LetterBatch: "queued>working queued>failed working>ready working>failed ready>removed",
    Offer: "draft>published published>closed",
    Application: """
        draft>submitted draft>withdrawn submitted>in_review submitted>waiting submitted>withdrawn
        waiting>in_review waiting>rejected waiting>withdrawn
        in_review>info_requested in_review>surveyed in_review>waiting in_review>rejected in_review>withdrawn
        info_requested>in_review info_requested>rejected info_requested>withdrawn
        surveyed>accepted surveyed>waiting surveyed>rejected surveyed>withdrawn accepted>rejected accepted>withdrawn
    """,
    Agreement: """
        drafted>approval drafted>declined approval>approved approval>drafted approval>declined
        approved>offered approved>drafted approved>declined
        offered>signed offered>drafted offered>declined offered>expired
        signed>in_progress signed>terminated
        in_progress>suspended in_progress>completed in_progress>taken_over in_progress>terminated
        suspended>in_progress suspended>taken_over suspended>terminated
        completed>inspected completed>taken_over completed>terminated
        inspected>repair inspected>accepted inspected>taken_over inspected>terminated
        repair>inspected repair>taken_over repair>terminated
        accepted>rewarding accepted>finished rewarding>finished
    """,
}
PAIRS = [(model, old, new) for model, statuses in MACHINES for old in statuses for new in statuses]


def arrows(model: type[Machine]) -> set[tuple[str, str]]:
    return {(old, new) for old, _, new in (arrow.partition(">") for arrow in ARROWS[model].split())}


@pytest.fixture
def rows(db: None) -> dict[type[Machine], Any]:
    """One row of each machine. Its status is then set by the test, past the door and past the constraints' conditions."""
    made = factories.corporation()
    officer = factories.staff(made, "officer")
    offer = factories.offer(factories.block(made), officer)
    application = factories.application(offer, factories.tenant(offer.complex), status="surveyed")
    agreement = quoting.quote(
        application, by=officer, avoided=Decimal(2400), materials=Decimal(250), handling=Decimal(300)
    )
    whole = {"text": "x", "text_sha256": "0" * 64, "offered_at": agreement.made_at, "sign_before": date(2030, 1, 1)}
    whole |= {"ground": "other", "accepted_on": date(2030, 1, 1), "reward_from": date(2030, 2, 1)}
    Agreement.objects.filter(pk=agreement.pk).update(**whole)
    Application.objects.filter(pk=application.pk).update(
        holds_place=False, ground="quality", waiting_since=date(2030, 1, 1)
    )
    batch = LetterBatch.objects.create(
        corporation=made, complex=offer.complex, officer=officer, total=1, file="x", sha256="x", made_at=timezone.now(), ready_at=timezone.now(),
    )  # fmt: skip
    return {Offer: offer, Application: application, Agreement: agreement, LetterBatch: batch}


@pytest.mark.parametrize(("model", "statuses"), MACHINES)
def test_table_has_a_row_for_every_status_and_the_arrows_of_the_design(model: type[Machine], statuses: Any) -> None:
    assert set(model.TRANSITIONS) == set(statuses)
    assert all(isinstance(targets, frozenset) for targets in model.TRANSITIONS.values())
    assert {(str(old), str(new)) for old, targets in model.TRANSITIONS.items() for new in targets} == arrows(model)


@pytest.mark.parametrize(("model", "old", "new"), PAIRS, ids=[f"{m.__name__}-{old}-{new}" for m, old, new in PAIRS])
def test_move_to_follows_the_arrows_and_nothing_else(
    rows: dict[type[Machine], Any], model: type[Machine], old: Any, new: Any
) -> None:
    pk = rows[model].pk
    objects = model._default_manager
    objects.filter(pk=pk).update(status=old)
    row = objects.get(pk=pk)
    before = Entry.objects.count()
    if (old, new) in arrows(model):
        row.move_to(new, by=None, reason="test")
        last = Entry.objects.order_by("-pk")[0]
        assert (row.status, objects.get(pk=pk).status, Entry.objects.count()) == (new, new, before + 1)
        assert (last.subject, last.old, last.new, last.actor_kind) == (model._meta.label_lower, old, new, "system")
    else:
        with pytest.raises(IllegalTransition):
            row.move_to(new, by=None, reason="test")
        assert (row.status, objects.get(pk=pk).status, Entry.objects.count()) == (old, old, before)


@pytest.mark.parametrize("model", [model for model, _ in MACHINES])
def test_move_to_of_a_stale_row_changes_nothing(rows: dict[type[Machine], Any], model: type[Machine]) -> None:
    old = next(status for status, targets in model.TRANSITIONS.items() if targets)
    new = min(model.TRANSITIONS[old])
    model._default_manager.filter(pk=rows[model].pk).update(status=old)
    first, second = (model._default_manager.get(pk=rows[model].pk) for _ in range(2))
    first.move_to(new, by=None)
    before = Entry.objects.count()
    with pytest.raises(StaleStatus):
        second.move_to(new, by=None)
    assert (second.status, Entry.objects.count()) == (old, before)


def test_status_of_a_machine_is_written_by_move_to_only() -> None:
    """No `update(status=…)`, no `.status = …` outside the one door; the rows of work, mail and reminders are no machines."""
    writes = re.compile(r"update\([^)]*\bstatus=|\.status\s*=[^=]")
    may = {
        "klushuur/ground/journal/states.py",
        "klushuur/ground/outbox/outbox.py",
        "klushuur/ground/outbox/models.py",
        "klushuur/ground/mail/delivery.py",
    }
    apps = ("klushuur", "corporations", "tenants", "jobs", "agreements")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for app in apps
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts and str(path.relative_to(ROOT)) not in may
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if writes.search(line) and "Reminder" not in line
    ]
    assert found == []
