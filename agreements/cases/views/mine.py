"""Mijn klus: a tenant's own cases, from the first answer to the end."""

from collections.abc import Sequence
from typing import TypedDict

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.cases.forms.thread import QuestionForm, TenantsAnswerForm
from agreements.cases.services import thread
from agreements.cases.services.progress import TenantCase, cases_of
from agreements.cases.services.thread import Said
from agreements.cases.texts import progress, status_texts
from agreements.cases.texts.progress import Card, Step, Task
from agreements.contract.actions import ACTIONS
from agreements.contract.services.withdrawing import withdraw as withdraw_case
from agreements.work.models import Inspection
from corporations.models import Lease, StaffMember
from jobs.applications.models import Application, ApplicationChoice
from jobs.applications.services.applications import lease_of
from jobs.applications.services.notices import Door, contact_at_the_door, contact_of
from jobs.applications.services.waiting import number_of
from jobs.applications.texts import offer_texts
from jobs.catalogue import services
from jobs.catalogue.services import Entry
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


class HomePage(TypedDict):
    """`agreements/home.html`. tasks: of the first case that runs; own: what the home may apply for, each with its price."""

    lease: Lease | None
    cases: list[Card]
    past: list[Card]
    tasks: list[Task]
    own: list[tuple[Entry, str]]
    contact: StaffMember | Door


class MinePage(TypedDict):
    """`agreements/case.html`. ways: what else the tenant can do."""

    case: TenantCase
    application: Application
    card: Card
    steps: list[Step]
    rows: Sequence[object]
    chosen: list[ApplicationChoice]
    contact: StaffMember
    ways: list[dict[str, str]]
    inspections: list[Inspection]
    thread: list[Said]
    may_ask: bool
    ask_form: QuestionForm


class WithdrawPage(TypedDict):
    """`agreements/withdraw.html`. stage: of the case, for what ends with it."""

    application: Application
    contact: StaffMember
    stage: str


@access("see_own_case")
@require_safe
def home(request: Request) -> HttpResponse:
    slug, lease = request.corporation.slug, lease_of(request.user)
    cases = cases_of(request.user)
    running = [case for case in cases if case.is_open]
    entries = services.entries(lease) if lease else []
    page: HomePage = {
        "lease": lease,
        "cases": [progress.card(case, slug) for case in running],
        "past": [progress.card(case, slug) for case in cases if not case.is_open],
        "tasks": progress.tasks(running[0], slug) if running else [],
        "own": [(entry, offer_texts.price(entry.offer)) for entry in entries if entry.fits],
        "contact": contact_of(running[0].application) if running else contact_at_the_door(request.corporation),
    }
    return render(request, "agreements/home.html", page)


def mine(request: Request, pk: int) -> TenantCase:
    """A case of the tenant's own lease. Raises Http404."""
    cases = cases_of(request.user, pk=pk)
    if not cases:
        raise Http404("application")
    return cases[0]


@access("see_own_case")
@require_safe
def case(request: Request, pk: int) -> HttpResponse:
    return mine_page(request, mine(request, pk))


def mine_page(request: Request, found: TenantCase, *, form: QuestionForm | None = None) -> HttpResponse:
    """The whole case; a message with a mistake comes back in its place."""
    application = found.application
    card = progress.card(found, request.corporation.slug)
    if found.stage == "waiting":
        card["note"] = _("U bent nummer %(number)s.") % {"number": number_of(application)}
    page: MinePage = {
        "case": found,
        "application": application,
        "card": card,
        "steps": progress.timeline(found),
        "rows": offer_texts.answers(application),
        "chosen": offer_texts.chosen(application),
        "contact": contact_of(application),
        "ways": status_texts.other_ways(found.agreement, request.corporation.slug) if found.agreement else [],
        "inspections": list(found.agreement.inspections.all()) if found.agreement else [],
        "thread": thread.said_in(application),
        "may_ask": thread.is_open(application),
        "ask_form": form or (TenantsAnswerForm() if found.stage == "answer" else QuestionForm()),
    }
    return render(request, "agreements/case.html", {**page, **({"form": form} if form else {})})


@access(ACTIONS["withdraw"].ability)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = mine(request, pk)
    if not found.may_withdraw:
        messages.info(request, _("Intrekken kan nu niet meer. Bel ons, dan kijken wij samen wat er kan."))
        return redirect("application", request.corporation.slug, pk)
    if request.method != "POST":
        application = found.application
        page: WithdrawPage = {
            "application": application,
            "contact": contact_of(application),
            "stage": found.stage,
        }
        return render(request, "agreements/withdraw.html", page)
    try:
        withdraw_case(found.application, by=request.user)
    except (IllegalTransition, StaleStatus):
        messages.info(request, _("Er is net iets veranderd. Kijk hieronder hoe uw aanvraag ervoor staat."))
    else:
        messages.success(request, _("U hebt uw aanvraag ingetrokken. U hoeft niets meer te doen."))
    return redirect("application", request.corporation.slug, pk)
