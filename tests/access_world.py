"""The people and rows of the access matrix: two corporations with the same story, marked by a canary each."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from agreements.cases.services import thread
from agreements.contract.models import Document, Payout, RentChange, RentRequest
from agreements.contract.services import approving, quoting, signing
from agreements.contract.services.signing import party_of
from agreements.work.models import Inspection
from corporations.models import Corporation as Owner
from corporations.models import PolicyPosting
from jobs.simulator import services
from jobs.simulator.models import Interest
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.scope import scope
from tenants.models import LetterBatch
from tenants.services import signing_up
from tenants.statuses import BatchStatus
from tests import factories

ROLES = (
    "anonymous",
    "tenant",
    "neighbour",
    "tenant_elsewhere",
    "officer",
    "inspector",
    "manager",
    "finance",
    "officer_elsewhere",
    "operator",
)


@dataclass
class Corporation:
    slug: str
    canary: str
    users: dict[str, User] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def corporation(slug: str, canary: str) -> Corporation:
    """A corporation in which one tenant's case went all the way to a document, another's waits for approval."""
    made = factories.corporation(slug, f"Wonen {canary}")
    world = Corporation(slug, canary)
    staff = {
        role: factories.staff(made, role, name=f"{role} {canary}", mandate="5000.00" if role == "manager" else None)
        for role in ("officer", "inspector", "manager", "finance")
    }
    block = factories.block(made, name=f"Complex {canary}")
    tenant = factories.tenant(block, name=f"Huurder {canary}", email=f"tenant@{slug}.example")
    neighbour = factories.tenant(block, name=f"Buur {canary}", email=f"neighbour@{slug}.example")
    world.users = {role: member.user for role, member in staff.items()}
    world.users |= {"tenant": tenant.user, "neighbour": neighbour.user}
    offer = factories.offer(block, staff["officer"], title=f"Schilder {canary}")
    draft_offer = factories.offer(block, staff["officer"], title=f"Concept {canary}", is_published=False)
    factories.skills(made, "SCHUREN")
    agreement = _signed(offer, tenant, staff)
    for person in (tenant.user, staff["officer"].user):
        thread.ask(agreement.application, by=person, text=f"Bericht {canary}")
    world.rows = {
        "offer": offer.pk,
        "draft_offer": draft_offer.pk,
        "case": agreement.application_id,
        "agreement": agreement.pk,
        "draft": factories.application(
            factories.offer(block, staff["officer"], title=f"Nog een {canary}"), tenant, status="draft"
        ).pk,
        "to_survey": factories.application(
            factories.offer(block, staff["officer"], title=f"Opname {canary}"), tenant, status="in_review"
        ).pk,
        "file": _document(agreement).pk,
        "complex": block.pk,
        "policy": offer.policy_id,
        "letter_batch": _letters(block, staff["officer"]).pk,
        "invitation": signing_up.find_invitation(signing_up.invite(factories.lease(block), by=None)).pk,
    }
    services.note(offer.job_type, email=f"interest@{slug}.example", language="nl")
    world.rows["interest"] = Interest.objects.get(corporation=made).pk
    _inspected(agreement, staff)
    world.rows |= _booked(agreement, staff["finance"])
    scope.enter(None)
    return world


def _inspected(agreement: Any, staff: dict[str, Any]) -> None:
    """The inspector has looked at the work."""
    Inspection.objects.create(
        corporation=agreement.corporation,
        agreement=agreement,
        round=1,
        inspector=staff["inspector"],
        visited_on=clock.today(),
        result="passed",
        note=f"Netjes, {agreement.corporation.name}",
        made_at=clock.now(),
    )


def _booked(agreement: Any, finance: Any) -> dict[str, int]:
    """A request, and money that was changed and paid: as finance would have booked it. Returns the rows of money."""
    owner, now, policy = agreement.corporation, clock.now(), agreement.quote.policy
    party = agreement.application.lease.parties.get()
    booked = {"ledger_account": f"4300 {owner.name}"[:20], "cost_centre": "K1", "vat_code": "VRI"}
    PolicyPosting.objects.create(corporation=owner, policy=policy, kind="discount", **booked)
    text = f"Verzoek {owner.name}"
    RentRequest.objects.create(
        corporation=owner, agreement=agreement, version=1, form="discount", months=1, party=party, text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(), made_at=now,
    )  # fmt: skip
    shared = {"corporation": owner, "agreement": agreement, "number": 1, "made_at": now, "made_by": finance, **booked}
    change = RentChange.objects.create(
        kind="discount", starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1), amount=Decimal("1.00"), **shared
    )
    payout = Payout.objects.create(
        kind="one_off", due_on=date(2020, 1, 1), amount=Decimal("1.00"), to_party=party, **shared
    )
    return {"rent_change": change.pk, "payout": payout.pk}


def _signed(offer: Any, tenant: Any, staff: dict[str, Any]) -> Any:
    case = factories.application(offer, tenant, status="surveyed")
    agreement = quoting.quote(case, by=staff["officer"], forms=["one_off"], amounts=factories.amounts())
    approving.approve(agreement, by=staff["manager"], terms_sha256=agreement.terms_sha256)
    party = party_of(agreement, tenant.user)
    assert party is not None
    signing.sign_as_tenant(agreement, party=party, name=tenant.name, text_sha256=agreement.text_sha256)
    signing.sign_for_corporation(agreement, by=staff["manager"], text_sha256=agreement.text_sha256)
    agreement.refresh_from_db()
    return agreement


def _document(agreement: Any) -> Document:
    content = f"%PDF {agreement.corporation.name}".encode()
    return Document.objects.create(
        corporation=agreement.corporation,
        agreement=agreement,
        version=agreement.version,
        kind="agreement",
        made_at=clock.now(),
        file=factories.kept(content, owner=agreement, kind="agreement"),
    )


def number_of(slug: str) -> int:
    """The number of a corporation, by which its rows are kept apart."""
    return Owner.objects.get(slug=slug).pk


def _letters(block: Any, officer: Any) -> LetterBatch:
    """A batch that is ready, without codes."""
    content, now = f"%PDF {block.corporation.name}".encode(), clock.now()
    made = LetterBatch(
        corporation=block.corporation,
        complex=block,
        officer=officer,
        status=BatchStatus.WORKING,
        total=1,
        done=1,
        made_at=now,
    )
    made.save()
    made.file = factories.kept(content, owner=made, kind="letters", audience="staff")
    made.status, made.ready_at = BatchStatus.READY, now
    made.save()
    return made


def both() -> tuple[Corporation, Corporation]:
    """Two corporations; the first knows who comes from elsewhere."""
    here, there = corporation("voorbeeldstad", "CANARY-A"), corporation("elders", "CANARY-B")
    here.users |= {"tenant_elsewhere": there.users["tenant"], "officer_elsewhere": there.users["officer"]}
    here.users["operator"] = operator()
    return here, there


def with_operator() -> Corporation:
    """One corporation, and the operator of the platform."""
    made = corporation("voorbeeldstad", "CANARY")
    made.users["operator"] = operator()
    return made


def operator() -> User:
    return User.objects.create_user("operator@platform.example", kind=UserKind.OPERATOR)
