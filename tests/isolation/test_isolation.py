"""Two corporations with a word of their own in every text column: no page, file, mail or document shows the other's word.

Asked with both walls up, with the first one down (Python forgets every filter on the corporation), and with the second one
down (no row-level security). With both down the crawl finds the words: it can fail.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from agreements.contract.models import Agreement, Document
from agreements.contract.services import delivering
from corporations.models import Corporation as Owner
from klushuur.ground.files import files
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tests import access_world
from tests.bad_input.snapshot import changed, snapshot
from tests.factories import signed_in
from tests.isolation import canaries
from tests.isolation.crawling import Walk, crawl, words_of_pdf
from tests.isolation.pressing import press
from tests.pages import PAGES, ROW_OF, arguments
from tests.who_may_what import may_open

HERE, THERE = "XQZA", "XQZB"
FILTERS = {"corporation", "corporation_id"}
ROLES = ("tenant", "neighbour", "officer", "inspector", "manager", "finance", "operator")
LIBRARY = ("/accounts/", "/taal/", "/gezondheid/", "/.well-known/")


@contextmanager
def first_wall_down() -> Iterator[None]:
    """Every query forgets to ask for the corporation; writing still names it."""
    rows: Any = models.QuerySet
    filtering = rows._filter_or_exclude

    def forgetful(self: Any, negate: bool, args: Any, kwargs: Any) -> Any:
        return filtering(self, negate, args, {name: kwargs[name] for name in kwargs if name not in FILTERS})

    rows._filter_or_exclude = forgetful
    try:
        yield
    finally:
        rows._filter_or_exclude = filtering


@contextmanager
def second_wall_down() -> Iterator[None]:
    """No row-level security on any table."""
    _row_level_security("DISABLE")
    try:
        yield
    finally:
        scope.enter(None)
        _row_level_security("ENABLE")


def _row_level_security(word: str) -> None:
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" {word} ROW LEVEL SECURITY')


World = access_world.Corporation


@pytest.fixture
def worlds(transactional_db: None) -> tuple[World, World]:
    here = access_world.corporation("voorbeeldstad", HERE)
    there = access_world.corporation("elders", THERE)
    for world, word in ((here, HERE), (there, THERE)):
        world.rows["corporation"] = access_world.number_of(world.slug)
        _make_document(world)
        canaries.plant(world.rows["corporation"], word)
    Owner.objects.update(name="Wonen", city="Stad")  # that there is such a corporation, the first page tells everybody
    here.users["operator"] = there.users["operator"] = access_world.operator()
    return here, there


def _make_document(world: World) -> None:
    """A real one, by the renderer: what is kept is what people get."""
    with scope.of(world.rows["corporation"]):
        agreement = Agreement.objects.get(pk=world.rows["agreement"])
        Document.objects.filter(agreement=agreement).delete()
        delivering.deliver(agreement.pk, agreement.version)
        world.rows["file"] = Document.objects.get(agreement=agreement).pk


def _addresses(world: World) -> list[str]:
    """Every address that there is, with the rows of this corporation."""
    return [reverse(name, kwargs=arguments(name, world)) for name in PAGES]


def _walk_all(here: World, there: World) -> dict[str, Walk]:
    """Everybody of this corporation, and a visitor, over all of it; the tenant and the officer also over the other's addresses."""
    known = {"forbidden": THERE, "stay_out_of": f"/{there.slug}/"}
    walks = {role: crawl(here.users[role], _addresses(here), **known) for role in ROLES}
    walks["visitor"] = crawl(None, _addresses(here), **known)
    return walks


def _strangers(here: World, there: World) -> dict[str, Walk]:
    """People of this corporation at the other's addresses that are not for everybody, with the other's rows."""
    private = [reverse(name, kwargs=arguments(name, there)) for name in PAGES if "anyone" not in may_open(name)]
    addresses = [*private, *_with_our_name(private, here, there)]
    return {role: crawl(here.users[role], addresses, forbidden=THERE, is_following=False) for role in ROLES}


def _with_our_name(addresses: list[str], here: World, there: World) -> list[str]:
    """Addresses of the other corporation with the name of this one in them, and the numbers of the other's rows."""
    return [address.replace(f"/{there.slug}/", f"/{here.slug}/") for address in addresses]


def _found(walks: dict[str, Walk]) -> dict[str, list[str]]:
    return {role: walk.found + walk.errors for role, walk in walks.items() if walk.found or walk.errors}


def test_the_word_of_a_corporation_is_in_every_text_column_that_has_rows(worlds):
    """What has no row is named: the world grows with the product."""
    here, _ = worlds
    without = canaries.plant(here.rows["corporation"], HERE)
    assert without == [], without


@pytest.mark.long
@pytest.mark.parametrize(
    "down", [(), (first_wall_down,), (second_wall_down,)], ids=["both", "second only", "first only"]
)
def test_no_page_or_file_shows_the_other_corporation(down, worlds):
    here, there = worlds
    with ExitStack() as stack:
        for wall in down:
            stack.enter_context(wall())
        walks = _walk_all(here, there)
        strangers = _strangers(here, there)
    assert _found(walks) == {}
    assert _found(strangers) == {}
    assert sum(walk.pages for walk in walks.values()) > 500
    assert sum(walk.files for walk in walks.values()) >= 3


def test_with_both_walls_down_the_crawl_finds_the_other_corporation(worlds):
    """The twin: it can fail."""
    here, there = worlds
    with first_wall_down(), second_wall_down():
        found = crawl(here.users["officer"], _addresses(here), forbidden=THERE, stay_out_of=f"/{there.slug}/").found
    assert len(found) > 3


@pytest.mark.long
@pytest.mark.parametrize(
    "down", [(), (first_wall_down,), (second_wall_down,)], ids=["both", "second only", "first only"]
)
def test_no_button_shows_the_other_corporation(down, worlds):
    """Every form of every page of ours, pressed as it stands, by everybody who gets it."""
    here, _ = worlds
    with ExitStack() as stack:
        for wall in down:
            stack.enter_context(wall())
        walks = {role: press(here.users[role], _addresses(here), forbidden=THERE) for role in ROLES}
    assert _found(walks) == {}
    assert sum(walk.done for walk in walks.values()) > 50


def test_with_both_walls_down_a_button_shows_the_other_corporation(worlds):
    """The twin: it can fail."""
    here, _ = worlds
    with first_wall_down(), second_wall_down():
        found = press(here.users["officer"], _addresses(here), forbidden=THERE).found
    assert len(found) > 1


@pytest.mark.parametrize(
    "down", [(), (first_wall_down,), (second_wall_down,)], ids=["both", "second only", "first only"]
)
def test_no_button_of_the_other_corporation_does_anything(down, worlds):
    """Each page with a number, with the number of a row of the other: refused or not there for everybody, and nothing changed."""
    here, there = worlds
    numbered = [name for name in PAGES if ROW_OF.get(name.removeprefix("admin:")) and "anyone" not in may_open(name)]
    private = [reverse(name, kwargs=arguments(name, there)) for name in numbered]
    clients = {role: signed_in(Client(), here.users[role]) for role in ROLES}  # a sign-in is written down
    before, answers = snapshot(), {}
    with ExitStack() as stack:
        for wall in down:
            stack.enter_context(wall())
        for role, client in clients.items():
            for address in {*private, *_with_our_name(private, here, there)}:
                code = client.post(address, {"ground": "money", "text": "Woord", "agrees": "on"}).status_code
                if code not in {403, 404, 405}:
                    answers[role, address] = code
    scope.enter(None)
    assert answers == {}
    assert changed(before) == {}
    assert len(numbered) > 50


def test_no_mail_and_no_document_of_one_corporation_holds_a_word_of_the_other(worlds):
    here, there = worlds
    for world, word, other in ((here, HERE, THERE), (there, THERE, HERE)):
        with scope.of(world.rows["corporation"]):
            mails = [
                f"{mail.subject} {mail.sender} {mail.to} {mail.text} {mail.html}" for mail in Message.objects.all()
            ]
            papers = [words_of_pdf(files.read(document.file)) for document in Document.objects.all()]
        assert len(mails) > 5
        assert len(papers) == 1
        assert [text for text in mails + papers if other in text] == []
        assert any(word in text for text in mails)
        assert word in papers[0]
