from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corporations.models import StaffMember
from corporations.services.people import member_here
from jobs.applications.actions import ACTIONS
from jobs.applications.forms.rejecting import RejectForm
from jobs.applications.models import Application
from jobs.applications.services import applications, waiting
from jobs.applications.services.finding import application_here
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


@access(ACTIONS["take_up"].ability)
@require_POST
def work_take_up(request: Request, pk: int) -> HttpResponse:
    done = _("U behandelt deze aanvraag nu. De huurder krijgt bericht. De opzichter ziet het huis op de lijst staan.")
    return _decide(request, pk, lambda application, member: applications.take_up(application, by=member), done)


@access(ACTIONS["put_on_list"].ability)
@require_POST
def work_put_on_list(request: Request, pk: int) -> HttpResponse:
    done = _("De huurder staat op de wachtlijst en krijgt bericht.")
    try:
        return _decide(request, pk, lambda application, member: waiting.put(application, by=member), done)
    except waiting.PlaceFree:
        messages.warning(request, _("Er is nog een plek vrij. U kunt deze aanvraag gewoon behandelen."))
        return redirect("work_case", request.corporation.slug, pk)


@access(ACTIONS["reject"].ability)
@require_POST
def work_reject(request: Request, pk: int) -> HttpResponse:
    form = RejectForm(request.POST)
    if not form.is_valid():
        page = reverse("work_case", args=[request.corporation.slug, pk])
        return redirect(f"{page}?{urlencode({'reden': request.POST.get('ground', '')})}")  # which says what is wrong
    ground = form.cleaned_data["ground"]
    done = _("De aanvraag is afgewezen. De huurder krijgt bericht met de reden.")
    return _decide(
        request, pk, lambda application, member: applications.reject(application, ground=ground, by=member), done
    )


def _decide(request: Request, pk: int, verb: Callable[[Application, StaffMember], None], done: str) -> HttpResponse:
    application = application_here(request.user, pk)
    member = member_here(request.actor)
    try:
        verb(application, member)
    except (IllegalTransition, StaleStatus):
        messages.warning(
            request, _("Dit kan niet meer: de aanvraag is intussen verder. Hieronder ziet u hoe het nu staat.")
        )
    else:
        messages.success(request, done)
    return redirect("work_case", request.corporation.slug, pk)
