"""Everything that one person can open: every address that there is, and every link that a page shows."""

import io
import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import pypdf
from django.test import Client

from klushuur.ground.scope import scope
from tests.factories import signed_in

LINK = re.compile(r"""(?:href|src|action)=["']([^"'#]+)""")
MOST = 400  # pages a person; a crawl that passes it goes round in circles
NOT_OURS = ("/static/", "/accounts/logout/")


@dataclass
class Walk:
    """What a person saw: the pages, and where a word turned up that is not for this person."""

    pages: int = 0
    files: int = 0
    done: int = 0  # buttons that led on
    seen: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def crawl(
    user: Any, starts: Iterable[str], *, forbidden: str, stay_out_of: str = "", is_following: bool = True
) -> Walk:
    """Open all addresses and all they link to, as this user (None: a visitor). `stay_out_of`: a path that is another's."""
    client = Client(raise_request_exception=False)
    if user is not None:
        signed_in(client, user)
    walk, waiting = Walk(), deque(starts)
    while waiting and walk.pages < MOST:
        address = waiting.popleft()
        if address in walk.seen or address.startswith((stay_out_of or NOT_OURS[0], *NOT_OURS)):
            continue
        walk.seen.add(address)
        response = client.get(address)
        scope.enter(None)
        walk.pages += 1
        if response.status_code >= 500:
            walk.errors.append(f"{address}: {response.status_code}")
        seen = words(response)
        walk.files += response.headers.get("Content-Type", "") == "application/pdf"
        if forbidden in seen:
            walk.found.append(f"{address}: …{around(seen, forbidden)}…")
        if is_following:
            waiting.extend(_links(response, address))
    return walk


def words(response: Any) -> str:
    """Body and headers; of a document its text and what is embedded in it."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    content: bytes = response.getvalue() if hasattr(response, "getvalue") else response.content
    if content.startswith(b"%PDF-"):
        return headers + words_of_pdf(content)
    return headers + content.decode(errors="replace")


@cache
def words_of_pdf(content: bytes) -> str:
    """The text of a document, its properties and what is embedded in it; everybody of a crawl gets the same few."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    embedded = [data.decode(errors="replace") for files in reader.attachments.values() for data in files]
    return "\n".join([pages, str(reader.metadata), *embedded])


def around(text: str, forbidden: str) -> str:
    place = text.index(forbidden)
    return " ".join(text[max(0, place - 60) : place + 60].split())


def _links(response: Any, address: str) -> list[str]:
    if response.status_code in {301, 302}:
        found = [response["Location"]]
    elif response.headers.get("Content-Type", "").startswith("text/html"):
        found = LINK.findall(response.content.decode())
    else:
        found = []
    joined = [urlsplit(urljoin(f"http://testserver{address}", link.replace("&amp;", "&"))) for link in found]
    return [
        f"{url.path}?{url.query}" if url.query else url.path
        for url in joined
        if url.netloc in {"testserver", "localhost:8000"}
    ]
