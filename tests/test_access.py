"""Every URL name, every role, GET and POST: who gets what, generated from the resolver.

The expected answer follows from what a view declares, and from whose row its address names. A new page without a
declaration, or with an argument that `tests/pages.py` does not know, fails here.
"""

import copy
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from klushuur.access import audiences_of
from klushuur.ground.http import STAFF
from klushuur.ground.scope import scope
from tests import access_world, kept_world, lock_order
from tests.access_world import ROLES
from tests.factories import signed_in
from tests.pages import EVERY_PAGE, OWN_CASE, PAGES, ROW_OF, STOCK, WITHOUT_ROW, arguments

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


def test_a_page_whose_row_nobody_named_is_found(monkeypatch):
    """The twin: a page with a number in its address is not asked for with just any number."""
    assert {f"admin:{name}" for name in WITHOUT_ROW} <= set(PAGES)
    monkeypatch.delitem(ROW_OF, "work_case")
    with pytest.raises(KeyError, match="work_case"):
        arguments("work_case", access_world.Corporation("voorbeeldstad", "A"))


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_this_role_as_declared(role, worlds):
    here, _ = worlds
    wrong = {}
    client = _signed_in(role, here)
    for name in PAGES:
        address = reverse(name, kwargs=arguments(name, here))
        for method in ("get", "post"):
            with lock_order.own():
                response = _ask(client, method, address)
                transaction.set_rollback(True)
            scope.enter(None)
            found = _kind(response)
            if not _is_as_declared(name, role, method, found):
                wrong[name, method] = (found, _expected(name, role))
            if b"CANARY-B" in response.content and name != "home" and not role.endswith("elsewhere"):
                wrong[name, method] = "shows the other corporation"
    assert wrong == {}


def _signed_in(role: str, here: access_world.Corporation) -> Client:
    client = Client(raise_request_exception=False)
    return client if role == "anonymous" else signed_in(client, here.users[role])


def _ask(client: Client, method: str, address: str) -> Any:
    """As this client would, who stays as it was: signing in for each question costs more than the answer."""
    again = copy.copy(client)
    again.cookies = copy.deepcopy(client.cookies)
    return getattr(again, method)(address)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_by_every_page_of_ours(method, worlds):
    here, _ = worlds
    ours = {name for name, page in PAGES.items() if hasattr(page.callback, "audiences")}
    roles = {name: sorted(audiences_of(name, PAGES[name].callback) or ()) for name in ours}
    found = {}
    clients = {role: _signed_in(role, here) for role in ROLES}
    for name in ours:
        role = "anonymous" if "anyone" in roles[name] else roles[name][0]
        address = reverse(name, kwargs=arguments(name, here))
        found[name] = _ask(clients["tenant" if role == "signed_in" else role], method, address).status_code
    assert found == dict.fromkeys(ours, 405)


def test_somebody_elses_row_answers_exactly_as_no_row(worlds):
    here, _ = worlds
    client = signed_in(Client(), here.users["neighbour"])
    for name, row in ROW_OF.items():
        if row not in OWN_CASE or name not in PAGES or "tenant" not in (audiences_of(name, PAGES[name].callback) or ()):
            continue
        kwargs = arguments(name, here)
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
        response = client.get(reverse(name, kwargs=arguments(name, here)))
        if response.status_code == 200:
            assert b"Huurder CANARY" not in response.content, name


def test_staff_without_a_second_factor_is_sent_to_set_one_up(worlds):
    here, _ = worlds
    for role in STAFF:
        client = signed_in(Client(), here.users[role], second_factor=False)
        response = client.get(reverse("inbox", kwargs={"corporation": here.slug}))
        assert response["Location"].startswith("/accounts/2fa/totp/activate/"), role
