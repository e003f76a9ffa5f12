"""The thread of a case: questions and answers between who rents the home and us, from handing in to the end."""

from dataclasses import dataclass

from django.db import transaction

from agreements.cases.services.refusals import ThreadCode
from agreements.contract.models import Agreement, AgreementStatus
from corporations.models import StaffMember
from jobs.applications.models import Application, ApplicationReason, Question
from jobs.applications.services.notices import tell_officer, tell_parties
from klushuur.ground import clock, locks
from klushuur.ground.accounts.models import User
from klushuur.ground.refusals.refusals import Refusal
from tenants.models import Tenant


@dataclass(frozen=True)
class Said:
    """One message of the thread, with the name of its author."""

    question: Question
    name: str


def said_in(application: Application) -> list[Said]:
    """What was said in a case, first to last. Three queries."""
    questions = list(application.questions.all())
    authors = {question.author_id for question in questions}
    names: dict[int, str] = {}
    for people in (Tenant, StaffMember):
        found = people.objects.filter(corporation_id=application.corporation_id, user__in=authors)
        names |= dict(found.values_list("user", "name"))
    return [Said(question, names.get(question.author_id, "")) for question in questions]


def is_open(application: Application) -> bool:
    """Whether somebody may still write: also after a refusal, until the agreement is finished."""
    is_finished = Agreement.objects.filter(application=application, status=AgreementStatus.FINISHED).exists()
    return application.submitted_at is not None and not is_finished


@transaction.atomic
def ask(application: Application, *, by: User, text: str) -> Question:
    """Add a message and tell the other side. A tenant's answer to our question takes the case up again.

    The same words twice in a row of one person are one message: a second click, or the back button.
    by: an account of staff, or of a party of the lease. Raises CLOSED.
    """
    locks.hold(
        Application, application.pk
    )  # one message at a time: the last one tells a second click from a second message
    application.refresh_from_db(fields=["status"])
    if not is_open(application):
        raise Refusal(ThreadCode.CLOSED, application.pk)
    last = application.questions.order_by("pk").last()
    if last is not None and (last.author_id, last.text) == (by.pk, text):
        return last
    question = _say(application, by=by, text=text)
    is_answer = last is not None and last.is_staff != question.is_staff
    if question.is_staff:
        tell_parties(application, "question_answered", occasion=str(question.pk), is_answer=is_answer)
        return question
    if application.can("give_information"):
        application.move_to("give_information", by=by, reason=ApplicationReason.ANSWERED)
    tell_officer(application, "question_asked", occasion=str(question.pk), by=by, is_answer=is_answer)
    return question


@transaction.atomic
def request_information(application: Application, *, by: StaffMember, text: str) -> None:
    """IN_REVIEW -> INFO_REQUESTED with our question in the thread; the service clock runs on, for the law's does.

    Raises IllegalTransition, StaleStatus.
    """
    application.move_to("request_information", by=by.user)
    question = _say(application, by=by.user, text=text)
    tell_parties(application, "information_requested", occasion=str(question.pk))


@transaction.atomic
def go_on(application: Application, *, by: StaffMember) -> None:
    """INFO_REQUESTED -> IN_REVIEW without an answer here: it came by phone, say. Raises IllegalTransition, StaleStatus."""
    application.move_to("go_on", by=by.user, reason=ApplicationReason.UNANSWERED)


def _say(application: Application, *, by: User, text: str) -> Question:
    return Question.objects.create(
        corporation_id=application.corporation_id,
        application=application,
        author=by,
        is_staff=by.kind == "staff",
        text=text,
        made_at=clock.now(),
    )
