"""Every code of a refusal has its sentence, with the facts that it names; and a refusal that no page catches is no fault of ours."""

import ast
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import constants, get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver

from agreements.contract.services.refusals import ContractCode
from agreements.work.services.refusals import WorkCode
from jobs.applications.services.refusals import ApplicationCode
from klushuur.ground.http import Actor
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.refusals import sentences
from klushuur.ground.refusals.door import RefusalsSaid
from klushuur.ground.refusals.refusals import Code, MovedOn, Refusal
from klushuur.ground.refusals.sentences import Sentence
from klushuur.pages import ErrorPages
from tenants.services.refusals import SignUpCode

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
def asking(rf):
    """Who pressed a button on a page of ours: a tenant, or the kind of person given."""

    def ask(kind="tenant", page=""):
        request = rf.post("/", HTTP_REFERER="http://testserver/werk/", HTTP_HOST="testserver")
        request.actor, request.corporation, request.user = Actor(kind), SimpleNamespace(phone="088 123", slug="x"), None
        request.resolver_match = SimpleNamespace(view_name=page)
        request._messages = CookieStorage(request)
        return request

    return ask


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal(WorkCode.TOO_EARLY, day=date(2027, 6, 1)), "U mag beginnen op 1 juni 2027. Eerder kan niet."),
        (Refusal(SignUpCode.EXPIRED), "Deze code is te oud. Bel ons voor een nieuwe brief: 088 123."),
        (Refusal(ApplicationCode.NOT_ELIGIBLE, todo=["Bel ons.", "Wacht nog even."]), "Bel ons. Wacht nog even."),
        (
            Refusal(ContractCode.MAY_NOT_APPROVE, reasons=["drafted", "lives_in"]),
            (
                "U hebt dit voorstel zelf gemaakt. Iemand anders moet het beoordelen."
                " U woont zelf in dit huis. Iemand anders moet het beoordelen."
            ),
        ),
        (
            Refusal(ContractCode.CODE_WRONG, left=1),
            "Deze code is niet goed. Kijk nog eens in onze laatste mail. U kunt het nog 1 keer proberen.",
        ),
    ],
)
def test_the_facts_of_a_refusal_are_said_in_words(asking, refusal, words):
    assert sentences.say(refusal, asking()) == words


def test_staff_read_their_own_words_and_a_page_its_own_sentence(asking):
    changed = Refusal(ContractCode.TEXT_CHANGED, 1)
    said = {sentences.say(changed, one) for one in (asking(), asking("staff"), asking(page="agreement_reward"))}
    assert {text.split(".")[0] for text in said} == {
        "De tekst is intussen veranderd",
        "De voorwaarden zijn veranderd nadat u deze bladzijde opende",
        "Uw medehuurder koos net een vorm",
    }


class CodeForm(forms.Form):
    code = forms.CharField()


@pytest.mark.parametrize(
    ("refusal", "errors", "told"),
    [
        (Refusal(ContractCode.CODE_SPENT), {"code": ["contract.code_spent"]}, []),
        (Refusal(ContractCode.NO_FORM), {}, [constants.WARNING]),  # no question of this form
        (StaleStatus("row 1 left draft"), {}, [constants.INFO]),
    ],
)
def test_a_refusal_is_said_at_its_question_or_on_the_next_page(asking, refusal, errors, told):
    request, form = asking(), CodeForm({"code": "123456"})
    with RefusalsSaid(request, form=form) as said:
        raise refusal
    assert {name: [error.code for error in found] for name, found in form.errors.as_data().items()} == errors
    assert [message.level for message in get_messages(request)] == told
    assert (said.refusal, said.is_in_form, form["code"].value()) == (refusal, bool(errors), "123456")


def test_a_refusal_that_nobody_caught_is_said_with_a_way_back(asking):
    request = asking()
    request.corporation = None
    page = ErrorPages(lambda _: HttpResponse()).process_exception(request, StaleStatus("agreement 1 left offered"))
    text = page.content.decode()
    assert (page.status_code, "agreement 1" in text) == (409, False)
    assert "Er is net iets veranderd. Kijk eerst hoe het er nu voor staat." in text
    assert 'href="/werk/"' in text


def test_another_error_than_a_refusal_is_a_fault(asking):
    assert ErrorPages(lambda _: HttpResponse()).process_exception(asking(), ValueError()) is None
    with pytest.raises(ValueError, match="ours"), RefusalsSaid(asking()):
        raise ValueError("ours")
