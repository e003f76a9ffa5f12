"""`bin/prove` says what it can prove, and a proof knows what is broken. The proofs themselves take too long for here."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from klushuur.embedded.processes import Processes
from tests.proofs import cases, outages, planting, sabotage
from tests.tree import ROOT

WHOLE = {
    "documents": 3,
    "agreements_with_a_document": 3,
    "files_with_the_recorded_sha256": 3,
    "messages_of_the_document": 3,
    "messages_of_the_document_sent": 3,
    "messages": 12,
    "messages_not_sent": 0,
    "messages_that_the_mail_server_has": 12,
    "message_ids_that_nobody_wrote": 0,
    "work_rows_not_done": 0,
    "planted_changes_found": 1,
}
CALM = {
    "approvals": 3,
    "approvals_answered_as_always": 3,
    "agreements_offered": 3,
    "messages_not_sent": 0,
    "page_before": 200,
    "answered_otherwise": 0,
    "work_rows_not_done": 0,
    "programs_that_fell": 0,
    "slowest_approval_seconds": 0.2,
    "seconds_until_all_was_done_after": 6.0,
    "seconds_until_the_page_was_back": 0.1,
    "document_made_after_seconds": 3.0,
}


def _prove(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "bin" / "prove", *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("words", "code"), [((), 0), (("nothing",), 1)])
def test_prove_without_a_name_that_it_knows_lists_what_it_can(words, code):
    done = _prove(*words)
    assert done.returncode == code
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["bin/prove", "faults"],
        ["bin/prove", "outages"],
        ["bin/prove", "sabotage"],
    ]


def test_faults_that_hold_are_no_violations():
    assert cases.violations(WHOLE, 3) == []


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_each_figure_of_the_faults_that_is_off_is_a_violation(name):
    assert cases.violations(WHOLE | {name: 7}, 3)


@pytest.mark.parametrize("name", sorted(CALM))
def test_each_figure_of_the_outages_that_is_off_is_a_violation(name):
    assert outages.violations(CALM) == []
    assert outages.violations(CALM | {name: 70})


def test_what_never_came_back_is_a_violation():
    assert outages.violations(CALM | {"seconds_until_the_page_was_back": None})


# --- sabotage -----------------------------------------------------------------------------------------------------


def _fault(**changes: str) -> planting.Fault:
    told = {"name": "one", "area": "area", "file": "sums.py", "text": "a = 1", "instead": "a = 2", "harm": "of some"}
    return planting.Fault(**told | changes, tests=("test_sums.py::test_a",))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:django\n")
    (tmp_path / "sums.py").write_text("a = 1\nb = 1\n")
    (tmp_path / "test_sums.py").write_text("from sums import a, b\n\n\ndef test_a():\n    assert a == 1\n")
    return tmp_path


def test_each_fault_to_plant_still_has_its_text_once_and_its_tests() -> None:
    known = planting.faults()
    assert planting.rotten(known) == []
    assert len(known) >= 120
    assert all(fault.harm for fault in known)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"text": "a = 3"}, "has its text 0 times"),
        ({"text": " = 1", "instead": " = 2"}, "has its text 2 times"),
        ({"file": "gone.py"}, "No such file"),
        ({"instead": "a = 1"}, "changes nothing"),
    ],
)
def test_a_fault_that_does_not_apply_is_rotten(tree: Path, changes: dict[str, str], said: str) -> None:
    found = planting.rotten([_fault(**changes)], tree)
    assert len(found) == bool(said)
    assert said in "".join(found)


def test_a_fault_without_its_test_or_with_the_name_of_another_is_rotten(tree: Path) -> None:
    gone = replace(_fault(), tests=("test_sums.py::test_b", "test_gone.py"))
    assert planting.rotten([gone], tree) == ["one: no test test_sums.py::test_b", "one: no test test_gone.py"]
    assert planting.rotten([replace(_fault(), tests=())], tree) == ["one: nothing sees it"]
    assert planting.rotten([_fault()] * 2, tree) == ["one: not the only one of that name"]


def test_faults_are_chosen_by_name_or_area_and_no_other_word() -> None:
    one, other = _fault(), _fault(name="two", area="elsewhere")
    assert planting.chosen([one, other], []) == [one, other]
    assert planting.chosen([one, other], ["two", "area"]) == [one, other]
    assert planting.chosen([one, other], ["elsewhere"]) == [other]
    with pytest.raises(ValueError, match="three"):
        planting.chosen([one, other], ["three"])


@pytest.mark.parametrize(
    ("changes", "outcome", "seen_by"),
    [
        ({}, sabotage.FOUND, "test_sums.py::test_a"),
        ({"text": "b = 1", "instead": "b = 2"}, sabotage.UNSEEN, ""),
        ({"instead": "a = ("}, sabotage.NO_ANSWER, ""),
    ],
)
def test_a_planted_fault_is_found_or_not_and_the_tree_is_as_before(
    tree: Path, tmp_path_factory: Any, changes: dict[str, str], outcome: str, seen_by: str
) -> None:
    """By pytest itself, on a project of two lines. A fault with which the tests can't run is no fault that they see."""
    before = (tree / "sums.py").read_text()
    with Processes(tmp_path_factory.mktemp("log")) as processes:
        processes.environ |= {"REDIS_URL": os.environ["REDIS_URL"], "FILES_URL": tree.as_uri()}
        lane = sabotage.Lane(0, tree, processes, pristine=tmp_path_factory.mktemp("pristine"))
        shutil.copy2(tree / "sums.py", lane.pristine / "sums.py")
        lane.plant(_fault(**changes))
        assert (tree / "sums.py").read_text() != before
        while (result := lane.result()) is None:
            time.sleep(0.05)
    assert (result.outcome, (tree / "sums.py").read_text()) == (outcome, before)
    assert result.seen_by.startswith(seen_by)


def test_one_fault_that_nothing_finds_ends_it_red(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sabotage, "keep", lambda *_: None)
    monkeypatch.setattr(sabotage, "faults", list)
    monkeypatch.setattr(sys, "argv", ["bin/prove sabotage"])
    codes = {}
    for outcome in (sabotage.FOUND, sabotage.UNSEEN, sabotage.NO_ANSWER):
        results = [sabotage.Result(_fault(), one, "", 1.0) for one in (sabotage.FOUND, outcome)]
        monkeypatch.setattr(sabotage, "prove", lambda *_, results=results: results)
        codes[outcome] = sabotage.main()
    assert codes == {sabotage.FOUND: 0, sabotage.UNSEEN: 1, sabotage.NO_ANSWER: 1}
