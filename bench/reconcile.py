"""What proving all agreements costs, and whether one cent is found among ten thousand; also one that only moved to another month.

    .venv/bin/python -m klushuur.embedded run -- .venv/bin/python bench/reconcile.py [agreements]

In one process, in a database of its own; medians of 5 rounds that take turns, so that a busy machine weighs on all alike.
Compare the ratio, not the microseconds. Flat: an agreement costs as much among ten thousand as among a thousand.
"""

import io
import os
import statistics
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klushuur.demo.settings")

import django

django.setup()

from django.core.management import CommandError, call_command
from django.core.paginator import Paginator
from django.db import connection
from django.utils import timezone

from agreements.contract.models import (
    Agreement,
    Payout,
    Quote,
    RentChange,
)
from agreements.rewards.services import obligations
from agreements.rewards.texts import sheets
from agreements.rewards.views import lists
from corporations.models import Corporation, Dwelling, Lease, LeaseParty, PolicyVersion
from corporations.money.forms import (
    plan,
    spans,
)
from corporations.money.shadow import month_after
from jobs.applications.models import Application
from jobs.offers.services.job_types import version_of
from klushuur.ground import clock
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tests import factories

ROUNDS, MANY, FEW = 5, 10_000, 1_000
CENT = Decimal("0.01")
RATES = [Decimal("0.041"), Decimal("0.03"), Decimal("0.03")]
ACCEPTED = date(2026, 10, 15)


def fill(slug: str, number: int) -> Corporation:
    """A corporation with so many agreements, a quarter in each form; rewards of € 150 to € 2,500, as in the demo."""
    dice, now = Random(4), timezone.now()  # noqa: S311 -- figures, no secrets
    made = factories.corporation(slug, slug.title())
    officer, block = factories.staff(made, "officer"), factories.block(made)
    offer, tenant = factories.offer(block, officer), factories.tenant(block)
    policy, version = PolicyVersion.objects.get(corporation=made), version_of(offer.job_type)
    own: dict[str, Any] = {"corporation": made}
    at: dict[str, Any] = {"street": "Zonnestraat", "postcode": "1234AB", "city": "Stad"}
    homes = Dwelling.objects.bulk_create(
        Dwelling(**own, complex=block, number=f"B{n}", house_number=str(n), **at) for n in range(number)
    )
    rents = [Decimal(dice.randint(48_000, 76_000)) / 100 for _ in homes]
    leases = Lease.objects.bulk_create(
        Lease(**own, dwelling=home, number=f"B{home.pk}", starts_on=date(2019, 1, 1), net_rent=rent)
        for home, rent in zip(homes, rents, strict=True)
    )
    parties = LeaseParty.objects.bulk_create(LeaseParty(**own, lease=lease, name="Jan de Wit") for lease in leases)
    cases = Application.objects.bulk_create(
        Application(
            **own, offer=offer, lease=lease, tenant=tenant, policy=policy, job_version=version, status="accepted",
            begun_at=now, submitted_at=now, start_on=offer.works_from,
        )
        for lease in leases
    )  # fmt: skip
    zero = Decimal(0)
    quotes = Quote.objects.bulk_create(
        Quote(
            **own, application=case, version=1, policy=policy, job_version=version, avoided_cost=zero, materials_cost=zero,
            handling_cost=zero, risk_rate=zero, share=zero, net_saving=zero, rent=lease.net_rent, increase_rates=RATES,
            start_on=date(2027, 7, 1), start_rent=lease.net_rent, start_rates=RATES, benefit={}, form_rows=[],
            reward=Decimal(dice.randint(15_000, 250_000)) / 100, rows=[], sha256="0" * 64, drafted_by=officer, made_at=now,
        )
        for case, lease in zip(cases, leases, strict=True)
    )  # fmt: skip
    agree(own, quotes, [party.pk for party in parties], now)
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while
    return made


def agree(own: dict[str, Any], quotes: list[Quote], parties: list[int], now: Any) -> None:
    """An agreement of each quote, recorded by finance: what goes off the rent, and what is paid."""
    forms = ("one_off", "discount", "skip", "freeze")
    plans = [
        plan(form="one_off", reward=quote.reward, rent=quote.rent, rates=RATES)
        if number % 4 == 0
        else _lower(forms[number % 4], quote)
        for number, quote in enumerate(quotes)
    ]
    agreements = Agreement.objects.bulk_create(
        Agreement(
            **own, application=quote.application, quote=quote, forms_allowed=[made.form], form=made.form,
            months=made.months or None, works_from=ACCEPTED, works_until=ACCEPTED, terms_sha256="0" * 64, text="x",
            text_sha256="0" * 64, made_at=now, offered_at=now, sign_before=ACCEPTED, accepted_on=ACCEPTED,
            status="rewarding" if made.months else "finished",
            **({"reward_from": _start(made)} if made.months else {"rewarded_on": ACCEPTED}),
        )
        for quote, made in zip(quotes, plans, strict=True)
    )  # fmt: skip
    shared = {**own, "made_at": now}
    RentChange.objects.bulk_create(
        RentChange(
            **shared, agreement=agreement, number=number, kind=made.form, amount=span.amount,
            starts_on=month_after(_start(made), span.first - 1), ends_on=month_after(_start(made), span.last),
        )
        for agreement, made in zip(agreements, plans, strict=True)
        for number, span in enumerate(spans(made.monthly), 1)
    )  # fmt: skip
    Payout.objects.bulk_create(
        Payout(
            **shared, agreement=agreement, number=1, kind="remainder" if made.months else "one_off", amount=made.once,
            due_on=date(2031, 1, 1), paid_on=None if made.months else ACCEPTED, to_party_id=party,
        )
        for agreement, made, party in zip(agreements, plans, parties, strict=True)
        if made.once
    )  # fmt: skip


def _start(made: Any) -> date:
    """A discount begins with the next month, a skip or a freeze with the next increase."""
    return month_after(ACCEPTED) if made.form == "discount" else date(2027, 7, 1)


def _lower(form: str, quote: Quote) -> Any:
    """A lower rent of at least a month: a small reward does not buy one, and becomes a discount."""
    made = plan(form=form, reward=quote.reward, months=None if form != "discount" else 24, rent=quote.rent, rates=RATES)
    if made.months:
        return made
    return plan(
        form="discount",
        reward=quote.reward,
        months=12,
        rent=quote.rent,
        rates=RATES,
    )


def run(slug: str) -> tuple[list[str], str, float]:
    """What the command says, how it ends, and how long it takes."""
    out, end = io.StringIO(), ""
    start = time.perf_counter()
    try:
        call_command("reconcile", corporation=slug, stdout=out)
    except CommandError as error:
        end = str(error)
    return out.getvalue().splitlines(), end, time.perf_counter() - start


def plant(corporation: Corporation, cents: dict[int, Decimal]) -> None:
    """So much more in these rent changes, by the owner's login, past the trigger."""
    with scope.of(corporation.pk), as_owner(connection), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE agreements_rentchange DISABLE TRIGGER USER")
        for number, more in cents.items():
            cursor.execute("UPDATE agreements_rentchange SET amount = amount + %s WHERE id = %s", [more, number])
        cursor.execute("ALTER TABLE agreements_rentchange ENABLE TRIGGER USER")


def plant_one(corporation: Corporation) -> str:
    """One cent more in one rent change. Returns the case."""
    with scope.of(corporation.pk):
        row = RentChange.objects.order_by("pk")[RentChange.objects.count() // 2]
        case: str = row.agreement.reference
    plant(corporation, {row.pk: CENT})
    return case


def plant_pair(corporation: Corporation) -> str:
    """A cent from each of the first months of a discount to its last month: the sum stays. Returns the case."""
    with scope.of(corporation.pk):
        rows = RentChange.objects.filter(kind="discount", agreement__rent_changes__number=2)
        first = rows.filter(number=1).order_by("pk")[rows.count() // 4]
        last = RentChange.objects.get(agreement=first.agreement, number=2)
        case: str = first.agreement.reference
    plant(corporation, {first.pk: -CENT, last.pk: CENT * first.months / last.months})
    return case


def main() -> None:
    call_command("migrate", "--no-input", verbosity=0)
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    made = {"weinig": FEW, "veel": many}
    owners = {slug: fill(slug, number) for slug, number in made.items()}
    scope.enter(None)
    taken: dict[str, list[float]] = {slug: [] for slug in made}
    for _round in range(ROUNDS):
        for slug, number in made.items():
            lines, end, seconds = run(slug)
            if end:
                raise SystemExit("\n".join([*lines[:5], end]))
            taken[slug].append(seconds / number * 1e6)
    few, lot = (statistics.median(taken[slug]) for slug in made)
    print(f"{FEW:>8,} agreements: {few:7.0f} µs each")
    print(f"{many:>8,} agreements: {lot:7.0f} µs each, x {lot / few:.2f}")
    page(owners["veel"], lot * many / 1e6, many)
    one, pair = plant_one(owners["veel"]), plant_pair(owners["veel"])
    lines, end, _seconds = run("veel")
    found = [line for line in lines if line.startswith("VERSCHIL")]
    is_found = [case for line in found for case in (one, pair) if case in line] == sorted([one, pair, pair])
    print(
        f"a cent and a pair that cancels among {many:,}: {'found, and nothing else' if is_found else 'NOT FOUND'}. {end}"
    )
    print("\n".join(found))
    if not is_found:
        raise SystemExit(1)


def page(corporation: Corporation, proof: float, number: int) -> None:
    """What the page of obligations costs beside the proof, and its file. proof: the seconds of one run."""
    taken: dict[str, list[float]] = {"page": [], "file": []}
    with scope.of(corporation.pk):
        for _round in range(ROUNDS):
            for what, ask in (("page", _page), ("file", _file)):
                start = time.perf_counter()
                ask()
                taken[what].append(time.perf_counter() - start)
    for what, seconds in taken.items():
        once = statistics.median(seconds)
        print(f"obligations of {number:,} agreements, {what}: {once:6.2f} s, x {once / proof:.2f} of the proof")


def _page() -> None:
    obligations.summary(clock.today())
    found = Paginator(obligations.keys(clock.today()), lists.PAGE).get_page(1)
    obligations.open_on(clock.today(), only=[obligations.Key(*key) for key in found])


def _file() -> None:
    sheets.obligations(obligations.open_on(clock.today()))


if __name__ == "__main__":
    main()
