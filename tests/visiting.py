"""Pages, as one member of staff or one tenant opens them."""

import copy
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from klushuur.ground.scope import scope
from tests.factories import signed_in


class Visitor(Client):
    """A test client that leaves the test in the scope it was in; a request ends without one."""

    def request(self, **request: Any) -> Any:
        before = scope.current()
        try:
            return super().request(**request)
        finally:
            scope.enter(before)


def visitor(person: Any) -> Client:
    """A visitor who is signed in: an account, or anything with one (`user`)."""
    return signed_in(Visitor(), getattr(person, "user", person))


def asked(client: Client, method: str, address: str, data: Any = None) -> Any:
    """The answer to this client, who stays as it was: signing in for each question costs more than the answer."""
    again = copy.copy(client)
    again.cookies = copy.deepcopy(client.cookies)
    return getattr(again, method)(address, data)


def text(response: Any) -> str:
    """The answer as one line: entities read, white space single."""
    return " ".join(unescape(response.content.decode()).replace("\u00a0", " ").split())


def queries(client: Client, address: str) -> tuple[int, Any]:
    """The number of queries for a page, and its answer. The page is asked for once before, to warm what is kept."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured), response
