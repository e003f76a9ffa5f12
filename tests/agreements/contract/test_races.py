"""Approving, signing and leaving at the same moment: each happens once, or not at all. Each race with its twin.

That an expiring agreement takes no signature is raced in test_declining.py.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from agreements.contract.models import Agreement, AgreementStatus
from agreements.contract.services import approving, quoting, signing, withdrawing
from agreements.contract.services.refusals import ContractCode
from corporations.models import StaffMember
from jobs.applications.models import Application
from jobs.offers.models import Offer
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.journal.models import Entry
from klushuur.ground.mail.models import Message
from klushuur.ground.scope.walls import as_owner
from tests import factories
from tests.agreements.signed import again, co_tenant
from tests.racing import Outcomes, at_least, named, rounds, slowly, tell, without_locks, without_looking

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, FEW = at_least(10), 5
CLICKS = 20
AMOUNTS = factories.amounts()


class Place:
    """A corporation with an offer, in which each round has a case of its own."""

    def __init__(self) -> None:
        self.corporation = factories.corporation()
        self.officer = factories.staff(self.corporation, "officer")
        self.managers = [factories.staff(self.corporation, "manager", mandate="5000.00") for _ in range(CLICKS)]
        self.offer: Offer = factories.offer(factories.block(self.corporation), self.officer, capacity=500)
        self.seen: list[Agreement] = []  # as each client's page shows it

    def to_approve(self, clients: int) -> None:
        """A new agreement that waits for a manager, read by every client."""
        case = factories.application(self.offer, factories.tenant(self.offer.complex), status="surveyed")
        made = quoting.quote(case, by=self.officer, forms=["one_off"], amounts=AMOUNTS)
        self.seen = [again(made) for _ in range(clients)]

    def to_sign(self, clients: int) -> None:
        self.to_approve(1)
        (row,) = self.seen
        other = User.objects.create_user(f"mede{row.pk}@tenant.example", kind=UserKind.TENANT)
        co_tenant(row, "Maria Jansen", other)
        approving.approve(row, by=self.managers[0], terms_sha256=row.terms_sha256)
        self.seen = [again(row) for _ in range(clients)]

    @property
    def now(self) -> Agreement:
        return Agreement.objects.with_case().get(pk=self.seen[0].pk)

    def approve(self, client: int, by: StaffMember) -> None:
        approving.approve(self.seen[client], by=by, terms_sha256=self.seen[client].terms_sha256)

    def withdraw(self, client: int) -> None:
        application = self.seen[client].application
        withdrawing.withdraw(application, by=application.tenant.user)

    def moves(self, new: str) -> int:
        rows = Entry.objects.filter(subject="agreements.agreement", subject_id=self.seen[0].pk)
        return rows.filter(new=new).count()

    def mails(self, kind: str) -> int:
        """How many messages of this kind the parties of this round's case have."""
        parties = self.seen[0].application.lease.parties.exclude(user=None)
        return Message.objects.filter(kind=kind, to__in=[party.user.email for party in parties]).count()


@pytest.fixture
def place(db: None) -> Place:
    return Place()


def violations(
    place: Place,
    what: str,
    clients: list[Callable[[int], Any]],
    *,
    before: Callable[[int], None],
    is_right: Callable[[Outcomes], bool],
    count: int = ROUNDS,
) -> int:
    """In how many rounds the outcome was not right."""
    wrong: list[list[str]] = []

    def after(_round: int, outcomes: Outcomes) -> None:
        if not is_right(outcomes):
            wrong.append(named(outcomes))

    since = time.monotonic()
    rounds(place.corporation.pk, clients, count=count, before=lambda _round: before(len(clients)), after=after)
    tell(what, rounds=count, clients=len(clients), violations=len(wrong), since=since)
    return len(wrong)


def approve_often(place: Place, what: str, *, count: int = ROUNDS) -> int:
    clients = [lambda _round, n=n, by=by: place.approve(n, by) for n, by in enumerate(place.managers)]

    def is_right(outcomes: Outcomes) -> bool:
        once = (place.now.approvals.count(), place.moves("approved"), place.moves("offered"))
        told = place.mails("agreement_offered")
        is_one = named(outcomes) == ["", *["StaleStatus"] * (CLICKS - 1)]
        return (once, told, place.now.status) == ((1, 1, 1), 1, AgreementStatus.OFFERED) and is_one

    return violations(place, what, clients, before=place.to_approve, is_right=is_right, count=count)


def test_twenty_managers_approve_once(place: Place) -> None:
    assert approve_often(place, "double approve") == 0


def test_twenty_managers_approve_more_than_once_without_looking(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    without_looking(monkeypatch)
    assert approve_often(place, "double approve, without looking", count=FEW) == FEW


def sign_often(place: Place, what: str, *, count: int = ROUNDS) -> int:
    """The same tenant clicks five times."""

    def sign(client: int) -> None:
        row = place.seen[client]
        party = signing.party_of(row, row.application.tenant.user)
        assert party is not None
        signing.sign_as_tenant(row, party=party, name="Jan", text_sha256=row.text_sha256)

    def is_right(outcomes: Outcomes) -> bool:
        return place.now.signatures.count() == 1 and named(outcomes) == ["", *[ContractCode.ALREADY_SIGNED] * 4]

    clients = [lambda _round, n=n: sign(n) for n in range(5)]
    return violations(place, what, clients, before=place.to_sign, is_right=is_right, count=count)


def test_a_tenant_who_clicks_five_times_signs_once(place: Place) -> None:
    assert sign_often(place, "double sign") == 0


@contextmanager
def without_index(name: str) -> Iterator[None]:
    """The guard off: the database allows two of the same. What was written meanwhile is thrown away with it."""
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("SELECT indexdef, tablename FROM pg_indexes WHERE indexname = %s", [name])
        definition, table = cursor.fetchone()
        cursor.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        with as_owner(connection), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")
            cursor.execute(definition)


def test_a_tenant_who_clicks_five_times_signs_more_often_without_the_constraint(place: Place) -> None:
    with without_index("signature_party_once"):
        found = sign_often(place, "double sign, without the constraint", count=FEW)
    assert found == FEW


def sign_together(place: Place, what: str, *, count: int = ROUNDS) -> int:
    """Both tenants sign at the same moment: the last of them, and only that one, brings word that all have signed."""

    def sign(client: int) -> None:
        row = place.seen[client]
        party = row.application.lease.parties.order_by("pk")[client]
        signing.sign_as_tenant(row, party=party, name="Jan", text_sha256=row.text_sha256)

    def is_right(outcomes: Outcomes) -> bool:
        told = place.mails("agreement_signed_by_tenant")
        return (place.now.signatures.count(), told, named(outcomes)) == (2, 1, ["", ""])

    clients = [lambda _round, n=n: sign(n) for n in range(2)]
    return violations(place, what, clients, before=place.to_sign, is_right=is_right, count=count)


def test_two_tenants_who_sign_together_are_both_counted(place: Place) -> None:
    assert sign_together(place, "two tenants at once") == 0


def test_two_tenants_who_sign_together_miss_each_other_without_the_lock(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    slowly(monkeypatch, signing, "_sign")
    assert sign_together(place, "two tenants at once, without the lock", count=FEW) > 0


def stands(place: Place) -> tuple[Any, ...]:
    now = place.now
    case = Application.objects.get(pk=now.application_id)
    return now.status, case.status, case.holds_place


GOES_ON = (AgreementStatus.OFFERED, "accepted", True)
LEFT = (AgreementStatus.DECLINED, "withdrawn", False)
REFUSED = (AgreementStatus.DECLINED, "rejected", False)


def approve_against_withdraw(place: Place, what: str, *, count: int = ROUNDS) -> int:
    clients = [lambda _round: place.approve(0, place.managers[0]), lambda _round: place.withdraw(1)]

    def is_right(outcomes: Outcomes) -> bool:
        approved, left = (type(outcome).__name__ for outcome in outcomes)
        wanted = {("NoneType", "StaleStatus"): GOES_ON, ("StaleStatus", "NoneType"): LEFT, ("NoneType",) * 2: LEFT}
        is_told = place.mails("agreement_offered") == (approved == "NoneType")
        return stands(place) == wanted.get((approved, left)) and is_told

    return violations(place, what, clients, before=place.to_approve, is_right=is_right, count=count)


def test_approve_against_withdraw_ends_in_one_way(place: Place) -> None:
    assert approve_against_withdraw(place, "approve against withdraw") == 0


def test_approve_against_withdraw_ends_in_between_without_the_guards(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    without_looking(monkeypatch)
    slowly(monkeypatch, approving, "hindrances")
    assert approve_against_withdraw(place, "approve against withdraw, without the guards", count=FEW) > 0


def refuse_against_withdraw(place: Place, what: str, *, count: int = ROUNDS) -> int:
    clients = [
        lambda _round: approving.refuse(place.seen[0], ground="risk", by=place.managers[0]),
        lambda _round: place.withdraw(1),
    ]

    def is_right(outcomes: Outcomes) -> bool:
        return named(outcomes) in (["", "IllegalTransition"], ["", "StaleStatus"]) and stands(place) == (
            LEFT if outcomes[0] else REFUSED
        )

    return violations(place, what, clients, before=place.to_approve, is_right=is_right, count=count)


def test_refuse_against_withdraw_ends_in_one_way(place: Place) -> None:
    assert refuse_against_withdraw(place, "refuse against withdraw") == 0
