"""There is always a person: the officer's name and number on every page and in every message of a case."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agreements.contract.models import Agreement
from corporations.models import StaffMember
from jobs.applications.views.applications import STEPS
from klushuur.ground.scope import scope
from tests import access_world, kept_world
from tests.agreements.signed import put
from tests.every_page import CASE
from tests.factories import signed_in
from tests.pages import PAGES, ROW_OF, arguments
from tests.visiting import text
from tests.who_may_what import may_open

NAME, PHONE = "Fatima El Amrani", "088 123 45 67"
OF_A_CASE = {"draft", "case", "to_survey", "agreement"}
STAFF = ("officer", "inspector", "manager", "finance")


def _named() -> access_world.Corporation:
    made = access_world.corporation("voorbeeldstad", "CANARY")
    scope.enter(access_world.number_of(made.slug))
    StaffMember.objects.filter(user=made.users["officer"]).update(name=NAME, phone=PHONE)
    scope.enter(None)
    return made


kept = kept_world.made_by(_named)


@pytest.fixture
def world(db: None, kept: access_world.Corporation) -> access_world.Corporation:
    return kept_world.copied(kept)


def _names(role: str) -> list[str]:
    """The pages that name a row of a case and are for this role."""
    found = []
    for name in PAGES:
        is_stock = name.startswith("admin:") and name != CASE
        if ROW_OF.get(name.removeprefix("admin:")) in OF_A_CASE and role in may_open(name) and not is_stock:
            found.append(name)
    return found


def _addresses(name: str, world: access_world.Corporation) -> list[str]:
    kwargs = arguments(name, world)
    variants = [kwargs | {"step": step} for step in STEPS] if "step" in kwargs else [kwargs]
    return [reverse(name, kwargs=one) for one in variants]


def _without_a_person(role: str, world: access_world.Corporation, *, phone: str = PHONE) -> tuple[list[str], set[str]]:
    """The pages that name nobody, and the names of those that were looked at."""
    client, missing, seen = signed_in(Client(), world.users[role]), [], set()
    for name in _names(role):
        for address in _addresses(name, world):
            response = client.get(address)
            scope.enter(None)
            if response.status_code != 200:
                continue
            seen.add(name)
            page = text(response)
            if NAME not in page or f'href="tel:{phone.replace(" ", "")}"' not in page:
                missing.append(address)
    return missing, seen


@pytest.mark.parametrize("status", ["offered", "signed", "in_progress", "completed", "repair", "finished", "expired"])
def test_every_page_of_a_case_names_the_officer_and_the_number(world: Any, status: str) -> None:
    scope.enter(access_world.number_of(world.slug))
    put(Agreement.objects.get(), status)
    scope.enter(None)
    found = {role: _without_a_person(role, world) for role in ("tenant", *STAFF)}
    assert {role: missing for role, (missing, _seen) in found.items()} == {role: [] for role in found}
    assert {"application", "application_step", "application_received", "agreement_read"} <= found["tenant"][1]
    assert {"work_case", CASE} <= found["officer"][1] | found["manager"][1]


def test_a_page_that_names_nobody_would_be_found(world: Any) -> None:
    """The twin: another number than the one in the officer's row."""
    assert len(_without_a_person("tenant", world, phone="088 999 99 99")[0]) > 5


def test_every_mail_of_a_case_is_made_from_a_base_that_names_the_person() -> None:
    """What each kind then says, in both languages: tests/ground/mail/test_templates.py."""
    folder = settings.BASE_DIR / "templates" / "mail"
    for base in ("base", "officer"):
        for ending in ("html", "txt"):
            words = (folder / f"{base}.{ending}").read_text()
            assert "contact.name" in words
            assert "contact.phone" in words
    parents = {
        path.read_text().split('"')[1] for path in folder.glob("*.html") if not path.stem.startswith(("_", "base"))
    }
    assert parents == {"mail/base.html", "mail/officer.html"}
