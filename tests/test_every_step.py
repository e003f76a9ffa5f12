"""Every status × every action × every role of agreements, generated from the table of actions."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import tasks
from agreements.contract.actions import ACTIONS
from agreements.contract.models import (
    Agreement,
    AgreementStatus,
    Payout,
    RentChange,
    Signature,
)
from agreements.contract.services import signing
from agreements.rewards.services import booking
from jobs.applications.models import Application
from klushuur.ground import clock
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import access_world, attempts, factories, kept_world
from tests.agreements.signed import offered, put
from tests.attempts import Attempt, World, wrong
from tests.factories import signed_in
from tests.pages import PAGES, ROW_OF, STOCK
from tests.who_may_what import may_open

pytestmark = pytest.mark.django_db
ENDED = {AgreementStatus.DECLINED, AgreementStatus.EXPIRED, AgreementStatus.TERMINATED}


@pytest.fixture(autouse=True)
def _quiet(caplog: Any) -> None:
    """Most cells are refused, and each would be told with all its frames."""
    caplog.set_level(logging.ERROR, "django.request")


def _offered() -> World:
    """An agreement that was offered; its tenant has a code, and nobody signed."""
    here = factories.corporation()
    agreement = offered(corporation=here)
    application = agreement.application
    signing.send_code(agreement, user=application.tenant.user)
    code = re.findall(r"\b\d{6}\b", Message.objects.get(kind="signing_code").text)[0]
    staff = {role: factories.staff(here, role) for role in ("inspector", "finance")}
    staff |= {"officer": application.offer.officer, "manager": factories.staff(here, "manager", mandate="5000.00")}
    neighbour = factories.tenant(application.offer.complex, name="Buur")
    users = attempts.people(here, application.tenant, neighbour, staff)
    return World(here, users, agreement, {"code": code})


kept = kept_world.made_by(_offered)


@pytest.fixture
def world(db: None, kept: World) -> Callable[[str], World]:
    """That agreement in another status."""

    def world_in(status: str) -> World:
        here = kept_world.copied(kept)
        scope.enter(here.corporation.pk)
        row = put(here.row, status)
        if status in ENDED:
            Application.objects.filter(pk=row.application_id).update(status="withdrawn", holds_place=False)
        return replace(here, row=row)  # its visitors sign in anew

    return world_in


def look(world: World) -> dict[str, Any]:
    """The whole row of the case's agreement, and the place."""
    rows = Agreement.objects.filter(application=world.row.application_id)
    told = {"messages": Message.objects.count()}
    return rows.annotate(place=F("application__holds_place")).values().get() | told


def beside(**columns: Any) -> Callable[[World], Any]:
    """What the row needs beside its status."""
    return lambda world: Agreement.objects.filter(pk=world.row.pk).update(**columns)


def _signed(world: World) -> None:
    """The tenant has signed."""
    row = world.row
    Signature.objects.create(
        corporation_id=row.corporation_id,
        agreement=row,
        version=row.version,
        text_sha256=row.text_sha256,
        party=signing.parties_to_sign(row)[0],
        name="Jan de Wit",
        way="code_by_mail",
        signed_at=clock.now(),
    )


def _sign(world: World) -> dict[str, Any]:
    return {
        "agrees": "on",
        "name": "Jan de Wit",
        "code": world.rows["code"],
        "text_sha256": world.row.text_sha256,
    }


def _choice(world: World) -> dict[str, Any]:
    """Another form than the one that the text has."""
    return {"choice": "discount.12", "text_sha256": world.row.text_sha256}


def _days(world: World) -> dict[str, Any]:
    return {"works_from": world.row.works_from, "works_until": world.row.works_until}


def of_the_case(world: World) -> dict[str, Any]:
    """These pages name the application."""
    return {"pk": world.row.application_id}


def typed(**given: Any) -> Callable[[World], dict[str, Any]]:
    return lambda _world: given


def by_itself(name: str) -> Callable[[World], Any]:
    return lambda world: getattr(tasks, name)(world.corporation.pk)


def rest_is_due(world: World) -> None:
    """The rest of a skip can be paid since yesterday."""
    booking.add_payout(world.row, kind="remainder", amount=Decimal("1.00"), due_on=TODAY - timedelta(days=1), by=None)


def is_lower(world: World) -> None:
    """A month of a lower rent is booked."""
    month = date(TODAY.year, 1, 1), date(TODAY.year, 2, 1)
    lower = Agreement.objects.with_case().get(pk=world.row.pk)
    lower.form = "discount"
    booking.add_rent_change(lower, period=month, amount=Decimal("2.00"), by=None)


def the_change(_world: World) -> dict[str, Any]:
    return {"pk": RentChange.objects.latest("pk").pk, "what": "bedrag"}


def the_payout(_world: World) -> dict[str, Any]:
    return {"pk": Payout.objects.latest("pk").pk, "what": "bedrag"}


TODAY = clock.today()
BEGUN = {"works_from": TODAY - timedelta(days=1)}
MENDED = BEGUN | {"repaired_at": timezone.now()}
DISCOUNT = {"form": "discount", "months": 12, "lowers_the_rent": True}
LONG_AGO = {"accepted_on": date(2020, 1, 10), "reward_from": date(2020, 2, 1), "rewarded_on": None}
AMOUNTS = {"avoided": "2400", "materials": "250", "handling": "300", "forms_allowed": ["one_off"]}
OTHERWISE = AMOUNTS | {"avoided": "2300", "reason": "amounts"}
TO_CHOOSE = {"forms_allowed": ["one_off", "discount"], "months_allowed": [12]}
ATTEMPTS = {
    "hand_in_again": Attempt(),
    "quote": Attempt(data=typed(**AMOUNTS), address=of_the_case),
    "approve": Attempt(data=lambda world: {"terms_sha256": world.row.terms_sha256}),
    "ask_back": Attempt(data=typed(question="Waarom zo veel?")),
    "refuse": Attempt(data=typed(ground="risk")),
    "new_version": Attempt(data=lambda world: OTHERWISE | _days(world)),
    "choose_form": Attempt(data=_choice, before=beside(**TO_CHOOSE)),
    "send_code": Attempt(),
    "sign": Attempt(data=_sign),
    "sign_for_us": Attempt(data=lambda world: {"text_sha256": world.row.text_sha256}, before=_signed),
    "decline": Attempt(data=typed(ground="time")),
    "withdraw": Attempt(address=of_the_case),
    "expire": Attempt(before=beside(sign_before=TODAY - timedelta(days=1)), verb=by_itself("expire")),
    "start": Attempt(before=beside(**BEGUN)),
    "suspend": Attempt(data=typed(ground="weather")),
    "suspend_for_us": Attempt(data=typed(ground="delivery")),
    "resume": Attempt(),
    "resume_for_us": Attempt(),
    "report_ready": Attempt(data=typed(note="Alles is klaar.")),
    "report_repaired": Attempt(),
    "pass": Attempt(data=typed(visited_on=TODAY, result="passed"), before=beside(**MENDED)),
    "send_back": Attempt(data=typed(visited_on=TODAY, result="repair", note="De plint."), before=beside(**MENDED)),
    "take_over": Attempt(data=typed(ground="cannot")),
    "take_over_as_manager": Attempt(data=typed(ground="unsafe")),
    "terminate": Attempt(data=typed(ground="breach")),
    "cool_off": Attempt(before=_signed),
    "record_payment": Attempt(
        data=typed(paid_on=TODAY), before=beside(form="one_off", months=None, lowers_the_rent=False)
    ),
    "record_lower_rent": Attempt(before=beside(**DISCOUNT)),
    "record_rest": Attempt(data=typed(paid_on=TODAY), before=rest_is_due),
    "correct_rent_change": Attempt(data=typed(amount="1,00"), address=the_change, before=is_lower),
    "correct_payout": Attempt(data=typed(amount="0,50"), address=the_payout, before=rest_is_due),
    "finish": Attempt(before=beside(**DISCOUNT, **LONG_AGO), verb=by_itself("finish")),
}


def test_every_action_has_an_attempt() -> None:
    assert set(ATTEMPTS) == set(ACTIONS)


@pytest.mark.parametrize("status", AgreementStatus.values)
def test_agreement_does_what_the_table_says_for_every_action_and_role(world: Any, status: str) -> None:
    assert wrong(world(status), ACTIONS, ATTEMPTS, look) == {}


@pytest.mark.parametrize(
    ("name", "status", "slip", "role"),
    [
        ("start", "signed", {"ability": "read_document"}, "officer"),
        ("start", "signed", {"ability": "stop_work"}, "tenant"),
        ("start", "offered", {"starts": frozenset({"signed", "offered"})}, "tenant"),
        ("decline", "offered", {"place": "keeps"}, "tenant"),
        ("take_over", "suspended", {"to": "terminated"}, "inspector"),
    ],
)
def test_a_slip_of_the_pen_in_the_table_is_found(world: Any, name: str, status: str, slip: Any, role: str) -> None:
    """The twin: with another table the same comparison fails, in that cell."""
    assert (name, role) in wrong(world(status), {name: replace(ACTIONS[name], **slip)}, ATTEMPTS, look)


def test_every_page_that_posts_about_an_agreement_is_in_the_table() -> None:
    made = access_world.corporation("voorbeeldstad", "A")
    known = {action.url_name for action in ACTIONS.values()}
    missing = []
    for short in (short for short, row in ROW_OF.items() if row == "agreement"):
        name = short if short in PAGES else f"admin:{short}"
        if STOCK.match(name) or name in known:
            continue
        of_a_slug = {} if name.startswith("admin:") else {"corporation": made.slug}
        role = min(may_open(name))
        address = reverse(name, kwargs={"pk": made.rows["agreement"]} | of_a_slug)
        if signed_in(Client(), made.users[role]).post(address).status_code != 405:
            missing.append(name)
    assert missing == []
