"""Every URL name, every role, GET and POST: who gets what, generated from the resolver.

The expected answer follows from what a view declares, and from whose row its address names. A new page without a
declaration, or with an argument that this file does not know, fails here.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from corporations.models import Corporation as CorporationRow
from klushuur.access import audiences_of
from klushuur.ground import clock
from klushuur.ground.http import STAFF
from klushuur.ground.scope import scope
from tests import access_world, kept_world
from tests.access_world import ROLES
from tests.factories import signed_in

# Which row an address with a number names. A page of one tenant's case is 404 for another tenant.
ROW_OF = {
    "offer": "offer",
    "offer_budget": "offer",
    "application_begin": "offer",
    "application_step": "draft",
    "application_submit": "draft",
    "application_received": "case",
    "application": "case",
    "application_withdraw": "case",
    "application_ask": "case",
    "application_place": "case",
    "application_take_place": "case",
    "agreement_read": "agreement",
    "agreement_reward": "agreement",
    "agreement_lease_end": "agreement",
    "agreement_sign": "agreement",
    "agreement_code": "agreement",
    "agreement_signed": "agreement",
    "agreement_decline": "agreement",
    "agreement_start": "agreement",
    "agreement_suspend": "agreement",
    "agreement_resume": "agreement",
    "agreement_ready": "agreement",
    "agreement_repaired": "agreement",
    "agreement_cool_off": "agreement",
    "file": "file",
    "letters_order": "complex",
    "letter_batch": "letter_batch",
    "letter_batch_posted": "letter_batch",
    "letter_file": "letter_batch",
    "invitation_revoke": "invitation",
    "letter_again": "invitation",
    "work_offer": "draft_offer",
    "work_offer_edit": "draft_offer",
    "work_offer_publish": "draft_offer",
    "work_offer_close": "offer",
    "work_offer_place": "offer",
    "work_interest_remove": "interest",
    "work_case": "case",
    "work_take_up": "case",
    "work_answer": "case",
    "work_request_information": "case",
    "work_go_on": "case",
    "work_reject": "case",
    "work_put_on_list": "case",
    "work_quote": "case",
    "survey": "to_survey",
    "work_hand_in_again": "agreement",
    "work_suspend": "agreement",
    "work_resume": "agreement",
    "work_payment": "agreement",
    "work_lower_rent": "agreement",
    "work_rest": "agreement",
    "rent_change": "rent_change",
    "rent_change_correct": "rent_change",
    "payout": "payout",
    "payout_correct": "payout",
    "inspection": "agreement",
    "inspection_take_over": "agreement",
    "work_new_version": "agreement",
    "agreements_approve": "agreement",
    "agreements_ask_back": "agreement",
    "agreements_refuse": "agreement",
    "agreements_sign": "agreement",
    "agreements_take_over": "agreement",
    "agreements_terminate": "agreement",
    "corporations_policyversion_withdraw": "policy",
    "agreements_agreement_change": "agreement",
    "agreements_agreement_delete": "agreement",
    "agreements_agreement_history": "agreement",
}
OWN_CASE = {"draft", "case", "agreement", "file"}
EXTRA = {
    "step": "keuze",
    "app_label": "agreements",
    "url": "x",
    "content_type_id": 1,
    "year": clock.today().year,
    "what": "bedrag",
}


def _patterns(resolver: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "")), entry
        else:
            yield from _patterns(entry, (*names, entry.namespace) if entry.namespace else names)


EVERY_PAGE = dict(_patterns(get_resolver("klushuur.urls")))
PAGES = {
    name: page for name, page in EVERY_PAGE.items() if page.name
}  # the admin has two without: a redirect and its 404


def _arguments(name: str, world: access_world.Corporation) -> dict[str, Any]:
    """The arguments of a page in this corporation. Raises KeyError for one that this file does not know."""
    taken: dict[str, Any] = {}
    short = name.removeprefix("admin:")
    wanted = {key for item in get_resolver("klushuur.urls").reverse_dict.getlist(name) for key in item[0][0][1]}
    if not wanted:
        wanted = set(PAGES[name].pattern.converters) | set(PAGES[name].pattern.regex.groupindex)
    for key in wanted:
        if key == "corporation":
            taken[key] = world.slug
        elif key == "style_hash":
            taken[key] = CorporationRow.objects.get(slug=world.slug).style_hash
        elif key in {"pk", "object_id"}:
            taken[key] = world.rows[ROW_OF[short]] if short in ROW_OF else 1
        else:
            taken[key] = EXTRA[key]
    return taken


kept = kept_world.made_by(access_world.both)


@pytest.fixture
def worlds(db: None, kept: Any) -> tuple[access_world.Corporation, access_world.Corporation]:
    here, there = kept_world.copied(kept)
    return here, there


# Pages of libraries that answer a visitor without the right step before it by themselves.
NEEDS_A_STEP = {
    "account_confirm_login_code": "sign_in",
    "mfa_authenticate": "sign_in",
    "account_reauthenticate": "refused",
    "mfa_reauthenticate": "refused",
    "mfa_view_recovery_codes": "absent",
}
# The stock pages of the admin, of which a manager may at most read: tests/agreements/cases/test_admin.py says which.
STOCK = re.compile(r"admin:(.*_(add|delete|history|change|changelist)|autocomplete|view_on_site|app_list)$")


def _expected(name: str, role: str) -> str:
    """sign_in, refused, absent or ok, from what the page declares and whose row it shows."""
    allowed = audiences_of(name, PAGES[name].callback) or frozenset()
    row = ROW_OF.get(name.removeprefix("admin:"))
    if role == "officer_elsewhere" and _has_corporation(name):
        return "absent"
    if "anyone" not in allowed:
        if role == "anonymous":
            return "sign_in"
        hat = {"neighbour": "tenant", "officer_elsewhere": "officer", "tenant_elsewhere": ""}.get(role, role)
        if "signed_in" not in allowed and hat not in allowed:
            return "refused"
    if role == "neighbour" and row in OWN_CASE:
        return "absent"
    return "ok"


def _has_corporation(name: str) -> bool:
    found = get_resolver("klushuur.urls").reverse_dict.getlist(name)
    return bool(found) and "corporation" in found[0][0][0][1]


def _is_as_declared(name: str, role: str, method: str, found: str) -> bool:
    expected = _expected(name, role)
    if found == "no such method":  # said before anybody looks at a row
        return expected in {"ok", "absent"}
    if expected == "ok" and found == NEEDS_A_STEP.get(name):
        return True
    if expected == "ok" and STOCK.match(name):
        return found in {"refused", "absent"} or (found == "ok" and (method == "get" or name == "admin:app_list"))
    return found == expected


def _kind(response: Any) -> str:
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
        return "sign_in"
    kinds = {403: "refused", 404: "absent", 405: "no such method"}
    return kinds.get(response.status_code, "ok" if response.status_code < 500 else "error")


def test_every_page_says_whom_it_is_for():
    undeclared = [name for name, page in EVERY_PAGE.items() if audiences_of(name, page.callback) is None]
    assert undeclared == []


def test_an_undeclared_page_is_found_and_not_served(rf, settings):
    """The twin: a view without a declaration would be caught, and answers 404 meanwhile."""
    assert audiences_of("bare", lambda request: None) is None


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_this_role_as_declared(role, worlds):
    here, _ = worlds
    wrong = {}
    for name in PAGES:
        address = reverse(name, kwargs=_arguments(name, here))
        for method in ("get", "post"):
            with transaction.atomic():
                response = _ask(role, here, method, address)
                transaction.set_rollback(True)
            scope.enter(None)
            found = _kind(response)
            if not _is_as_declared(name, role, method, found):
                wrong[name, method] = (found, _expected(name, role))
            if b"CANARY-B" in response.content and name != "home" and not role.endswith("elsewhere"):
                wrong[name, method] = "shows the other corporation"
    assert wrong == {}


def _ask(role: str, here: access_world.Corporation, method: str, address: str) -> Any:
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        signed_in(client, here.users[role])
    return getattr(client, method)(address)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_by_every_page_of_ours(method, worlds):
    here, _ = worlds
    ours = {name for name, page in PAGES.items() if hasattr(page.callback, "audiences")}
    roles = {name: sorted(audiences_of(name, PAGES[name].callback) or ()) for name in ours}
    found = {}
    for name in ours:
        role = "anonymous" if "anyone" in roles[name] else roles[name][0]
        address = reverse(name, kwargs=_arguments(name, here))
        found[name] = _ask("tenant" if role == "signed_in" else role, here, method, address).status_code
    assert found == dict.fromkeys(ours, 405)


def test_somebody_elses_row_answers_exactly_as_no_row(worlds):
    here, _ = worlds
    client = signed_in(Client(), here.users["neighbour"])
    for name, row in ROW_OF.items():
        if row not in OWN_CASE or name not in PAGES or "tenant" not in (audiences_of(name, PAGES[name].callback) or ()):
            continue
        kwargs = _arguments(name, here)
        answers = []
        for pk in (kwargs["pk"], 999_999):
            address = reverse(name, kwargs=kwargs | {"pk": pk})
            response = client.get(address)
            answers.append((response.status_code, _without_tokens(response.content.decode(), address)))
        assert answers[0] == answers[1], name


def _without_tokens(page: str, address: str) -> str:
    """A page without what differs each time: the form's token, and its own address (for the language switch)."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(address, "")


def test_the_operator_sees_no_page_of_a_corporation_but_the_public_ones(worlds):
    here, _ = worlds
    client = signed_in(Client(), here.users["operator"])
    for name in PAGES:
        response = client.get(reverse(name, kwargs=_arguments(name, here)))
        if response.status_code == 200:
            assert b"Huurder CANARY" not in response.content, name


def test_staff_without_a_second_factor_is_sent_to_set_one_up(worlds):
    here, _ = worlds
    for role in STAFF:
        client = signed_in(Client(), here.users[role], second_factor=False)
        response = client.get(reverse("inbox", kwargs={"corporation": here.slug}))
        assert response["Location"].startswith("/accounts/2fa/totp/activate/"), role
