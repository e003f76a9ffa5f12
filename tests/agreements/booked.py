"""Money that finance recorded, and finance's pages: what several tests of them begin with."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal as D

import time_machine
from django.urls import reverse

from agreements.rewards.services import correcting, rewarding
from corporations.models import Lease
from klushuur.ground.outbox.models import WorkRow
from tests.agreements.signed import again, put, signed
from tests.visiting import text, visitor

SLUG = "voorbeeldstad"
REWARD = D("1127.00")
ACCEPTED = date(2027, 3, 31)
SKIP = {"form": "skip", "months": 36, "accepted_on": ACCEPTED}
FREEZE = {"form": "freeze", "months": 27, "accepted_on": ACCEPTED}
DISCOUNT = {"form": "discount", "months": 12, "accepted_on": ACCEPTED}


def at(year, month, day):
    return time_machine.travel(datetime(year, month, day, 12, tzinfo=UTC), tick=False)


def accepted():
    """Accepted work; the rent is 640.00 since July 2026, and 4.1 %, 3 % and 3 % are assumed."""
    with at(2026, 12, 1):
        made = signed()
    Lease.objects.update(rent_since=date(2026, 7, 1))
    return put(made, "accepted", accepted_on=ACCEPTED)


def recorded(row, finance, on=(2027, 4, 1), **form):
    made = put(row, "accepted", **form)
    with at(*on):
        rewarding.record_lower_rent(made, by=finance)
    return again(row)


def paid(row, finance, on=(2027, 4, 2)):
    with at(*on):
        rewarding.record_payment(put(row, "accepted", form="one_off", months=None), paid_on=date(*on), by=finance)
    return again(row)


def address(name, **kwargs):
    return reverse(name, kwargs={"corporation": SLUG} | kwargs)


def follow(finance):
    """Do what the worker would after an increase was decided; how many agreements changed by it."""
    rows = WorkRow.objects.filter(kind=correcting.FOLLOW, status="queued").order_by("pk")
    changed = sum(correcting.follow_increase(row.arguments["agreement_id"], by=finance) for row in rows)
    rows.update(status="done")
    return changed


def page(finance, name, query="", **kwargs):
    return text(visitor(finance).get(address(name, **kwargs) + query)).replace("\u00a0", " ")


def rows_of(answer):
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
