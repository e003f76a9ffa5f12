"""A tenant's forms take their own fields and nothing else: every column of every model posted along changes nothing (T5)."""

import json
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from jobs.applications.services import applications
from klushuur.ground.scope import scope
from tests import access_world, factories
from tests.agreements.signed import offered
from tests.factories import signed_in
from tests.pages import PAGES, arguments
from tests.who_may_what import may_open

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
OURS = {"accounts", "corporations", "tenants", "jobs", "agreements", "mail", "work", "journal"}
POISON = {
    models.DecimalField: "98765.43", models.DateField: "1999-12-31", models.DateTimeField: "1999-12-31 00:00",
    models.IntegerField: "987654", models.BooleanField: "on", models.JSONField: '["poisoned"]',
}  # fmt: skip
TOLD = {"journal_entry", "mail_message", "work_row"}  # a row of what was done, written by us

# Each form of a tenant: what it may change in a row that is there, and in which tables it may make one.
ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "begin": (set(), {"jobs_application", "jobs_applicationchoice"}),
    "keuze": ({f"jobs_applicationchoice.{name}" for name in ("code", "name", "name_en")}, {"jobs_applicationchoice"}),
    "wanneer": ({"jobs_application.start_on"}, set()),
    "wie": ({"jobs_application.who"}, set()),
    "bijzonderheden": ({"jobs_application.remarks"}, set()),
    "submit": ({"jobs_application.status", "jobs_application.submitted_at", "jobs_application.clock_starts_on"}, set()),
    "withdraw": ({"jobs_application.status"}, set()),
    "code": ({"agreements_signingcode.expires_at"}, {"agreements_signingcode"}),
    "sign": ({"agreements_signingcode.tries"}, set()),
    "decline": ({"agreements_agreement.status", "agreements_agreement.ground", "jobs_application.status", "jobs_application.holds_place"}, set()),
}  # fmt: skip


def poison() -> dict[str, str]:
    """Every column of every model of ours, with a value that nobody would type."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        for field in model._meta.concrete_fields:
            kinds = [kind for kind in type(field).__mro__ if kind in POISON]
            value = POISON[kinds[0]] if kinds else "poisoned"
            if field.choices:
                value = str(list(field.choices)[-1][0])
            found[field.name] = found[field.attname] = value
    return found


def rows() -> dict[tuple[str, Any], dict[str, Any]]:
    """Every row of the corporation, by table and number."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in OURS and model._meta.db_table not in TOLD:
                cursor.execute(f'SELECT to_jsonb(t) FROM "{model._meta.db_table}" t')
                for (row,) in cursor.fetchall():
                    read = json.loads(row) if isinstance(row, str) else row
                    found[model._meta.db_table, read["id"]] = read
    return found


def changes(before: Any, after: Any) -> tuple[set[str], set[str]]:
    """The columns that changed, and the tables that have a new row. No row may go."""
    assert set(before) <= set(after)
    columns = {f"{key[0]}.{name}" for key in before for name in after[key] if before[key].get(name) != after[key][name]}
    return columns, {table for table, number in set(after) - set(before)}


def poisoned(before: Any, after: Any) -> set[str]:
    """The columns that hold a value of ours which they did not hold."""
    words = ("poisoned", "98765.43", "1999-12-31", "987654")
    return {
        f"{key[0]}.{name}"
        for key, row in after.items()
        for name, value in row.items()
        if value != before.get(key, {}).get(name) and any(word in str(value) for word in words)
    }


def _step(draft, name):
    return reverse("application_step", args=[SLUG, draft.pk, name])


@pytest.fixture
def case():
    """A tenant with a draft that only has to be sent, and an agreement to sign; a second offer to ask for."""
    agreement = offered()
    corporation, tenant = agreement.corporation, agreement.application.tenant
    offer = agreement.application.offer
    second = factories.offer(offer.complex, offer.officer, title="Schilder uw voordeur")
    third = factories.offer(offer.complex, offer.officer, title="Schilder uw schuur")
    draft = factories.application(second, tenant, status="draft")
    applications.choose(draft, {"door": "6009", "frame": "9010"})
    needed = {one.code: "some" for one in applications.needed_skills(draft)}
    applications.answer(draft, start_on=second.works_from, who="self", skills=needed)
    applications.answer(draft, available=["saturday"], phone="06 00000000", remarks="")
    step = partial(_step, draft)
    own = {"corporation": corporation, "user": tenant.user}
    return own | {
        "begin": (reverse("application_begin", args=[SLUG, third.pk]), {"door": "6009"}),
        "keuze": (step("keuze"), {"door": "3005", "frame": "9010"}),
        "wanneer": (step("wanneer"), {"week": "anders", "day": second.works_until.isoformat()}),
        "wie": (step("wie"), {"who": "friends"}),
        "bijzonderheden": (step("bijzonderheden"), {"remarks": "Hond."}),
        "submit": (reverse("application_submit", args=[SLUG, draft.pk]), {}),
        "withdraw": (reverse("application_withdraw", args=[SLUG, draft.pk]), {}),
        "code": (reverse("agreement_code", args=[SLUG, agreement.pk]), {}),
        "sign": (
            reverse("agreement_sign", args=[SLUG, agreement.pk]),
            {"agrees": "on", "name": "Jan", "code": "000000", "text_sha256": agreement.text_sha256},
        ),
        "decline": (reverse("agreement_decline", args=[SLUG, agreement.pk]), {"ground": "other"}),
    }


@pytest.mark.parametrize("form", ALLOWED)
def test_what_is_posted_along_changes_nothing(case, form):
    address, posted = case[form]
    client = signed_in(Client(), case["user"])
    number = case["corporation"].pk
    with scope.of(number):
        before = rows()
    answer = client.post(address, poison() | posted)
    with scope.of(number):
        after = rows()
    columns, tables = changes(before, after)
    allowed, may_make = ALLOWED[form]
    assert answer.status_code in {200, 302}
    assert (columns - allowed, tables - may_make, poisoned(before, after)) == (set(), set(), set())
    if form != "sign":  # whose code is wrong on purpose
        assert columns or tables, "the form did nothing: then nothing is shown"
    assert {row["corporation_id"] for row in after.values() if row.get("corporation_id")} == {number}


@pytest.fixture(autouse=True)
def _many_fields(settings):
    """More than an installation takes: the columns must be refused for what they are."""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000


@pytest.fixture
def world():
    return access_world.corporation(SLUG, "CANARY")


def test_no_form_of_a_tenant_takes_a_value_of_another_column(world):
    """Every page that a tenant can post to, also those that come later: none of the values arrives anywhere."""
    number = access_world.number_of(SLUG)
    client = signed_in(Client(), world.users["tenant"])
    with scope.of(number):
        before = rows()
    typed = {"remarks", "name", "question", "text", "note", "email", "phone"}  # what a form may well take as it is
    fields = {name: value for name, value in poison().items() if name not in typed}
    for name in PAGES:
        if may_open(name) & {"tenant", "anyone", "signed_in"} and name != "account_logout":
            with scope.of(number):
                address = reverse(name, kwargs=arguments(name, world))
            assert client.post(address, fields).status_code < 500, name
    with scope.of(number):
        assert poisoned(before, rows()) == set()
