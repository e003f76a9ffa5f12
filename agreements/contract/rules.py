"""Terms in one fixed form, so that a hash can stand for them; who may not approve; what differs in a text."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby

HEADINGS = frozenset({"h2", "h3"})
BLOCKS = frozenset({"p", "li", "caption", "tr"})
SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])")


def canonical(terms: Mapping[str, object]) -> str:
    """The same terms always give the same text: sorted keys, amounts with two decimals, dates as ISO."""
    return json.dumps(terms, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def sha256(text: str) -> str:
    """The hash of a text in UTF-8, as hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def reasons_not_to_approve(
    *, member_id: int, drafted_by_id: int, surveyed_by_id: int | None, lives_in: bool, amount: Decimal, mandate: Decimal
) -> list[str]:
    """Codes of what forbids this person to approve (docs/rules.md, hard rule 2): drafted, surveyed, lives_in, mandate."""
    found = {
        "drafted": member_id == drafted_by_id,
        "surveyed": member_id == surveyed_by_id,
        "lives_in": lives_in,
        "mandate": amount > mandate,
    }
    return [code for code, holds in found.items() if holds]


@dataclass(frozen=True)
class Change:
    """What became otherwise under one heading of a text, in plain sentences."""

    heading: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def difference(before: str, after: str) -> list[Change]:
    """What differs between two agreements (their HTML), in the order of the text; what stayed is left out.

    A row of a table counts as one sentence, its cells apart by “ · ”. A drawing has no words, so it does not count.
    """
    old, new = sentences(before), sentences(after)
    found: list[tuple[str, str, str]] = []  # heading, kind, sentence
    # autojunk off: in a long text it takes for noise what stands there often, and misses changes in it
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [(heading, "removed", words) for heading, words in old[first:last]]
            found += [(heading, "added", words) for heading, words in new[start:end]]
    headings = list(dict.fromkeys(heading for heading, _words in [*new, *old]))
    found.sort(key=lambda one: headings.index(one[0]))  # stable: under a heading the order stays
    return [_change(heading, list(group)) for heading, group in groupby(found, key=lambda one: one[0])]


def _change(heading: str, found: list[tuple[str, str, str]]) -> Change:
    def told(kind: str) -> tuple[str, ...]:
        return tuple(words for _heading, one, words in found if one == kind)

    return Change(heading, told("removed"), told("added"))


def sentences(html: str) -> list[tuple[str, str]]:
    """The text in sentences, each with the heading above it. Within a table a row is one sentence."""
    reader = _Sentences()
    reader.feed(html)
    reader.close()
    return reader.found


class _Sentences(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.heading = ""
        self.words: list[str] = []
        self.silent = 0  # within a drawing

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "svg":
            self.silent += 1
        elif tag in HEADINGS or tag in BLOCKS:
            self.words = []
        elif tag in {"th", "td"} and "".join(self.words).strip():  # white space before the first cell is no cell
            self.words.append(" · ")
        elif tag == "b" or (tag == "span" and self.words):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self.silent -= 1
        elif tag in HEADINGS:
            self.heading = self._said()
        elif tag in BLOCKS:
            said = self._said()
            parts = [said] if tag == "tr" else SENTENCE.split(said)
            self.found += [(self.heading, part) for part in parts if part]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def _said(self) -> str:
        said, self.words = " ".join("".join(self.words).split()), []
        return said
