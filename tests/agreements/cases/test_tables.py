"""Each status has its place in the tables that the pages read: a new one is not forgotten in silence."""

from agreements.cases.services import progress, worklist
from agreements.contract.statuses import GIVEN_UP, AgreementStatus
from jobs.applications.statuses import ApplicationStatus

OF_THE_TENANT = {ApplicationStatus.DRAFT, ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN}  # nobody has to act


def test_every_agreement_that_was_not_given_up_has_a_stage_for_staff() -> None:
    assert set(worklist.OFFICER_STAGE_BY_AGREEMENT) == set(AgreementStatus) - set(GIVEN_UP)


def test_every_application_has_a_stage_for_staff() -> None:
    """An accepted one waits for a quote until it has an agreement."""
    assert set(worklist.OFFICER_STAGE_BY_APPLICATION) == set(ApplicationStatus) - OF_THE_TENANT - {
        ApplicationStatus.ACCEPTED
    }


def test_every_status_has_a_stage_for_the_tenant() -> None:
    """OFFERED depends on who has signed."""
    assert set(progress.TENANT_STAGE_BY_AGREEMENT) == set(AgreementStatus) - {AgreementStatus.OFFERED}
    assert set(progress.TENANT_STAGE_BY_APPLICATION) == set(ApplicationStatus)


def told(machine: str) -> set[str]:
    """The statuses of a machine that the history of a case has words for."""
    return {new for subject, action, new in worklist.HISTORY if (subject, action) == (machine, "status")}


def test_every_status_has_words_in_the_history() -> None:
    """An inspection is told by what came of it, a draft by its beginning."""
    assert told("agreements.agreement") == set(AgreementStatus) - {AgreementStatus.INSPECTED}
    assert told("jobs.application") == set(ApplicationStatus) - {ApplicationStatus.DRAFT}
