"""Each status is described once, and whole: a new one is not forgotten in silence."""

from dataclasses import replace

import pytest

from agreements.cases.services import worklist
from agreements.contract.actions import ACTIONS as OF_AGREEMENT
from agreements.contract.models import Agreement
from agreements.contract.statuses import DESCRIBED as AGREEMENTS
from agreements.contract.statuses import GIVEN_UP, AgreementStatus
from jobs.applications.actions import ACTIONS as OF_APPLICATION
from jobs.applications.statuses import DESCRIBED as APPLICATIONS
from jobs.applications.statuses import ApplicationStatus, Described, Says, Tells, every
from klushuur.ground.abilities import roles_with
from klushuur.ground.journal.actions import BY_ITSELF

OF_THE_TENANT = {ApplicationStatus.DRAFT, ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN}  # nobody has to act
ALL = [*APPLICATIONS.items(), *AGREEMENTS.items()]


def test_a_status_without_a_description_is_refused_at_the_start() -> None:
    """The twin of what import asks: every status, in the plain case, somewhere on the way."""
    whole = dict(AGREEMENTS)
    assert every(AgreementStatus, whole) == whole
    plain = whole[AgreementStatus.SIGNED]
    missing = {status: one for status, one in whole.items() if status != AgreementStatus.SIGNED}
    for wrong in (
        missing,
        whole | {"lost": plain},
        whole | {AgreementStatus.SIGNED: replace(plain, says={"early": plain.says["early"]})},
        whole | {AgreementStatus.SIGNED: replace(plain, staff={})},
        whole | {AgreementStatus.SIGNED: replace(plain, step="nowhere")},
    ):
        with pytest.raises(ValueError, match=r"signed|lost"):
            every(AgreementStatus, wrong)


def test_every_agreement_that_was_not_given_up_has_a_stage_for_staff() -> None:
    assert {status for status, one in AGREEMENTS.items() if one.stage} == set(AgreementStatus) - set(GIVEN_UP)


def test_every_application_has_a_stage_for_staff() -> None:
    assert {status for status, one in APPLICATIONS.items() if one.stage} == set(ApplicationStatus) - OF_THE_TENANT


def test_every_status_has_words_in_the_history() -> None:
    """An inspection is told by what came of it, a draft by its beginning."""
    silent = {status for status, one in ALL if not one.happened}
    assert silent == {AgreementStatus.INSPECTED, ApplicationStatus.DRAFT}
    assert {key for key, words in worklist.HAPPENED.items() if not words} == {
        ("jobs.application", "draft"), ("agreements.agreement", "inspected"),
    }  # fmt: skip


@pytest.mark.parametrize(("status", "described"), ALL, ids=[f"{type(status).__name__}-{status}" for status, _ in ALL])
def test_who_has_to_act_can_and_what_is_next_begins_there(status: str, described: Described) -> None:
    actions = OF_AGREEMENT if isinstance(status, AgreementStatus) else OF_APPLICATION
    here = {action.ability for action in actions.values() if status in action.starts} - {BY_ITSELF}
    assert not described.acts or any(described.acts in roles_with(ability) for ability in here)
    assert not described.next or (status in actions[described.next].starts and actions[described.next].button)


def test_every_date_that_a_text_names_is_a_column() -> None:
    columns = {field.name for field in Agreement._meta.get_fields()}
    for one in AGREEMENTS.values():
        texts = [(str(words.text), words.day) for words in one.says.values()]
        texts += [(str(words.text), words.day) for words in one.staff.values()]
        assert {day for _, day in texts if day} | set(one.due.values()) <= columns
        assert [text for text, day in texts if ("%(day)s" in text) != bool(day)] == []


def test_a_situation_without_words_of_its_own_reads_the_plain_ones() -> None:
    plain = Described(step="work", acts="", says={"": Says("a", "", "b")}, staff={"": Tells("c"), "late": Tells("d")})
    assert (plain.said("late").text, plain.told("late").text, plain.told("early").text) == ("b", "d", "c")
