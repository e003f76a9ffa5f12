from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agreements.cases.forms.thread import InformationForm, OurAnswerForm
from agreements.cases.services import thread, worklist
from agreements.cases.services.thread import Said
from agreements.cases.services.worklist import Event, Signer
from agreements.cases.texts import status_texts
from agreements.contract.forms.choosing import in_words
from agreements.contract.forms.explaining import Benefit, FormRows, benefit_of, rows_of_forms
from agreements.contract.models import Agreement, Payout, Reminder, RentRequest
from agreements.contract.services import business, choosing, quoting
from agreements.contract.services.business import CaseBusiness
from agreements.contract.texts.forecast import FormForecast, forecasts
from agreements.rewards.services import rewarding
from corporations.figures.value_table import table
from corporations.models import StaffMember
from corporations.services.people import members_who_may
from jobs.applications.forms.rejecting import RejectForm
from jobs.applications.models import Application, RejectionGround, Survey
from jobs.applications.rules.service_clock import ServiceClock
from jobs.applications.services import applications, waiting
from jobs.applications.services.notices import contact_of
from jobs.applications.statuses import Stage
from jobs.applications.texts import indications, offer_texts
from jobs.offers.services import rents, years
from klushuur.ground import clock
from klushuur.ground.abilities import may
from klushuur.ground.http import Request, access

PAGE = 50
QUESTIONS = "vragen"
NEXT = {
    Stage.NEW: _("Neem in behandeling"),
    Stage.TENANT: _("Wacht op de huurder"),
    Stage.SURVEY: _("Wacht op de opzichter"),
    Stage.QUOTE: _("Maak een voorstel"),
    Stage.ASKED_BACK: _("Beantwoord de vraag"),
    Stage.MANAGER: _("Wacht op de manager"),
    Stage.SIGNING: _("Volg het tekenen"),
    Stage.LATE: _("Neem contact op"),
    Stage.WORK: _("Volg het werk"),
    Stage.INSPECTION: _("Wacht op de opzichter"),
    Stage.REWARD: _("Wacht op financiën"),
    Stage.WAITING: _("Bekijk"),
    Stage.CLOSED: _("Bekijk"),
}


@dataclass(frozen=True)
class Group:
    """A tab of the inbox. value: in the address, empty for everything open."""

    value: str
    label: str | Promise
    number: int
    is_now: bool


@dataclass(frozen=True)
class InboxRow:
    """A case in the inbox. ended: how, if it is closed; next: what to do; clock: None once the answer was given."""

    application: Application
    stage: Stage
    ended: str | Promise
    has_question: bool
    next: str | Promise
    clock: ServiceClock | None


class InboxPage(TypedDict):
    """`agreements/inbox.html`. group: the one of the groups that is shown."""

    groups: list[Group]
    group: Group
    rows: list[InboxRow]
    page: Page[Application]
    missing_years: str


class ManagersInbox(TypedDict):
    """`agreements/inbox_manager.html`: how many agreements wait for a decision, and for our signature."""

    to_approve: int
    to_sign: int
    missing_years: str


class FinancesInbox(TypedDict):
    """`agreements/inbox_finance.html`. rows: work that was accepted; rests: what is paid after the last month."""

    rows: Iterable[Agreement]
    rests: Iterable[Payout]
    missing_years: str


class Indications(TypedDict):
    """What is said of the home and the forms, and binds nobody. points: None for a job that changes none."""

    points: object
    advice: Sequence[object]


class ToDecide(TypedDict):
    """What the right side of the case needs, in its stage."""

    ground: RejectionGround | None
    reject_form: RejectForm
    inspectors: Iterable[StaffMember]
    is_full: bool
    number_in_line: int | None
    has_other_parties: bool
    signers: list[Signer]
    told: str
    may_suspend: bool
    may_resume: bool


class CasePage(Indications, ToDecide):
    """`agreements/work_case.html`: what hangs on the agreement is None or empty before there is one."""

    application: Application
    stage: Stage
    ended: str | Promise
    agreement: Agreement | None
    survey: Survey | None
    quote_rows: Sequence[Mapping[str, object]] | None
    business: CaseBusiness
    form_rows: list[FormRows]
    benefit: Benefit | None
    requests: Iterable[RentRequest]
    forms: list[str]
    forecasts: list[FormForecast]
    clock: ServiceClock | None
    contact: StaffMember
    experience: Sequence[object]
    history: list[Event]
    reminders: list[Reminder]
    thread: list[Said]
    may_ask: bool
    answer_form: OurAnswerForm
    information_form: InformationForm


@access("work_here")
@require_safe
def inbox(request: Request) -> HttpResponse:
    """The first page of what this person comes for."""
    if may(request.actor, "handle_application"):
        return _officers_inbox(request)
    if may(request.actor, "survey"):
        return redirect("surveys", request.corporation.slug)
    if may(request.actor, "approve"):
        found = Agreement.objects.visible_to(request.user)
        to_decide: ManagersInbox = {
            "to_approve": found.awaiting_approval().count(),
            "to_sign": found.awaiting_the_corporation().count(),
            "missing_years": years.missing_in_words(clock.today()),
        }
        return render(request, "agreements/inbox_manager.html", to_decide)
    if not may(request.actor, "see_money"):
        raise PermissionDenied
    rows = Agreement.objects.visible_to(request.user).to_reward().with_case().order_by("accepted_on", "pk")
    to_pay: FinancesInbox = {
        "rows": rows,
        "rests": rewarding.rests_due(),
        "missing_years": years.missing_in_words(clock.today()),
    }
    return render(request, "agreements/inbox_finance.html", to_pay)


def _officers_inbox(request: Request) -> HttpResponse:
    asked = request.GET.get("groep", "")
    stage = Stage(asked) if asked in Stage.values else None
    is_asked = asked == QUESTIONS
    found = worklist.with_a_question(request.user) if is_asked else worklist.in_stage(request.user, stage)
    page = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    groups = _groups(request, asked if stage or is_asked else "")
    context: InboxPage = {
        "groups": groups,
        "group": next(group for group in groups if group.is_now),
        "rows": [_row(application) for application in page],
        "page": page,
        "missing_years": years.missing_in_words(clock.today()),
    }
    return render(request, "agreements/inbox.html", context)


def _groups(request: Request, now: str) -> list[Group]:
    """The tabs, each with its number: everything open, what asks for an answer, and the stages."""
    numbers = worklist.counts(request.user)
    tabs: list[tuple[str, str | Promise, int]] = [
        ("", _("Alles"), sum(numbers[each] for each in worklist.OPEN)),
        (QUESTIONS, _("Vraag van huurder"), worklist.with_a_question(request.user).count()),
        *((each.value, each.label, numbers[each]) for each in Stage),
    ]
    return [Group(value, label, number, is_now=value == now) for value, label, number in tabs]


def _row(application: Any) -> InboxRow:
    """application: with its last word, as `worklist.in_stage` gives it."""
    stage = worklist.stage_of(application)
    clock_now = worklist.clock_of(application, clock.today())
    has_question = application.last_is_ours is False
    return InboxRow(
        application=application,
        stage=stage,
        ended=worklist.ended_as(application),
        has_question=has_question,
        next=_("Lees het bericht") if has_question else NEXT[stage],
        clock=clock_now,
    )


@access("see_case")
@require_safe
def work_case(request: Request, pk: int) -> HttpResponse:
    forms: dict[str, Form] = {}
    if "reden" in request.GET:  # a refusal that can't be: the form says why
        forms["form"] = forms["reject_form"] = RejectForm({"ground": request.GET["reden"]})
    return case_page(request, case_of(request, pk), **forms)


def case_of(request: Request, pk: int) -> Application:
    """A case that this member of staff may see. Raises Http404."""
    return get_object_or_404(worklist.at_work(request.user).with_case(), pk=pk)


def case_page(request: Request, application: Application, **forms: Form) -> HttpResponse:
    """The whole case, as `case_of` gives it; a form with a mistake comes back in its place."""
    agreement = quoting.agreement_of(application)
    survey = getattr(application, "survey", None)
    page: CasePage = {
        "application": application,
        "stage": worklist.stage_of(application),
        "ended": worklist.ended_as(application),
        "agreement": agreement,
        "survey": survey,
        "quote_rows": table(agreement.quote.rows) if agreement else None,
        "business": business.of_case(application, agreement),
        **_indications(request, application, agreement),
        "form_rows": rows_of_forms(agreement.quote) if agreement else [],
        "benefit": benefit_of(agreement.quote) if agreement else None,
        "requests": RentRequest.objects.of(agreement) if agreement else [],
        "forms": [in_words(option) for option in choosing.options(agreement)] if agreement else [],
        "forecasts": forecasts(agreement) if agreement else [],
        "clock": worklist.clock_of(application, clock.today()),
        "contact": contact_of(application),
        "experience": offer_texts.experience(application),
        "history": worklist.history(application),
        "reminders": worklist.reminders_of(application),
        "thread": thread.said_in(application),
        "may_ask": thread.is_open(application),
        "answer_form": OurAnswerForm(),
        "information_form": InformationForm(),
        **_to_decide(application, agreement, survey),
    }
    return render(request, "agreements/work_case.html", {**page, **forms})


def _indications(request: Request, application: Application, agreement: Agreement | None) -> Indications:
    """By the quote when there is one, else by the offer."""
    policy = agreement.quote.policy if agreement else application.policy
    rent = rents.shadow_rent(application.lease, policy=policy, on=clock.today())
    reward = agreement.reward if agreement else application.offer.reward
    return {
        "points": indications.points_of(application, request.GET, rent=rent),
        "advice": indications.advice_of(policy, reward=reward, rent=rent),
    }


def _to_decide(application: Application, agreement: Agreement | None, survey: Survey | None) -> ToDecide:
    """Of any stage: the page itself shows what fits the present one."""
    ground = None
    if survey is not None:
        ground = applications.stopping_ground(survey, ladder_height_m=application.policy.ladder_height_m)
    return {
        "ground": ground,
        "reject_form": RejectForm(initial={"ground": ground}),
        "inspectors": members_who_may("inspect" if agreement else "survey"),
        "is_full": waiting.must_wait(application),
        "number_in_line": waiting.number_of(application) if application.status == "waiting" else None,
        "has_other_parties": bool(agreement and agreement.offered_on and agreement.has_other_parties),
        "signers": worklist.signers_of(agreement) if agreement and agreement.offered_on else [],
        "told": status_texts.told_officer(application, agreement),
        "may_suspend": agreement is not None and agreement.can("suspend_for_us"),
        "may_resume": agreement is not None and agreement.can("resume_for_us"),
    }
