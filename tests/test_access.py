"""Every URL name, every role, GET and POST: who gets what, generated from the resolver.

The expected answer follows from the tables that are written by hand in `tests/who_may_what.py`, and from whose row an
address names; what the code declares is compared with them too. A new page that stands in neither, or has an argument that
`tests/pages.py` does not know, fails here.
"""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from corporations.models.roles import TABLE, Role
from klushuur.access import needed_for
from klushuur.ground import abilities
from klushuur.ground.scope import scope
from tests import access_world, kept_world, lock_order
from tests.access_world import ROLES
from tests.factories import signed_in
from tests.pages import EVERY_PAGE, OWN_CASE, PAGES, ROW_OF, STOCK, WITHOUT_ROW, arguments
from tests.visiting import asked
from tests.who_may_what import ASKED_BY, ROLES_WITH, may_open

STAFF = {str(role) for role in Role}

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
    """sign_in, refused, absent or ok, from the tables written by hand and whose row the page shows."""
    allowed = may_open(name)
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


def declared() -> dict[str, set[str]]:
    """What each page asks, as the code says it."""
    return {name: set(needed_for(name, page.callback)) for name, page in EVERY_PAGE.items()}


def written() -> dict[str, set[str]]:
    """What each page asks, as a person wrote it."""
    return {name: {asked, "use_admin"} if name.startswith("admin:") else {asked} for name, asked in ASKED_BY.items()}


def given() -> dict[str, frozenset[str]]:
    """The roles of each ability, as the code says it."""
    return {ability: abilities.roles_with(ability) for row in abilities.table().values() for ability in row}


def test_every_role_may_do_what_is_written() -> None:
    assert given() == ROLES_WITH
    assert {str(role) for role in TABLE} == STAFF | {"tenant", "operator"}


def test_every_page_asks_what_is_written() -> None:
    assert declared() == written()


@pytest.mark.parametrize(
    ("page", "ability"), [("payouts_file", "see_case"), ("offers", "see_offers"), ("work_quote", "handle_application")]
)
def test_a_page_that_asks_another_ability_is_found(page: str, ability: str, monkeypatch: Any) -> None:
    """The twin: a slip of the pen in one `@access`."""
    monkeypatch.setattr(PAGES[page].callback, "ability", ability)
    differing = {name for name in EVERY_PAGE if declared()[name] != written()[name]}
    assert differing == {page}


def test_a_role_with_an_ability_more_is_found(monkeypatch: Any) -> None:
    """The twin of the other table."""
    monkeypatch.setitem(TABLE, "officer", TABLE["officer"] | {"see_money"})
    assert {ability for ability, roles in given().items() if roles != ROLES_WITH[ability]} == {"see_money"}


def test_an_undeclared_page_is_found_and_not_served() -> None:
    """The twin: a view without a declaration would be caught, and answers 404 meanwhile; in the admin too."""
    assert needed_for("bare", lambda request: None) == frozenset()
    assert needed_for("admin:bare", lambda request: None) == frozenset()


def test_a_page_whose_row_nobody_named_is_found(monkeypatch):
    """The twin: a page with a number in its address is not asked for with just any number."""
    assert {f"admin:{name}" for name in WITHOUT_ROW} <= set(PAGES)
    monkeypatch.delitem(ROW_OF, "work_case")
    with pytest.raises(KeyError, match="work_case"):
        arguments("work_case", access_world.Corporation("voorbeeldstad", "A"))


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_this_role_as_written(role, worlds):
    assert wrong_answers(role, worlds[0], PAGES) == {}


@pytest.mark.parametrize(
    ("role", "found"),
    [("officer", ("ok", "refused")), ("manager", ("ok", "refused")), ("finance", ("refused", "ok"))],
)
def test_a_download_of_money_that_opens_for_others_is_found(role, found, worlds, monkeypatch):
    """The twin: with `@access("see_case")` on the payments an officer has them, and the same comparison says so."""
    monkeypatch.setattr(PAGES["payouts_file"].callback, "ability", "see_case")
    wrong = wrong_answers(role, worlds[0], ["payouts", "payouts_file"])
    assert {name for name, _ in wrong} == {"payouts_file"}
    assert wrong["payouts_file", "get"] == found


def wrong_answers(role: str, here: access_world.Corporation, names: Iterable[str]) -> dict[tuple[str, str], Any]:
    """The pages and methods that answer this role otherwise than is written, with what they said and should have said."""
    wrong: dict[tuple[str, str], Any] = {}
    client = _signed_in(role, here)
    for name in names:
        address = reverse(name, kwargs=arguments(name, here))
        for method in ("get", "post"):
            with lock_order.own():
                response = asked(client, method, address)
                transaction.set_rollback(True)
            scope.enter(None)
            found = _kind(response)
            if not _is_as_declared(name, role, method, found):
                wrong[name, method] = (found, _expected(name, role))
            if b"CANARY-B" in response.content and name != "home" and not role.endswith("elsewhere"):
                wrong[name, method] = "shows the other corporation"
    return wrong


def _signed_in(role: str, here: access_world.Corporation) -> Client:
    client = Client(raise_request_exception=False)
    return client if role == "anonymous" else signed_in(client, here.users[role])


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_by_every_page_of_ours(method, worlds):
    here, _ = worlds
    ours = {name for name, page in PAGES.items() if hasattr(page.callback, "ability") and not name.startswith("admin:")}
    roles = {name: sorted(may_open(name)) for name in ours}
    found = {}
    clients = {role: _signed_in(role, here) for role in ROLES}
    for name in ours:
        role = "anonymous" if "anyone" in roles[name] else roles[name][0]
        address = reverse(name, kwargs=arguments(name, here))
        found[name] = asked(clients["tenant" if role == "signed_in" else role], method, address).status_code
    assert found == dict.fromkeys(ours, 405)


def test_somebody_elses_row_answers_exactly_as_no_row(worlds):
    here, _ = worlds
    client = signed_in(Client(), here.users["neighbour"])
    for name, row in ROW_OF.items():
        if row not in OWN_CASE or name not in PAGES or "tenant" not in may_open(name):
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
    for role in sorted(STAFF):
        client = signed_in(Client(), here.users[role], second_factor=False)
        response = client.get(reverse("inbox", kwargs={"corporation": here.slug}))
        assert response["Location"].startswith("/accounts/2fa/totp/activate/"), role
