"""A place that came free, by the tenant who was asked for it."""

from typing import TypedDict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corporations.models import StaffMember
from jobs.applications.actions import ACTIONS
from jobs.applications.models import Application
from jobs.applications.services import waiting
from jobs.applications.services.finding import application_here
from jobs.applications.services.notices import contact_of
from klushuur.ground import clock
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


class PlacePage(TypedDict):
    """`jobs/place.html`."""

    application: Application
    contact: StaffMember


@access("see_own_case")
@require_safe
def place(request: Request, pk: int) -> HttpResponse:
    application = application_here(request.user, pk)
    if not application.is_asked_on(clock.today()):
        messages.info(request, _("Er is nu geen plek voor u om te kiezen. Hieronder ziet u hoe het staat."))
        return redirect("application", request.corporation.slug, pk)
    page: PlacePage = {"application": application, "contact": contact_of(application)}
    return render(request, "jobs/place.html", page)


@access(ACTIONS["take_place"].ability)
@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    application = application_here(request.user, pk)
    try:
        waiting.take(application, by=request.user)
    except (waiting.NotAsked, IllegalTransition, StaleStatus):
        messages.warning(request, _("Deze plek kunt u nu niet aannemen. Hieronder ziet u hoe het staat."))
    else:
        messages.success(request, _("De plek is voor u. Wij gaan verder met uw aanvraag."))
    return redirect("application", request.corporation.slug, pk)
