"""Rows for tests, few words each. Every function works within the scope of the corporation that it is given."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from types import MappingProxyType
from typing import Any

from django.test import Client

from corporations.models import (
    AsbestosSurvey,
    Complex,
    Corporation,
    Dwelling,
    HouseType,
    Lease,
    LeaseParty,
    Mandate,
    PolicyVersion,
    StaffMember,
)
from corporations.money.amounts import Amounts
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.offers.models import JobType, Offer
from jobs.offers.services import offers
from klushuur.demo import catalogue
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.files import files
from klushuur.ground.files.media import PDF
from klushuur.ground.files.models import File
from klushuur.ground.scope import scope
from tenants.models import SkillType, Tenant

_numbers = count(1)
PALETTE = {"door": ["9010", "7016", "6009", "5011", "3005"], "frame": ["9010"]}


def corporation(slug: str = "voorbeeldstad", name: str = "Wonen Voorbeeldstad", **policy: Any) -> Corporation:
    """A corporation with a policy, the usual one but for these fields; enters its scope."""
    made = Corporation.objects.create(slug=slug, name=name, city=slug.title(), phone="088 000 00 00")
    scope.enter(made.pk)
    PolicyVersion.objects.create(corporation=made, number=1, starts_on=date(2020, 1, 1), **policy)
    return made


def staff(corporation: Corporation, *roles: str, mandate: str | None = None, **fields: Any) -> StaffMember:
    number = next(_numbers)
    user = User.objects.create_user(f"{roles[0]}{number}@staff.example", kind=UserKind.STAFF, scope_id=corporation.pk)
    values = {"name": f"{roles[0].title()} {number}", "phone": "088 000 00 01", "roles_held": list(roles)} | fields
    member = StaffMember.objects.create(corporation=corporation, user=user, **values)
    if mandate:
        Mandate.objects.create(
            corporation=corporation, holder=member, up_to=Decimal(mandate), starts_on=date(2020, 1, 1)
        )
    return member


def block(corporation: Corporation, **fields: Any) -> Complex:
    values = {
        "name": "Zonnewijk 1968",
        "built_year": 1968,
        "house_type": HouseType.ROW_1968,
        "asbestos_survey": AsbestosSurvey.PASSED,
    } | fields
    return Complex.objects.create(corporation=corporation, **values)


def lease(complex: Complex, *, name: str = "Jan de Wit", user: User | None = None, **fields: Any) -> LeaseParty:
    """A home with a lease of one party; returns the party."""
    number = next(_numbers)
    home = Dwelling.objects.create(
        corporation=complex.corporation,
        complex=complex,
        number=f"VHE-{number}",
        street="Zonnestraat",
        house_number=str(number),
        postcode="1234AB",
        city="Voorbeeldstad",
    )
    values = {"starts_on": date(2019, 1, 1), "net_rent": Decimal("640.00")} | fields
    made = Lease.objects.create(corporation=complex.corporation, dwelling=home, number=f"HUO-{number}", **values)
    return LeaseParty.objects.create(corporation=complex.corporation, lease=made, name=name, user=user)


def tenant(complex: Complex, *, name: str = "Jan de Wit", email: str = "", user: User | None = None) -> Tenant:
    """A tenant with an account and a lease in a complex."""
    user = user or User.objects.create_user(email or f"huurder{next(_numbers)}@tenant.example", kind=UserKind.TENANT)
    lease(complex, name=name, user=user)
    return Tenant.objects.create(corporation=complex.corporation, user=user, name=name, phone="06 00000000")


def job_type(corporation: Corporation, code: str = catalogue.PAINTING, **changes: Any) -> JobType:
    """An entry of the demo's catalogue, made once. Painting asks for no skills here, but for those that `skills` makes."""
    found = JobType.objects.filter(corporation=corporation, code=code).first()
    if found is None:
        found = catalogue.add(corporation, code)
        changes = ({"skills": []} if code == catalogue.PAINTING else {}) | changes
    for name, value in changes.items():
        setattr(found, name, value)
    found.save()
    return found


def offer(
    complex: Complex,
    officer: StaffMember,
    *,
    is_published: bool = True,
    choices: Mapping[str, list[str]] = MappingProxyType(PALETTE),
    **fields: Any,
) -> Offer:
    """Outdoor painting, open now: avoided 2,400, materials 250, handling 300, risk 10 %, share 70 % (reward 1,127.00)."""
    job = fields.pop("job_type", None) or job_type(complex.corporation)
    today = clock.today()
    year = today.year + 1
    values = {
        "job_type": job,
        "complex": complex,
        "title": "Schilder uw buitenkozijnen",
        "summary": "U kiest zelf de kleur.",
        "effort": "2 tot 4 weekenden",
        "materials_supplied": "verf en kwasten",
        "capacity": 10,
        "opens_on": today,
        "closes_on": max(today + timedelta(days=30), date(year, 2, 1)),
        "works_from": date(year, 4, 15),
        "works_until": date(year, 10, 15),
        "avoided_cost": Decimal("2400.00"),
        "materials_cost": Decimal("250.00"),
        "handling_cost": Decimal("300.00"),
        "risk_rate": Decimal("0.10"),
        "share": Decimal("0.70"),
    } | fields
    made = Offer(**values)
    offers.save_offer(made, choices=choices, by=officer)
    if is_published:
        offers.publish(made, by=officer)
    return made


def amounts(**changes: Decimal) -> Amounts:
    """Those of `offer`, but for what changes."""
    return replace(Amounts(Decimal("2400.00"), Decimal("250.00"), Decimal("300.00"), Decimal("0.10")), **changes)


def offer_of(code: str, complex: Complex, officer: StaffMember, **fields: Any) -> Offer:
    """The attic (`ISO-DAK`) or the kitchen (`KEU-STD`) of the demo's catalogue, with everything that it has."""
    job = job_type(complex.corporation, code)
    names = ("title", "summary", "materials_supplied", "avoided_cost", "materials_cost", "handling_cost", "budget")
    choices = {group.part: [choice.code for choice in group.choices.all()] for group in offers.catalogue_of(job)}
    values = {name: getattr(job, name) for name in names} | {"job_type": job, "choices": choices} | fields
    return offer(complex, officer, **values)


def kept(content: bytes, *, owner: Any, kind: str, audience: str = "everybody", name: str = "test.pdf") -> File:
    """A PDF of a row, in the storage and recorded."""
    return files.record(files.store(content, owner=owner, kind=kind, audience=audience, name=name, of_type=PDF))


def skills(corporation: Corporation, *codes: str) -> list[SkillType]:
    """Skill types with these codes, that the painting job then needs."""
    JobType.objects.filter(corporation=corporation, code="SCH-BUI").update(skills=list(codes))
    return [
        SkillType.objects.create(
            corporation=corporation,
            code=code,
            name=f"kan {code.lower()}",
            name_en=f"can {code.lower()}",
            question=f"Kunt u {code.lower()}?",
            question_en=f"Can you {code.lower()}?",
        )
        for code in codes
    ]


def application(
    offer: Offer,
    tenant: Tenant,
    *,
    status: str = "submitted",
    officer: StaffMember | None = None,
    chosen: Mapping[str, str] = MappingProxyType({"door": "6009", "frame": "9010"}),
) -> Application:
    """An application, walked by the services as far as `status`: draft, submitted, in_review, surveyed or accepted."""
    lease = applications.lease_of(tenant.user)
    assert lease is not None
    made = applications.begin(offer, tenant=tenant, lease=lease)
    if status == "draft":
        return made
    applications.choose(made, chosen)
    needed = {one.code: "some" for one in applications.needed_skills(made)}
    applications.answer(made, start_on=offer.works_from, who="self", skills=needed)
    applications.answer(made, available=["saturday"], phone="06 00000000", remarks="")
    applications.submit(made)
    if status == "submitted":
        return made
    applications.take_up(made, by=officer or offer.officer)
    if status == "in_review":
        return made
    inspector = staff(offer.corporation, "inspector")
    applications.record_survey(made, by=inspector, **survey_facts())
    if status == "accepted":
        applications.accept(made, by=officer or offer.officer)
    return made


def survey_facts(**changes: Any) -> dict[str, Any]:
    """What an inspector sees in a home where all is well."""
    return {
        "visited_on": clock.today(),
        "has_defect": False,
        "asbestos": "none",
        "height_m": Decimal("4.5"),
        "condition": 3,
        "advice": "do",
        "note": "",
    } | changes


def signed_in(client: Client, user: User, *, second_factor: bool | None = None) -> Client:
    """A test client of this person; staff with the second factor shown, unless said otherwise."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if second_factor if second_factor is not None else user.kind != UserKind.TENANT:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client
