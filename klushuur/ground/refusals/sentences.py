"""The table of sentences: what a reader is told of a code, filled by the `texts/refusals.py` of every room at the start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.contrib.messages import constants
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from klushuur.ground.amounts.amounts import euro
from klushuur.ground.refusals.refusals import Code, Fact, MovedOn, Refusal

WHOLE_FORM = NON_FIELD_ERRORS


@dataclass(frozen=True)
class Sentence:
    """What happened and what to do now. text: with the facts of the refusal by name, as in `%(day)s`; `phone` is the corporation's.

    for_staff: where staff read other words than a tenant; asked: the question of a form that it answers, or WHOLE_FORM,
    empty when no form asks it; words: of the codes among the facts.
    """

    text: Promise | str
    for_staff: Promise | str | None = None
    asked: str = ""
    level: int = constants.WARNING
    words: Mapping[str, Promise] = field(default_factory=dict)


OnPage = tuple[Code, str]  # a code, and the name of an address where more is known than the code says
_general: dict[Code, Sentence] = {
    MovedOn.MOVED_ON: Sentence(
        gettext_lazy("Er is net iets veranderd. Kijk eerst hoe het er nu voor staat."), level=constants.INFO
    ),
}
_on_pages: dict[OnPage, Sentence] = {}


def add(general: Mapping[Code, Sentence], *, on_pages: Mapping[OnPage, Sentence] | None = None) -> None:
    """Put the sentences of a room in the table."""
    _general.update(general)
    _on_pages.update(on_pages or {})


def every() -> dict[Code, list[Sentence]]:
    """All that is said of each code with a general sentence, which comes first."""
    found = {code: [sentence] for code, sentence in _general.items()}
    for (code, _page), sentence in _on_pages.items():
        if code in found:
            found[code].append(sentence)
    return found


def pages() -> set[str]:
    """The names of the addresses that have a sentence of their own."""
    return {page for _code, page in _on_pages}


def sentence_of(code: Code, request: HttpRequest) -> Sentence:
    """The sentence of this page, else the general one. Raises KeyError for a code without (tests/test_refusals.py)."""
    match = request.resolver_match
    return _on_pages.get((code, match.view_name if match else "")) or _general[code]


def say(refusal: Refusal, request: HttpRequest) -> str:
    """The sentence for who asks, with its facts in words."""
    sentence = sentence_of(refusal.code, request)
    is_staff = getattr(request, "actor", None) is not None and request.actor.kind == "staff"  # type: ignore[attr-defined]
    text = sentence.for_staff if is_staff and sentence.for_staff else sentence.text
    facts = {name: _in_words(fact, sentence.words) for name, fact in refusal.facts.items()}
    corporation = getattr(request, "corporation", None)
    return str(text % {"phone": corporation.phone if corporation else "", **facts})


def _in_words(fact: Fact, words: Mapping[str, Promise]) -> object:
    """A day as `1 juni 2026`, an amount in euro, a code by its words; a number stays one, for its plural."""
    match fact:
        case date():
            return date_format(fact, "j F Y")
        case Decimal():
            return euro(fact)
        case int():
            return fact
        case str():
            return str(words.get(fact, fact))
        case Sequence():
            return " ".join(str(words.get(one, one)) for one in fact)
