"""Every action × every status of every machine: the table is the whole truth, and `move_to` is the only door."""

import ast
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone

from agreements.contract.models import Agreement, AgreementStatus
from agreements.contract.services import quoting
from jobs.applications.models import Application
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.models import Offer
from jobs.offers.statuses import OfferStatus
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition, Machine, StaleStatus
from klushuur.ground.scope import scope
from tenants.models import LetterBatch
from tenants.statuses import BatchStatus
from tests import factories, kept_world
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
        approved>offered approved>declined
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
CELLS = [
    (model, name, old)
    for model, statuses in MACHINES
    for name, action in model.ACTIONS.items()
    if action.way
    for old in statuses
]


def arrows(model: type[Machine]) -> set[tuple[str, str]]:
    return {(old, new) for old, _, new in (arrow.partition(">") for arrow in ARROWS[model].split())}


def make() -> dict[type[Machine], Any]:
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
        corporation=made, complex=offer.complex, officer=officer, total=1, made_at=timezone.now()
    )
    file = factories.kept(b"x", owner=batch, kind="letters", audience="staff")
    LetterBatch.objects.filter(pk=batch.pk).update(file=file, ready_at=timezone.now())
    return {Offer: offer, Application: application, Agreement: agreement, LetterBatch: batch}


kept = kept_world.made_by(make)


@pytest.fixture
def rows(db: None, kept: dict[type[Machine], Any]) -> dict[type[Machine], Any]:
    """The rows of one test, in the scope of their corporation."""
    found = kept_world.copied(kept)
    scope.enter(found[Offer].corporation_id)
    return found


@pytest.mark.parametrize(("model", "statuses"), MACHINES)
def test_table_has_a_row_for_every_status_and_the_arrows_of_the_design(model: type[Machine], statuses: Any) -> None:
    assert set(model.TRANSITIONS) == set(statuses)
    assert all(isinstance(targets, frozenset) for targets in model.TRANSITIONS.values())
    assert {(str(old), str(new)) for old, targets in model.TRANSITIONS.items() for new in targets} == arrows(model)


@pytest.mark.parametrize(("model", "action", "old"), CELLS, ids=[f"{m.__name__}-{a}-{old}" for m, a, old in CELLS])
def test_move_to_takes_an_action_from_its_statuses_and_no_other(
    rows: dict[type[Machine], Any], model: type[Machine], action: str, old: Any
) -> None:
    taken = model.ACTIONS[action]
    pk = rows[model].pk
    objects = model._default_manager
    objects.filter(pk=pk).update(status=old)
    row = objects.get(pk=pk)
    before = Entry.objects.count()
    if old in taken.starts:
        row.move_to(action, by=None, reason="test")
        told = list(Entry.objects.order_by("pk").values_list("subject", "action", "old", "new", "reason"))[before:]
        assert (row.status, objects.get(pk=pk).status) == (taken.to, taken.to)
        label, way = model._meta.label_lower, (old, *taken.way)
        assert told == [
            (label, action, start, end, "" if number else "test") for number, (start, end) in enumerate(pairwise(way))
        ]
        assert set(pairwise(way)) <= arrows(model)
    else:
        with pytest.raises(IllegalTransition):
            row.move_to(action, by=None, reason="test")
        assert (row.status, objects.get(pk=pk).status, Entry.objects.count()) == (old, old, before)
    assert row.can(action) == (row.status in taken.starts)


@pytest.mark.parametrize("model", [model for model, _ in MACHINES])
def test_move_to_of_a_stale_row_changes_nothing(rows: dict[type[Machine], Any], model: type[Machine]) -> None:
    action = next(action for action in model.ACTIONS.values() if action.to)
    old = min(action.starts)
    model._default_manager.filter(pk=rows[model].pk).update(status=old)
    first, second = (model._default_manager.get(pk=rows[model].pk) for _ in range(2))
    first.move_to(action.name, by=None)
    before = Entry.objects.count()
    with pytest.raises(StaleStatus):
        second.move_to(action.name, by=None)
    assert (second.status, Entry.objects.count()) == (old, before)


def test_move_to_by_an_action_that_leaves_the_status_is_a_mistake_of_ours(rows: dict[type[Machine], Any]) -> None:
    Agreement.objects.filter(pk=rows[Agreement].pk).update(status="offered")
    with pytest.raises(ValueError, match="leads nowhere"):
        Agreement.objects.get(pk=rows[Agreement].pk).move_to("sign", by=None)


def test_second_arrow_of_an_approval_is_nobodys_and_that_of_an_inspection_is_the_inspectors(
    rows: dict[type[Machine], Any],
) -> None:
    officer = rows[Offer].officer.user
    for old, action in [("approval", "approve"), ("completed", "send_back")]:
        Agreement.objects.filter(pk=rows[Agreement].pk).update(status=old)
        Agreement.objects.get(pk=rows[Agreement].pk).move_to(action, by=officer)
    told = Entry.objects.order_by("pk").values_list("new", "actor_kind")
    assert list(told)[-4:] == [
        ("approved", "staff"),
        ("offered", "system"),
        ("inspected", "staff"),
        ("repair", "staff"),
    ]


# Where a status is written, and in how many places: the door itself, and rows that are no machines.
WRITES_A_STATUS = {
    "klushuur/ground/journal/states.py": 2,  # in the row, and in the instance that was read
    "klushuur/ground/outbox/models.py": 3,  # rows of work
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
