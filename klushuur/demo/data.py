"""The demo's data: two fictitious corporations, their homes, leases and people."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from redis import Redis

from corporations.models import (
    AsbestosSurvey,
    Complex,
    Corporation,
    Dwelling,
    HouseType,
    Lease,
    LeaseParty,
    Mandate,
    PolicyPosting,
    PolicyVersion,
    Role,
    StaffMember,
)
from corporations.money.forms import REWARD_FORMS
from jobs.applications.services import applications
from jobs.offers.models import JobType, Offer
from jobs.offers.services import offers
from klushuur.demo import case, catalogue, mailbox
from klushuur.demo.models import Clock, Letter
from klushuur.demo.people import PEOPLE, SLUG, Person
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.clock import today
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tenants.models import Invitation, Tenant
from tenants.services import signing_up

STREETS = {
    SLUG: (
        "Zonnewijk 1968",
        "Zonnestraat",
        "Parkflat 1985",
        "Parklaan",
        "Oude Dorp 1938",
        "Kerkpad",
        "1234AB",
        "Voorbeeldstad",
    ),
    "elders": (
        "Havenbuurt 1968",
        "Havenstraat",
        "Torenflat 1985",
        "Torenweg",
        "Brinkbuurt 1938",
        "Brink",
        "4321ZZ",
        "Elders",
    ),
}
NAMES = {
    SLUG: ("Jan de Wit", "Maria Jansen", "Ahmed Yılmaz", "Willem Smit"),
    "elders": ("Anna Vos", "Tom Mulder", "Li Chen", "Sara Visser"),
}
TENANT, NEIGHBOUR, TOGETHER, OLD_VILLAGE = 0, 1, 3, 8


def load() -> bool:
    """Put the data in, once. Returns False when it was there already."""
    if Corporation.objects.filter(slug=SLUG).exists():
        return False
    with transaction.atomic():
        _corporation(SLUG, "Wonen Voorbeeldstad", "Voorbeeldstad", brand="#1f5f4a", accent="#b4541a")
        _corporation("elders", "Wonen Elders", "Elders", brand="#27408b", accent="#9a5b00")
    return True


def start_again() -> None:
    """Everything as on the first day: the owner's login empties the tables, for the application's own may not."""
    tables = [
        model._meta.db_table for model in apps.get_models() if model._meta.app_label not in {"contenttypes", "auth"}
    ]
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(connection.ops.quote_name(table) for table in tables)} RESTART IDENTITY")
    Clock.objects.all().delete()
    mailbox.empty()
    forget_tries()
    load()


def forget_tries() -> None:
    """How often somebody tried counts per visitor, and in the demo all are one. Only the cache: the queue shares its server."""
    with Redis.from_url(settings.REDIS_URL) as server:
        for key in server.scan_iter(match=cache.make_key("*")):
            server.delete(key)


def _corporation(slug: str, name: str, city: str, *, brand: str, accent: str) -> None:
    corporation = Corporation.objects.create(
        slug=slug, name=name, city=city, phone="088 000 00 00", brand=brand, accent=accent
    )
    with scope.of(corporation.pk):
        _policy(corporation)
        members = _staff(corporation)
        parties = _homes(corporation)
        jobs = catalogue.load(corporation)
        _running_offers(jobs, members["officer"])
        _people(corporation, parties)


LEDGER = {
    "discount": "8010",
    "skip": "8011",
    "freeze": "8012",
    "one_off": "4310",
    "remainder": "4311",
    "buy_off": "4312",
}


def _policy(corporation: Corporation) -> None:
    """Every form, advice for staff, and where finance books each kind."""
    policy = PolicyVersion.objects.create(
        corporation=corporation, number=1, starts_on=date(2026, 1, 1), forms=list(REWARD_FORMS), advises=True,
        offer_cost=Decimal("1500.00"),
    )  # fmt: skip
    for kind, account in LEDGER.items():
        PolicyPosting.objects.create(
            corporation=corporation, policy=policy, kind=kind, ledger_account=account, cost_centre="KLUS"
        )


def _staff(corporation: Corporation) -> dict[str, StaffMember]:
    members = {}
    for person in PEOPLE:
        if not person.roles:
            continue
        email = person.email.replace(SLUG, corporation.slug)
        user = User.objects.create_user(email, kind=UserKind.STAFF, scope_id=corporation.pk)
        members[person.key] = StaffMember.objects.create(
            corporation=corporation,
            user=user,
            name=person.name if corporation.slug == SLUG else f"{person.name.split()[0]} van Elders",
            phone=person.phone,
            roles_held=[Role(role) for role in person.roles],
        )
    Mandate.objects.create(
        corporation=corporation, holder=members["manager"], up_to=Decimal("5000.00"), starts_on=date(2026, 1, 1)
    )
    return members


CO_TENANT = "Noor van den Berg"


class Valued(TypedDict):
    """What the points of a home follow from."""

    points: int
    label: str
    worktop_mm: int


VALUED: dict[str, Valued] = {  # of the homes of each complex
    HouseType.ROW_1968: {"points": 128, "label": "D", "worktop_mm": 1800},
    HouseType.FLAT_1985: {"points": 110, "label": "C", "worktop_mm": 1600},
    HouseType.BRICK_1938: {"points": 118, "label": "F", "worktop_mm": 1800},
}


def _homes(corporation: Corporation) -> list[LeaseParty]:
    """Three complexes of four homes; returns the parties, those of the 1968 complex first."""
    row, row_street, flat, flat_street, old, old_street, postcode, city = STREETS[corporation.slug]
    kinds = (
        (row, row_street, 1968, HouseType.ROW_1968, 2, AsbestosSurvey.PASSED, False, "640.00"),
        (flat, flat_street, 1985, HouseType.FLAT_1985, 4, AsbestosSurvey.PASSED, False, "582.50"),
        (old, old_street, 1938, HouseType.BRICK_1938, 2, AsbestosSurvey.PASSED, True, "715.20"),
    )
    parties = []
    for number, (name, street, year, house, storeys, asbestos, is_protected, rent) in enumerate(kinds):
        block = Complex.objects.create(
            corporation=corporation, name=name, built_year=year, house_type=house, storeys=storeys,
            asbestos_survey=asbestos, is_protected=is_protected,
        )  # fmt: skip
        for place in range(4):
            home = Dwelling.objects.create(
                corporation=corporation, complex=block, number=f"VHE-{number + 1}{place + 1:03}", street=street,
                house_number=str(12 + 2 * place), postcode=postcode, city=city, **VALUED[house],
            )  # fmt: skip
            lease = Lease.objects.create(
                corporation=corporation, dwelling=home, number=f"HUO-{2010 + number}-{place + 1:03}",
                starts_on=date(2010 + number, 3, 1), net_rent=Decimal(rent),
            )  # fmt: skip
            names = NAMES[corporation.slug]
            name_of_tenant = (
                names[place] if number == 0 else f"{names[place].split()[0]} {('de Haan', 'van Dijk')[number - 1]}"
            )
            parties.append(LeaseParty.objects.create(corporation=corporation, lease=lease, name=name_of_tenant))
            if (number, place) == (0, 3):  # one home with two tenants: both must sign
                LeaseParty.objects.create(corporation=corporation, lease=lease, name=CO_TENANT)
    return parties


DOOR_COLOURS = {"door": ["5011", "6009", "3005", "7016", "9010"], "frame": ["9010"]}


def _running_offers(jobs: dict[str, JobType], officer: StaffMember) -> None:
    """Offers that run already, so that nobody finds an empty shop: a door and a kitchen in the flat, an attic in the old village."""
    flat = Complex.objects.get(house_type=HouseType.FLAT_1985)
    old = Complex.objects.get(house_type=HouseType.BRICK_1938)
    choices: dict[str, dict[str, list[str]]] = {
        code: {part: [line[0] for line in group["lines"]] for part, group in groups.items()}
        for code, groups in catalogue.GROUPS.items()
    }
    choices[catalogue.DOOR] = DOOR_COLOURS
    for code, block in ((catalogue.DOOR, flat), (catalogue.KITCHEN, flat), (catalogue.ATTIC, old)):
        offer = _offer_of(jobs[code], block)
        offers.save_offer(offer, choices=choices[code], by=officer)
        offers.publish(offer, by=officer)


def _offer_of(job: JobType, block: Complex) -> Offer:
    """An offer as its job type starts it, open from today."""
    return Offer(
        job_type=job, complex=block, title=job.title, summary=job.summary, effort=job.effort,
        materials_supplied=job.materials_supplied, capacity=8, **case.days(today()),
        avoided_cost=job.avoided_cost, materials_cost=job.materials_cost, handling_cost=job.handling_cost,
        budget=job.budget, risk_rate=case.RISK, share=case.SHARE,
    )  # fmt: skip


def _people(corporation: Corporation, parties: list[LeaseParty]) -> None:
    """Neighbours with an account, two people with a case, and the letter on the mat of the demo's tenant."""
    _signed_up(parties[NEIGHBOUR], f"buurvrouw@{corporation.slug}.example")
    for party, key in zip(parties[TOGETHER].lease.parties.order_by("pk"), ("huurder", "medehuurder"), strict=True):
        _signed_up(party, f"{key}{TOGETHER}@{corporation.slug}.example")
    _signed_up(parties[OLD_VILLAGE], f"huurder{OLD_VILLAGE}@{corporation.slug}.example")
    offer = Offer.objects.get(title="Schilder uw voordeur")
    for place, colour in ((4, "6009"), (5, "3005")):
        tenant = _signed_up(parties[place], f"huurder{place}@{corporation.slug}.example")
        asked = applications.begin(offer, tenant=tenant, lease=parties[place].lease)
        applications.choose(asked, {"door": colour, "frame": "9010"})
        applications.answer(asked, start_on=offer.works_from + timedelta(weeks=place), who="self", remarks="")
        applications.answer(asked, skills={"SCHILDEREN": "often"}, available=["day", "saturday"], phone="06 00000000")
        applications.submit(asked)
    code = signing_up.invite(parties[TENANT], by=None)
    home = parties[TENANT].lease.dwelling
    Letter.objects.create(
        slug=corporation.slug, name=parties[TENANT].name, address=home.address, postal_line=home.postal_line, code=code,
        party_id=parties[TENANT].pk,
    )  # fmt: skip


def _signed_up(party: LeaseParty, email: str) -> Tenant:
    user = User.objects.create_user(email, kind=UserKind.TENANT)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    code = signing_up.invite(party, by=None)
    return signing_up.redeem(signing_up.find_invitation(code).pk, by=user)


def is_replaced(letter: Letter) -> bool:
    """Whether the officer made new letters, so that the code on the mat works no more."""
    with scope.of(Corporation.objects.get(slug=letter.slug).pk):
        return not Invitation.objects.with_code(letter.code).filter(revoked_at=None).exists()


def account_of(person: Person) -> User | None:
    """The account of one of the demo's people; the tenant has none before signing up, and then under any address."""
    if person.key != "tenant":
        return User.objects.filter(email=person.email).first()
    letter = Letter.objects.filter(slug=SLUG).first()
    corporation = Corporation.objects.filter(slug=SLUG).first()
    with scope.of(corporation.pk if corporation else None):
        if letter is None:
            return None
        return LeaseParty.objects.select_related("user").get(pk=letter.party_id).user
