"""Every code of a refusal has its sentence, with the facts that it names; and a refusal that no page catches is no fault of ours."""

import ast
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver

from klushuur.ground.http import Actor
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.door import RefusalsSaid
from klushuur.ground.refusals.refusals import Code, MovedOn
from klushuur.ground.refusals.sentences import Sentence
from klushuur.pages import ErrorPages

ROOMS = ("corporations", "tenants", "jobs", "agreements")
OF_EVERY_PAGE = {"phone"}  # facts that the table knows without being told
OTHERS = {"Exception", "ValueError", "RuntimeError"}
NO_REFUSALS = {"UnknownYear"}  # a table without that year: a fault of ours, which the page before prevents


def _trees():
    for room in ROOMS:
        for path in sorted(Path(room).rglob("*.py")):
            yield path, ast.parse(path.read_text())


def _codes():
    return [code for noun in Code.__subclasses__() for code in noun]


def without_sentence(codes):
    """The codes that a reader would be told nothing of."""
    return sorted(code for code in codes if code not in sentences.every())


def test_every_code_has_a_sentence():
    assert without_sentence(_codes()) == []
    assert len(_codes()) == len(set(_codes()))


def test_a_code_without_a_sentence_is_found(monkeypatch):
    gone = _codes()[0]
    monkeypatch.delitem(sentences._general, gone)
    assert without_sentence(_codes()) == [gone]


def raised(tree):
    """The codes that are raised, each with the names of its facts: `Refusal(OfferCode.NOT_READY, pk, missing=...)`."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for given in [*call.args[:1], *(word.value for word in call.keywords if word.arg == "code")]:
            name = ast.unparse(given)
            if re.fullmatch(r"\w+Code\.[A-Z_]+", name):
                yield name, {word.arg for word in call.keywords}


def without_facts(trees):
    """The codes that are raised without a fact which their sentence names."""
    by_name = {f"{type(code).__name__}.{code.name}": code for code in _codes()}
    wanted = {code: set().union(*map(_names, said)) for code, said in sentences.every().items()}
    found = [(by_name[name], facts) for tree in trees for name, facts in raised(tree) if name in by_name]
    return sorted(code for code, facts in found if wanted[code] - facts - OF_EVERY_PAGE)


def _names(sentence: Sentence) -> set[str]:
    plural = getattr(sentence.text, "_kw", {}).get("plural")  # which is no text without its number
    texts = [plural or str(sentence.text), str(sentence.for_staff or "")]
    return {name for text in texts for name in re.findall(r"%\((\w+)\)", text)}


def test_every_refusal_brings_the_facts_of_its_sentence():
    assert without_facts(tree for _path, tree in _trees()) == []


def test_a_refusal_without_a_fact_of_its_sentence_is_found():
    assert without_facts([ast.parse("raise Refusal(WorkCode.TOO_EARLY, 1)")]) == ["work.too_early"]


def test_every_code_is_raised_somewhere():
    found = {name for _path, tree in _trees() for name, _facts in raised(tree)}
    assert {f"{type(code).__name__}.{code.name}" for code in _codes() if not isinstance(code, MovedOn)} <= found


def of_their_own(trees):
    """Classes of exceptions that are no refusal, so that nobody would say anything of them."""
    for _path, tree in trees:
        for made in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
            if made.name not in NO_REFUSALS and OTHERS & {ast.unparse(base) for base in made.bases}:
                yield made.name


def test_every_exception_of_a_room_is_a_refusal():
    assert list(of_their_own(_trees())) == []


def test_an_exception_that_is_no_refusal_is_found():
    assert list(of_their_own([(None, ast.parse("class TooLate(Exception): ..."))])) == ["TooLate"]


def _names_of_addresses(resolver: URLResolver, space: str = "") -> set[str]:
    found = {space + name for name in resolver.reverse_dict if isinstance(name, str)}
    for name, (_prefix, inner) in resolver.namespace_dict.items():
        found |= _names_of_addresses(inner, f"{space}{name}:")
    return found


def test_a_sentence_of_a_page_names_a_page_that_is_there():
    assert sentences.pages() <= _names_of_addresses(get_resolver())


# --- the doors ---


@pytest.fixture
def refusing(rf):
    """A button on a page of ours whose view lets a refusal go by."""
    request = rf.post("/", HTTP_REFERER="http://testserver/werk/", HTTP_HOST="testserver")
    request.actor, request.corporation, request.user, request.resolver_match = Actor("staff"), None, None, None
    return request


def test_a_refusal_that_nobody_caught_is_said_with_a_way_back(refusing):
    page = ErrorPages(lambda _: HttpResponse()).process_exception(refusing, StaleStatus("agreement 1 left offered"))
    text = page.content.decode()
    assert (page.status_code, "agreement 1" in text) == (409, False)
    assert "Er is net iets veranderd. Kijk eerst hoe het er nu voor staat." in text
    assert 'href="/werk/"' in text


def test_another_error_than_a_refusal_is_a_fault(refusing):
    doors = ErrorPages(lambda _: HttpResponse())
    assert doors.process_exception(refusing, ValueError()) is None
    with pytest.raises(ValueError, match="ours"), RefusalsSaid(refusing):
        raise ValueError("ours")
