"""Time, queries and weight of the pages of the case, each against the health page of the same run.

    .venv/bin/python -m klushuur.embedded run -- .venv/bin/python bench/pages.py

In one process, without a server, on the demo's data; medians of 15 rounds. Compare the ratios, not the milliseconds.
"""

import gzip
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klushuur.demo.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.contract.services import (
    approving,
    quoting,
)
from corporations.models import Corporation, StaffMember
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.offers.models import Offer
from klushuur.demo.people import SLUG
from klushuur.ground import clock
from klushuur.ground.scope import scope
from tests.factories import signed_in, survey_facts

ROUNDS = 15


def prepare() -> dict[str, tuple[Any, str]]:
    """The demo's data with one case up to the tenant's signature; gives the pages to ask, and as whom."""
    call_command("migrate", "--no-input", verbosity=0)
    call_command("demo_load", stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    scope.enter(Corporation.objects.get(slug=SLUG).pk)
    officer, inspector, manager = (StaffMember.objects.get(roles_held=[r]) for r in ("officer", "inspector", "manager"))
    case, offer = Application.objects.with_case().order_by("pk")[0], Offer.objects.get(title="Schilder uw voordeur")
    applications.take_up(case, by=officer)
    applications.record_survey(case, by=inspector, **survey_facts(visited_on=clock.today()))
    agreement = quoting.quote(case, by=officer, forms=["one_off"], amounts=offer.amounts)
    approving.approve(agreement, by=manager, terms_sha256=agreement.terms_sha256)
    tenant, home = case.tenant.user, f"/{SLUG}"
    return {
        "front page": (None, f"{home}/"),
        "offer": (tenant, f"{home}/aanbod/{offer.pk}/"),
        "offer, ladder": (tenant, f"{home}/aanbod/{offer.pk}/?toeslag=ja"),
        "simulator": (None, f"{home}/klussimulator/?huis=1985&klus={offer.job_type.code}&huur=760&toeslag=ja"),
        "my home": (tenant, f"{home}/mijn/"),
        "my case": (tenant, f"{home}/mijn/aanvraag/{case.pk}/"),
        "agreement": (tenant, f"{home}/mijn/overeenkomst/{agreement.pk}/"),
        "inbox": (officer.user, f"{home}/werk/"),
        "case": (officer.user, f"{home}/werk/aanvraag/{case.pk}/"),
        "approval queue": (manager.user, "/admin/agreements/agreement/"),
        "approval": (manager.user, f"/admin/agreements/agreement/{agreement.pk}/change/"),
    }


def median_ms(ask: Callable[[], Any]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _client(user: Any) -> Client:
    client = Client(SERVER_NAME="localhost")
    return client if user is None else signed_in(client, user)


def main() -> None:
    pages = prepare()
    visitor = _client(None)
    bare = median_ms(lambda: visitor.get("/gezondheid/"))
    print(f"{'page':16}{'queries':>8}{'bytes':>9}{'gzip':>8}{'ms':>8}{'x health':>10}    (health page {bare:.1f} ms)")
    for name, (user, address) in pages.items():
        client = _client(user)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            count = len(queries)
        if response.status_code != 200:
            raise SystemExit(f"{name}: {response.status_code} at {address}")
        taken = median_ms(lambda c=client, a=address: c.get(a))  # type: ignore[misc]
        weight = len(response.content)
        small = len(gzip.compress(response.content))
        print(f"{name:16}{count:8}{weight:9}{small:8}{taken:8.1f}{taken / bare:10.1f}")


if __name__ == "__main__":
    main()
