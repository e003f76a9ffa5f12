"""What the clock asks for: every job is rung for every corporation, and a row that can't be done stops no other."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from celery import current_app
from celery.app.task import Task
from django.conf import settings
from django.db import connection
from django.utils import timezone

from agreements.cases.services import reminding
from agreements.contract.models import Agreement, Reminder, ReminderStatus, RentChange
from agreements.contract.services import withdrawing
from agreements.rewards.services import rewarding
from jobs.applications.models import Application
from jobs.applications.services import waiting
from jobs.simulator import services as simulator
from jobs.simulator.models import Interest
from klushuur.ground import clock, sweeping
from klushuur.ground.accounts import tasks as accounts
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.scope import scope
from tenants.models import LetterBatch
from tenants.services import letters
from tests import access_world, factories
from tests.agreements.signed import offered, put, signed

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Job:
    """A job of the clock: two rows for it, how it is run, who acts on a row, and whether it did."""

    make: Callable[[Any], list[int]]
    run: Callable[[], Any]
    acts: tuple[Any, str]
    is_done: Callable[[int], bool]
    is_here: bool = True  # of one corporation at a time


def _two_offered(corporation: Any) -> list[int]:
    made = [offered(corporation=corporation).pk for _ in range(2)]
    Agreement.objects.filter(pk__in=made).update(sign_before=clock.today() - timedelta(days=1))
    return made


def _two_reminders(corporation: Any) -> list[int]:
    made = [offered(corporation=corporation).pk for _ in range(2)]
    due = clock.today()
    for pk in made:
        first = Reminder.objects.filter(agreement=pk).order_by("due_on").first()
        assert first
        Reminder.objects.filter(pk=first.pk).update(due_on=due)
    return list(Reminder.objects.filter(agreement__in=made, due_on=due).order_by("pk").values_list("pk", flat=True))


def _two_over(corporation: Any) -> list[int]:
    """A lower rent of one month, years ago."""
    over = {"form": "discount", "months": 1, "accepted_on": date(2019, 12, 15), "reward_from": LONG_AGO}
    found = []
    for _ in range(2):
        agreement = signed(corporation=corporation)
        agreement = put(agreement, "rewarding", **over)
        booked = {"ledger_account": "8010", "made_at": clock.now(), "number": 1, "amount": Decimal("1.00")}
        RentChange.objects.create(
            corporation=corporation, agreement=agreement, kind="discount", starts_on=LONG_AGO,
            ends_on=date(2020, 2, 1), made_by=None, **booked,
        )  # fmt: skip
        found.append(agreement.pk)
    return found


def _two_silent(corporation: Any) -> list[int]:
    block = factories.block(corporation)
    offer = factories.offer(block, factories.staff(corporation, "officer"), capacity=1)
    factories.application(offer, factories.tenant(block), status="accepted")
    made = [factories.application(offer, factories.tenant(block), status="in_review") for _ in range(2)]
    for case in made:
        waiting.put(case, by=offer.officer)
    yesterday = clock.today() - timedelta(days=1)
    Application.objects.filter(pk__in=[case.pk for case in made]).update(holds_place=True, place_until=yesterday)
    return [case.pk for case in made]


def _two_interests(corporation: Any) -> list[int]:
    job = factories.offer(factories.block(corporation), factories.staff(corporation, "officer")).job_type
    for name in ("anna", "bram"):
        simulator.note(job, email=f"{name}@voorbeeld.example", language="nl")
    Interest.objects.update(asked_on=LONG_AGO, keep_until=Interest.last_day(LONG_AGO))
    return list(Interest.objects.order_by("pk").values_list("pk", flat=True))


def _two_batches(corporation: Any) -> list[int]:
    officer = factories.staff(corporation, "officer")
    made = [access_world._letters(factories.block(corporation), officer).pk for _ in range(2)]
    LetterBatch.objects.filter(pk__in=made).update(ready_at=timezone.now() - timedelta(days=8))
    return made


def _two_accounts(_corporation: Any) -> list[int]:
    scope.enter(None)
    made = [User.objects.create_user(f"u{n}@tenant.example", kind=UserKind.TENANT).pk for n in range(2)]
    User.objects.filter(pk__in=made).update(date_joined=timezone.now() - timedelta(days=8), last_login=None)
    return made


def _is(model: Any, **fields: Any) -> Callable[[int], bool]:
    return lambda pk: bool(model.objects.filter(pk=pk, **fields).exists())


def _is_gone(model: Any) -> Callable[[int], bool]:
    return lambda pk: not model.objects.filter(pk=pk).exists()


JOBS = {
    "remind": Job(_two_reminders, reminding.remind, (reminding, "_decide"), _is(Reminder, status=ReminderStatus.SENT)),
    "expire": Job(_two_offered, withdrawing.expire_overdue, (withdrawing, "expire"), _is(Agreement, status="expired")),
    "finish": Job(_two_over, rewarding.finish_overdue, (rewarding, "finish"), _is(Agreement, status="finished")),
    "lapse": Job(_two_silent, waiting.lapse_overdue, (waiting, "lapse"), _is(Application, holds_place=False)),
    "forget": Job(_two_interests, simulator.remove_overdue, (simulator, "_remove_all"), _is_gone(Interest)),
    "letters": Job(_two_batches, letters.remove_old, (letters, "_remove"), _is(LetterBatch, status="removed")),
    "accounts": Job(_two_accounts, accounts.tidy, (accounts, "_remove"), _is_gone(User), is_here=False),
}


@pytest.fixture(autouse=True)
def _in_the_daytime(settings: Any) -> None:
    settings.REMINDER_HOURS = (0, 24)


def poison(monkeypatch: pytest.MonkeyPatch, job: Job, bad: int) -> None:
    """The row with this number can't be done."""
    module, name = job.acts
    act = getattr(module, name)

    def acting(of: Any, **words: Any) -> Any:
        if (of if isinstance(of, int) else of.get().pk) == bad:
            raise ValueError("poisoned")
        return act(of, **words)

    monkeypatch.setattr(module, name, acting)


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_after_a_poisoned_row_the_job_does_the_other_and_tells_the_log(job, monkeypatch, caplog):
    bad, good = job.make(factories.corporation())
    poison(monkeypatch, job, bad)
    with caplog.at_level(logging.ERROR):
        job.run()
    assert (job.is_done(bad), job.is_done(good)) == (False, True)
    assert [record.exc_info is not None for record in caplog.records if str(bad) in record.getMessage()] == [True]


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_without_going_on_the_row_stops_the_other(job, monkeypatch):
    """The twin."""
    bad, good = job.make(factories.corporation())
    poison(monkeypatch, job, bad)
    monkeypatch.setattr(sweeping, "_act_or_go_on", lambda pk, act, what: bool(act(pk)))
    with pytest.raises(ValueError, match="poisoned"):
        job.run()
    assert not job.is_done(good)


@pytest.mark.parametrize("job", [job for job in JOBS.values() if job.is_here], ids=[n for n in JOBS if JOBS[n].is_here])
def test_a_job_of_a_corporation_that_runs_in_none_says_so(job):
    scope.enter(None)
    with pytest.raises(sweeping.NoScopeError):
        job.run()


@pytest.mark.django_db(transaction=True)
def test_after_a_line_that_was_cut_the_next_row_has_a_new_one() -> None:
    def act(pk: int) -> bool:
        if pk == 1:
            connection.connection.close()  # what a database that went away leaves of it
        return User.objects.count() == 0

    assert sweeping.each([1, 2], act, what="row") == 1


# --- who rings what -----------------------------------------------------------------------------------------------

SCHEDULE = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
OF_WORK_ROWS = {
    "accounts.tell_stopped",
    "agreements.follow_increase",
    "agreements.render",
    "mail.deliver",
    "tenants.clear_letters",
    "tenants.letters",
}
RUNG = {  # by tick, for each corporation
    "agreements.tick": {"agreements.remind", "agreements.expire", "agreements.finish"},
    "jobs.tick": {"jobs.lapse", "jobs.forget"},
    "journal.tick": {"journal.seal"},
    "tenants.tick": {"tenants.tidy"},
}


def ours() -> dict[str, Task]:
    current_app.loader.import_default_modules()
    return {name: task for name, task in current_app.tasks.items() if not name.startswith("celery.")}


def test_every_task_is_scheduled_rung_by_a_tick_or_of_a_work_row() -> None:
    assert ours().keys() == SCHEDULE.keys() | set().union(*RUNG.values()) | OF_WORK_ROWS


@pytest.mark.parametrize("name", RUNG)
def test_a_tick_rings_each_job_for_every_corporation(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = factories.corporation().pk, factories.corporation("elders", "Wonen Elders").pk
    scope.enter(None)
    rung: set[tuple[str, int | None]] = set()
    monkeypatch.setattr(Task, "delay", lambda self, corporation_id: rung.add((self.name, corporation_id)))
    ours()[name]()
    numbers = {here, there} | ({None} if name == "journal.tick" else set())
    assert rung == {(job, number) for job in RUNG[name] for number in numbers}


def test_nothing_waits_longer_for_its_turn_than_its_promise() -> None:
    """In seconds: a lost bell, a seal, a day that is over, and what is thrown away each day."""
    assert SCHEDULE == {
        "work.sweep": 10.0,
        "journal.tick": 60.0,
        "agreements.tick": 900.0,
        "jobs.tick": 900.0,
        "tenants.tick": 86400.0,
        "accounts.tidy": 86400.0,
    }


QUEUES = {"agreements.render": "pdf", "tenants.letters": "pdf", "mail.deliver": "mail"}  # the rest: celery


@pytest.mark.parametrize("name", sorted(map(str, SCHEDULE.keys() | set().union(*RUNG.values()) | OF_WORK_ROWS)))
def test_no_mail_and_no_tick_waits_behind_a_document(name: str) -> None:
    assert current_app.amqp.router.route({}, name)["queue"].name == QUEUES.get(name, "celery")


def test_a_worker_that_is_killed_takes_no_message_along() -> None:
    """A tick that is lost is not found by any sweep, as a work row is."""
    assert (current_app.conf.task_acks_late, current_app.conf.task_reject_on_worker_lost) == (True, True)
