"""`bin/prove` says what it can prove, and a proof knows what is broken. The proofs themselves take too long for here."""

import subprocess

import pytest

from tests.proofs import cases, outages
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
