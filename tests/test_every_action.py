"""Every status × every action × every role of offers and applications, generated from the tables of actions."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agreements.contract.models import Agreement
from agreements.contract.services import approving, quoting, signing, withdrawing
from jobs.applications.actions import ACTIONS
from jobs.applications.models import Application, Survey
from jobs.applications.services import applications, waiting
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.actions import ACTIONS as OF_OFFER
from jobs.offers.models import Offer
from jobs.offers.services import offers
from jobs.offers.statuses import OfferStatus
from tests import attempts, factories
from tests.attempts import Attempt, World, wrong
from tests.jobs.catalogue.test_staff_offers import typed as an_offer
from tests.jobs.surveys.test_staff_surveys import typed as a_survey

pytestmark = pytest.mark.django_db
AMOUNTS = {"avoided": "2.400,00", "materials": "250,00", "handling": "300,00", "forms_allowed": ["one_off"]}
ROLES = ("officer", "inspector", "manager", "finance")
LATER = timezone.now() + timedelta(days=20)


def company() -> tuple[dict[str, Any], Offer]:
    """An offer of one place, which somebody has, and the staff."""
    made = factories.corporation()
    staff = {role: factories.staff(made, role, mandate="5000.00" if role == "manager" else None) for role in ROLES}
    offer = factories.offer(factories.block(made), staff["officer"], capacity=1)
    factories.application(offer, factories.tenant(offer.complex, name="Wie de plek heeft"), status="accepted")
    return staff, offer


def application_world(status: str) -> World:
    staff, offer = company()
    tenant, neighbour = (factories.tenant(offer.complex) for _ in range(2))
    row = walked(offer, tenant, status, staff)
    rows = {"offer": offer, "agreement": Agreement.objects.filter(application=row).first(), "manager": staff["manager"]}
    return World(offer.corporation, attempts.people(offer.corporation, tenant, neighbour, staff), row, rows)


def walked(offer: Offer, tenant: Any, status: str, staff: dict[str, Any]) -> Application:
    """An application in any status, by the services."""
    officer = staff["officer"]
    if status in {"draft", "submitted", "in_review", "surveyed"}:
        return factories.application(offer, tenant, status=status)
    made = factories.application(offer, tenant, status="surveyed" if status == "accepted" else "in_review")
    if status == "accepted":
        _one_more_place(offer)
        quoting.quote(made, by=officer, forms=["one_off"], amounts=factories.amounts())
    elif status == "info_requested":
        made.move_to("request_information", by=officer.user)
    elif status == "waiting":
        waiting.put(made, by=officer)
    elif status == "rejected":
        applications.reject(made, ground="quality", by=officer)
    else:
        applications.withdraw(made, by=tenant.user)
    return made


def _one_more_place(offer: Offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(capacity=2)


def _free(world: World) -> None:
    """A place is free, and nobody was asked yet."""
    _one_more_place(world.rows["offer"])


def _asked(world: World) -> None:
    _free(world)
    waiting.place_freed(world.rows["offer"])


def _asked_and_surveyed(world: World) -> None:
    _asked(world)
    row = world.row
    if not Survey.objects.filter(application=row).exists():
        inspector, seen_at = row.offer.officer, timezone.now()
        facts = factories.survey_facts() | {"inspector": inspector, "made_at": seen_at}
        Survey.objects.create(corporation_id=row.corporation_id, application=row, **facts)


def _offered(world: World) -> None:
    """The agreement waits for the tenant's signature."""
    agreement = world.rows["agreement"]
    if agreement:
        fresh = Agreement.objects.with_case().get(pk=agreement.pk)
        approving.approve(fresh, by=world.rows["manager"], terms_sha256=fresh.terms_sha256)


def _signed(world: World) -> None:
    """Both sides have signed."""
    _offered(world)
    if world.rows["agreement"]:
        row = Agreement.objects.with_case().get(pk=world.rows["agreement"].pk)
        for party in signing.parties_to_sign(row):
            signing.sign_as_tenant(row, party=party, name="Jan", text_sha256=row.text_sha256)
        signing.sign_for_corporation(row, by=world.rows["manager"], text_sha256=row.text_sha256)


def _agreement(world: World) -> dict[str, Any]:
    return {"pk": world.rows["agreement"].pk if world.rows["agreement"] else 999_999}


def _answered(world: World) -> None:
    if world.row.status == ApplicationStatus.DRAFT:
        row = Application.objects.get(pk=world.row.pk)
        applications.choose(row, {"door": "6009", "frame": "9010"})
        applications.answer(row, start_on=row.offer.works_from, who="self", available=["saturday"], remarks="")


ATTEMPTS = {
    "answer": Attempt(
        data=lambda _: {"remarks": "Bel even."}, address=lambda world: {"pk": world.row.pk, "step": "bijzonderheden"}
    ),
    "submit": Attempt(before=_answered),
    "take_up": Attempt(),
    "request_information": Attempt(data=lambda _: {"info-text": "Hoe hoog is het?"}),
    "give_information": Attempt(data=lambda _: {"text": "Vijf meter."}),
    "go_on": Attempt(),
    "record_survey": Attempt(data=lambda _: a_survey()),
    "put_on_list": Attempt(),
    "ask": Attempt(before=_free, verb=lambda world: waiting.place_freed(world.rows["offer"])),
    "ask_again": Attempt(before=_free, address=lambda world: {"pk": world.rows["offer"].pk}),
    "take_place": Attempt(before=_asked),
    "take_place_surveyed": Attempt(before=_asked_and_surveyed),
    "lapse": Attempt(before=_asked, verb=lambda _: waiting.lapse_overdue(), at=LATER),
    "accept": Attempt(data=lambda _: AMOUNTS, before=_free),
    "reject": Attempt(data=lambda _: {"ground": "quality"}),
    "withdraw": Attempt(),
    "refuse": Attempt(data=lambda _: {"ground": "risk"}, address=_agreement),
    "decline": Attempt(data=lambda _: {"ground": "time"}, address=_agreement, before=_offered),
    "cool_off": Attempt(address=_agreement, before=_signed),
    "terminate": Attempt(data=lambda _: {"ground": "breach"}, address=_agreement, before=_signed),
    "expire": Attempt(before=_offered, verb=lambda _: withdrawing.expire_overdue(), at=LATER),
}


def _application(world: World) -> dict[str, Any]:
    row = Application.objects.get(pk=world.row.pk)
    return {"status": row.status, "place": row.holds_place, "until": row.place_until, "remarks": row.remarks}


def test_every_action_has_an_attempt() -> None:
    assert set(ATTEMPTS) == set(ACTIONS)
    assert set(OFFER_ATTEMPTS) == set(OF_OFFER)


@pytest.mark.parametrize("status", ApplicationStatus.values)
def test_application_does_what_the_table_says_for_every_action_and_role(status: str) -> None:
    world = application_world(status)
    assert world.row.status == status
    assert wrong(world, ACTIONS, ATTEMPTS, _application) == {}


@pytest.mark.parametrize("change", [{"ability": "apply"}, {"place": "frees"}, {"to": "surveyed"}])
def test_a_table_that_says_something_else_is_found(change: dict[str, Any]) -> None:
    """The twin: another ability, another place or another end shows."""
    world = application_world("surveyed")
    accept = ACTIONS["accept"].__class__(**(vars(ACTIONS["accept"]) | change))
    assert set(wrong(world, {"accept": accept}, ATTEMPTS, _application)) == (
        {("accept", "officer"), ("accept", "tenant")} if "ability" in change else {("accept", "officer")}
    )


def offer_world(status: str) -> World:
    staff, offer = company()
    row = offer
    if status == OfferStatus.DRAFT:
        row = factories.offer(offer.complex, staff["officer"], is_published=False)
    if status == OfferStatus.CLOSED:
        offers.close(offer, by=staff["officer"])
    tenant, neighbour = (factories.tenant(offer.complex) for _ in range(2))
    return World(offer.corporation, attempts.people(offer.corporation, tenant, neighbour, staff), row)


OFFER_ATTEMPTS = {
    "change": Attempt(data=lambda world: an_offer(world.row.complex, title="Een andere naam")),
    "publish": Attempt(),
    "begin": Attempt(data=lambda _: {"door": "6009", "frame": "9010"}),
    "close": Attempt(),
}


def _offer(world: World) -> dict[str, Any]:
    row = Offer.objects.get(pk=world.row.pk)
    return {"status": row.status, "place": None, "title": row.title, "cases": row.applications.count()}


@pytest.mark.parametrize("status", OfferStatus.values)
def test_offer_does_what_the_table_says_for_every_action_and_role(status: str) -> None:
    world = offer_world(status)
    # every tenant may begin, and a neighbour in the same complex is one
    assert set(wrong(world, OF_OFFER, OFFER_ATTEMPTS, _offer)) == (
        {("begin", "neighbour")} if status == OfferStatus.PUBLISHED else set()
    )
