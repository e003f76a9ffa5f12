"""Every button that one person can press: the forms of each page, as they stand, and each address by POST with nothing typed."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

import html5lib
from django.db import transaction
from django.test import Client

from klushuur.ground.scope import scope
from tests.factories import signed_in
from tests.isolation.crawling import NOT_OURS, Walk, around, words
from tests.visiting import asked

TYPED = {"email": "crawl@example.org", "number": "1", "date": "2030-01-01", "tel": "06 12345678"}


def press(user: Any, addresses: Iterable[str], *, forbidden: str) -> Walk:
    """Press all that there is at these addresses, as this user (None: a visitor). What a button did is undone before the next."""
    client = Client(raise_request_exception=False)
    if user is not None:
        signed_in(client, user)
    walk = Walk()
    for address in addresses:
        page = asked(client, "get", address)
        scope.enter(None)
        for where, typed in [(address, {}), *forms(page, address)]:
            button = f"{where} {sorted(typed)}"
            if button not in walk.seen and not where.startswith(NOT_OURS):
                walk.seen.add(button)
                _press(client, where, typed, walk, forbidden)
    return walk


def _press(client: Client, where: str, typed: dict[str, str], walk: Walk, forbidden: str) -> None:
    with transaction.atomic():
        response = asked(client, "post", where, typed)
        transaction.set_rollback(True)
    scope.enter(None)
    walk.pages += 1
    walk.done += response.status_code == 302
    if response.status_code >= 500:
        walk.errors.append(f"POST {where}: {response.status_code}")
    if forbidden in (said := words(response)):
        walk.found.append(f"POST {where}: …{around(said, forbidden)}…")


def forms(response: Any, address: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each form of a page leads by POST, with what a browser would send: what stands there, and something where nothing does."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if form.get("method", "").lower() == "post":
            yield urljoin(address, form.get("action") or address).partition("#")[0], _typed(form)


def _typed(form: Any) -> dict[str, str]:
    typed: dict[str, str] = {}
    for field in form.iter():
        name = field.get("name")
        if name and field.tag == "input":
            kind, value = field.get("type", "text"), field.get("value") or ""
            if kind in {"radio", "checkbox"}:
                typed.setdefault(name, value or "on")
            elif kind != "file":
                typed[name] = value or TYPED.get(kind, "Woord")
        elif name and field.tag == "textarea":
            typed[name] = "".join(field.itertext()).strip() or "Woord"
        elif name and field.tag == "select":
            options = [option.get("value") or "" for option in field.iter("option")]
            typed[name] = next((value for value in options if value), "")
    return typed
