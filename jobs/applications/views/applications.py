"""An application by its tenant: begin, answer one question a page, check, send."""

from typing import TYPE_CHECKING, NotRequired, TypedDict
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corporations.models import Lease, StaffMember
from jobs.applications.actions import ACTIONS
from jobs.applications.forms.applications import (
    ChoicesForm,
    RemarksForm,
    SkillsForm,
    StartForm,
    StepForm,
    TimesForm,
    WhoForm,
)
from jobs.applications.models import Application, ApplicationChoice
from jobs.applications.rules.service_clock import ServiceClock
from jobs.applications.services import applications
from jobs.applications.services.finding import application_here
from jobs.applications.services.notices import contact_of
from jobs.applications.texts import offer_texts
from jobs.offers.actions import ACTIONS as OF_OFFER
from jobs.offers.models import Offer
from jobs.offers.rules.choosing import Meter
from klushuur.ground import clock
from klushuur.ground.accounts import limits
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from tenants.models import Tenant
from tenants.services.profiles import profile_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CHOICE, CHECK = "keuze", "controleren"
FORMS: dict[str, type[StepForm]] = {
    "wanneer": StartForm,
    "wie": WhoForm,
    "ervaring": SkillsForm,
    "tijd": TimesForm,
    "bijzonderheden": RemarksForm,
}
AnyStepForm = StepForm | ChoicesForm
STEPS = (CHOICE, *FORMS, CHECK)  # of any application; `_steps` are those of one


class QuestionPage(TypedDict):
    """One question, and where it stands among the others. elements: of the choices only."""

    application: Application
    form: AnyStepForm
    question: "StrOrPromise"
    number: int
    total: int
    back: str
    contact: StaffMember
    elements: NotRequired[list[offer_texts.Element]]


class CheckPage(TypedDict):
    """`jobs/application_check.html`: all that was answered, before it is sent."""

    application: Application
    rows: list[offer_texts.AnswerRow]
    chosen: list[ApplicationChoice]
    meter: Meter
    number: int
    total: int
    back: str
    contact: StaffMember


class ReceivedPage(TypedDict):
    """`jobs/application_received.html`. clock: by when we answer."""

    application: Application
    clock: ServiceClock | None
    rows: list[offer_texts.AnswerRow]
    contact: StaffMember


@access(OF_OFFER["begin"].ability)
@require_POST
def begin(request: Request, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.published(), pk=pk)
    form, lease = ChoicesForm(request.POST, offer=offer), applications.lease_of(request.user)
    chosen = form.cleaned_data if form.is_valid() else None
    if refusal := _why_not(request, form, lease):
        messages.error(request, refusal)
        return _back_to(request, offer, form)
    try:
        application = applications.begin(offer, tenant=profile_of(request.user), lease=lease)  # type: ignore[arg-type]
    except applications.NotEligible as refused:
        messages.error(request, _todo(refused))
        return redirect("offer", request.corporation.slug, pk)
    try:
        if chosen:
            applications.choose(application, chosen)
    except StaleStatus:
        return _sent_before(request, application.pk)
    return _to_step(request, application, _next_open(application))


def _todo(refused: applications.NotEligible) -> str:
    return " ".join(str(condition.todo) for condition in refused.conditions)


def _back_to(request: Request, offer: Offer, form: ChoicesForm) -> HttpResponseRedirect:
    """The page of the offer, with what was chosen and exists."""
    kept = {choice.group.part: choice.code for choice in form.picked if not choice.group.is_fixed}
    page = reverse("offer", args=[request.corporation.slug, offer.pk])
    return redirect(f"{page}?{urlencode(kept)}" if kept else page)


def _why_not(request: Request, form: ChoicesForm, lease: Lease | None) -> str:
    if form.refusal:
        return form.refusal
    if lease is None:
        return _("Wij zien geen huis op uw naam. Bel ons, dan zoeken wij het uit.")
    if not limits.allowed(request, "apply"):
        return _("U hebt het heel vaak achter elkaar geprobeerd. Wacht een uur en probeer het dan nog een keer.")
    return ""


def _steps(application: Application) -> list[str]:
    return [*applications.steps_of(application), CHECK]


def _next_open(application: Application) -> str:
    return next(iter(applications.open_steps(application)), CHECK)


def _to_step(request: Request, application: Application, name: str) -> HttpResponseRedirect:
    return redirect("application_step", request.corporation.slug, application.pk, name)


def _sent_before(request: Request, pk: int) -> HttpResponseRedirect:
    messages.info(request, _("U hebt deze aanvraag al verstuurd. Hier ziet u hoe het ervoor staat."))
    return redirect("application", request.corporation.slug, pk)


@access(ACTIONS["answer"].ability)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, pk: int, step: str) -> HttpResponse:
    application = application_here(request.user, pk)
    if not application.can("answer"):
        return _sent_before(request, pk)
    if step == CHECK:
        return _check(request, application)
    if step not in _steps(application):  # the way back of somebody who now lets a company do it
        return _to_step(request, application, _next_open(application))
    form = _form(request, application, step)
    if not form.is_valid():
        return render(request, _page(step), _question(request, application, step, form))
    return _go_on(request, application, step, form)


def _go_on(request: Request, application: Application, step: str, form: AnyStepForm) -> HttpResponseRedirect:
    """Store what was answered, and on to the next question."""
    try:
        _store(request, application, form)
    except StaleStatus:
        return _sent_before(request, application.pk)
    return _to_step(request, application, _after(request, application, step))


def _after(request: Request, application: Application, step: str) -> str:
    """The next question, or the check page again for somebody who came from there."""
    steps = _steps(application)
    return CHECK if request.GET.get("naar") == CHECK else steps[steps.index(step) + 1]


def _form(request: Request, application: Application, step: str) -> AnyStepForm:
    data = request.POST if request.method == "POST" else None
    if step != CHOICE:
        return FORMS[step](data, application=application, profile=_profile(request))
    initial = {choice.part: choice.code for choice in application.choices.all()}
    return ChoicesForm(data, offer=application.offer, initial=initial)


def _profile(request: Request) -> Tenant:
    profile = profile_of(request.user)
    assert profile is not None  # by access: a tenant of this corporation
    return profile


def _store(request: Request, application: Application, form: AnyStepForm) -> None:
    if isinstance(form, ChoicesForm):
        applications.choose(application, form.cleaned_data)
    else:
        applications.answer(application, by=_profile(request), **form.answers())


def _page(step: str) -> str:
    return "jobs/application_choice.html" if step == CHOICE else "jobs/application_question.html"


def _question(request: Request, application: Application, step: str, form: AnyStepForm) -> QuestionPage:
    steps = _steps(application)
    number = steps.index(step)
    slug = request.corporation.slug
    is_change = request.GET.get("naar") == CHECK
    before = CHECK if is_change else steps[number - 1]
    back = reverse("application_step", args=[slug, application.pk, before])
    if not number and not is_change:
        back = reverse("offer", args=[slug, application.offer_id])
    shown: QuestionPage = {
        "application": application,
        "form": form,
        "question": offer_texts.words(application.offer)["question"]
        if isinstance(form, ChoicesForm)
        else form.heading or next(iter(form)).label,
        "number": number + 1,
        "total": len(steps),
        "back": back,
        "contact": contact_of(application),
    }
    return {**shown, "elements": offer_texts.elements(form)} if isinstance(form, ChoicesForm) else shown


def _check(request: Request, application: Application) -> HttpResponse:
    if missing := applications.open_steps(application):
        messages.info(request, _("U gaat verder waar u was gebleven."))
        return _to_step(request, application, missing[0])
    steps = _steps(application)
    chosen = offer_texts.chosen(application)
    page: CheckPage = {
        "application": application,
        "rows": offer_texts.answers(application, changes=True),
        "chosen": chosen,
        "meter": application.offer.meter(one.difference for one in chosen),
        "number": len(steps),
        "total": len(steps),
        "back": reverse("application_step", args=[request.corporation.slug, application.pk, steps[-2]]),
        "contact": contact_of(application),
    }
    return render(request, "jobs/application_check.html", page)


@access(ACTIONS["submit"].ability)
@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    application = application_here(request.user, pk)
    try:
        applications.submit(application)
    except applications.Incomplete as incomplete:
        messages.info(request, _("Nog niet alles is ingevuld. Beantwoord eerst deze vraag."))
        return _to_step(request, application, incomplete.steps[0])
    except applications.NotEligible as refused:
        messages.error(request, _todo(refused))
        return redirect("application", request.corporation.slug, pk)
    except (StaleStatus, IllegalTransition):  # a second click, or the back button
        return _sent_before(request, pk)
    return redirect("application_received", request.corporation.slug, pk)


@access("see_own_case")
@require_safe
def received(request: Request, pk: int) -> HttpResponse:
    application = application_here(request.user, pk)
    if application.can("submit"):
        return _to_step(request, application, CHECK)
    page: ReceivedPage = {
        "application": application,
        "clock": application.clock_on(clock.today()),
        "rows": offer_texts.answers(application),
        "contact": contact_of(application),
    }
    return render(request, "jobs/application_received.html", page)
