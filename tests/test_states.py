"""Every status × every status of every machine: the table is the whole truth, and `move_to` is the only door."""

import ast
from datetime import date
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
from tests.tree import text, tracked

APPS = ("klushuur", "corporations", "tenants", "jobs", "agreements")
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
    agreement = quoting.quote(application, by=officer, amounts=factories.amounts())
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


# Where a status is written, and in how many places: the door itself, and rows that are no machines.
WRITES_A_STATUS = {
    "klushuur/ground/journal/states.py": 2,  # in the row, and in the instance that was read
    "klushuur/ground/outbox/models.py": 1,  # rows of work
    "klushuur/ground/outbox/outbox.py": 2,
    "klushuur/ground/mail/delivery.py": 1,  # messages
    "agreements/contract/reminders.py": 2,  # reminders
    "agreements/cases/services/reminding.py": 1,
}


def writes(code: str) -> list[int]:
    """The lines that write a status: `.update(status=…)` on whatever it is, `.status = …`, and a dict with a status in it."""
    found = []
    names: list[object]
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Attribute(attr="update" | "aupdate"), keywords=words):
                names = [word.arg for word in words]
            case ast.Attribute(attr="status", ctx=ast.Store()):
                names = ["status"]
            case ast.Dict(keys=keys):
                names = [key.value for key in keys if isinstance(key, ast.Constant)]
            case _:
                continue
        if "status" in names:
            found.append(node.lineno)
    return sorted(found)


def test_status_of_a_machine_is_written_by_move_to_only() -> None:
    code = [name for name in tracked() if name.endswith(".py") and name.partition("/")[0] in APPS]
    found = {name: len(writes(text(name))) for name in code if "/migrations/" not in name}
    assert {name: number for name, number in found.items() if number} == WRITES_A_STATUS


@pytest.mark.parametrize(
    "code",
    [
        "rows.update(status='signed')",
        "Agreement.objects.filter(\n    pk=row.pk,\n).update(\n    signed_on=min(today, other()),\n    status='signed',\n)",
        "Reminder.objects.update(status='signed')",
        "self.rows().update(**changes, status='signed')",
        "row.status = 'signed'",
        "row.status, row.ground = 'signed', ''",
        "rows.update(**{'status': 'signed'})",
        "changes = {'status': 'signed'}",
    ],
)
def test_another_door_is_found(code: str) -> None:
    """The twin: also where the call takes more lines, or has a call within it."""
    assert len(writes(code)) == 1


@pytest.mark.parametrize(
    "code", ["rows.filter(status='signed').update(ground='')", "row.status == 'signed'", "x = row.status"]
)
def test_who_asks_for_a_status_writes_none(code: str) -> None:
    assert writes(code) == []
