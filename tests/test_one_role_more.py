"""A role more is a line in the enum and a row in the table: pages, people and the menu follow that row."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from corporations.models.roles import TABLE
from corporations.services.people import members_who_may
from klushuur.ground.scope import scope
from tests import factories
from tests.factories import signed_in
from tests.who_may_what import ASKED_BY

pytestmark = pytest.mark.django_db
# Of the officer's work the letters, of finance's the lists, and nothing else.
AUDITOR = frozenset({"work_here", "send_letters", "see_money"})
REFUSED = 403


@pytest.fixture
def auditor(monkeypatch: Any) -> Any:
    """Somebody in a role that the code has never heard of."""
    monkeypatch.setitem(TABLE, "auditor", AUDITOR)
    return factories.staff(factories.corporation(), "auditor", name="Anna Accountant")


def test_every_page_without_a_number_answers_a_new_role_by_its_row(auditor: Any) -> None:
    client, slug = signed_in(Client(), auditor.user), auditor.corporation.slug
    found = {}
    for name, ability in ASKED_BY.items():
        if _names_only_the_corporation(name):
            answer = client.get(reverse(name, kwargs={"corporation": slug}))
            found[name] = (ability, answer.status_code != REFUSED)
    assert len(found) > 15
    assert {
        name for name, (ability, opens) in found.items() if opens != (ability in AUDITOR | {"anyone", "signed_in"})
    } == set()


def _names_only_the_corporation(name: str) -> bool:
    wanted = [item[0][0][1] for item in get_resolver("klushuur.urls").reverse_dict.getlist(name)]
    return wanted == [["corporation"]]


def test_the_menu_of_a_new_role_has_its_pages_alone(auditor: Any) -> None:
    slug = auditor.corporation.slug
    page = signed_in(Client(), auditor.user).get(reverse("payouts", kwargs={"corporation": slug})).content.decode()
    menu = page.partition("<nav")[2].partition("</nav>")[0]
    assert reverse("letters", args=[slug]) in menu
    assert reverse("payouts", args=[slug]) in menu
    assert [name for name in ("work_offers", "surveys", "inspections") if reverse(name, args=[slug]) in menu] == []


def test_a_new_role_is_among_the_people_who_may(auditor: Any) -> None:
    with scope.of(auditor.corporation_id):
        finance = factories.staff(auditor.corporation, "finance", name="Zoë Financiën")
        assert list(members_who_may("see_money")) == [auditor, finance]
        assert list(members_who_may("record_money")) == [finance]
