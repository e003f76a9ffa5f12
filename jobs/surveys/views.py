from typing import NotRequired, TypedDict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from corporations.models import StaffMember
from corporations.services.people import member_here
from jobs.applications.actions import ACTIONS
from jobs.applications.models import Application, RejectionGround, Survey
from jobs.applications.services import applications
from jobs.applications.services.finding import application_here
from jobs.applications.services.notices import contact_of
from jobs.surveys.forms import SurveyForm
from klushuur.ground import clock
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


class SurveyPage(TypedDict):
    """A home to visit, with the questions; or, afterwards, what was seen and what in it forbids the job (None: nothing)."""

    application: Application
    contact: StaffMember
    form: NotRequired[SurveyForm]
    survey: NotRequired[Survey]
    ground: NotRequired[RejectionGround | None]


@access("survey")
@require_safe
def surveys(request: Request) -> HttpResponse:
    today = clock.today()
    to_visit = Application.objects.visible_to(request.user).to_survey().with_case().order_by("clock_starts_on", "pk")
    homes = [{"application": application, "clock": application.clock_on(today)} for application in to_visit]
    return render(request, "jobs/surveys.html", {"homes": homes})


@access(ACTIONS["record_survey"].ability)
@require_http_methods(["GET", "POST"])
def survey(request: Request, pk: int) -> HttpResponse:
    """The questions while the home is to be visited; afterwards what was recorded."""
    application = application_here(request.user, pk)
    context: SurveyPage = {"application": application, "contact": contact_of(application)}
    if not application.can("record_survey"):
        return _recorded(request, context, application)
    ladder = application.policy.ladder_height_m
    form = SurveyForm(request.POST or None, ladder_height_m=ladder, initial={"visited_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        return _record(request, application, form)
    return render(request, "jobs/survey.html", context | {"form": form})


def _record(request: Request, application: Application, form: SurveyForm) -> HttpResponse:
    member = member_here(request.actor)
    try:
        applications.record_survey(application, by=member, **form.cleaned_data)
    except (IllegalTransition, StaleStatus):
        messages.warning(request, _("Deze opname is al gedaan, of de aanvraag is ingetrokken."))
    return redirect("survey", request.corporation.slug, application.pk)


def _recorded(request: Request, context: SurveyPage, application: Application) -> HttpResponse:
    seen = getattr(application, "survey", None)
    if seen is None:
        messages.warning(request, _("Bij dit huis hoeft u niet (meer) te kijken."))
        return redirect("surveys", request.corporation.slug)
    ground = applications.stopping_ground(seen, ladder_height_m=application.policy.ladder_height_m)
    return render(request, "jobs/survey_done.html", context | {"survey": seen, "ground": ground})
