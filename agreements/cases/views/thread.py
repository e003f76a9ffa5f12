"""The thread of a case, on the side of the tenant and on ours."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.cases.forms.thread import InformationForm, OurAnswerForm, QuestionForm
from agreements.cases.services import thread
from agreements.cases.views.cases import case_of, case_page
from agreements.cases.views.mine import mine, mine_page
from corporations.models import StaffMember
from corporations.services.people import member_here
from jobs.applications.actions import ACTIONS
from jobs.applications.models import Application
from klushuur.ground.accounts import limits
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


@access(ACTIONS["give_information"].ability)
@require_http_methods(["GET", "HEAD", "POST"])
def application_ask(request: Request, pk: int) -> HttpResponse:
    found = mine(request, pk)
    if request.method != "POST":  # the language switch of a page with a mistake on it
        return redirect("application", request.corporation.slug, pk)
    form = QuestionForm(request.POST)
    if form.is_valid() and not limits.allowed(request, "ask"):
        form.add_error("text", _("U hebt heel veel berichten geschreven. Wacht een uur, of bel ons."))
    if not form.is_valid():
        return mine_page(request, found, form=form)
    try:
        thread.ask(found.application, by=request.user, text=form.cleaned_data["text"])
    except thread.Closed:
        messages.info(request, _("Deze klus is klaar. Hebt u nog een vraag? Bel ons."))
    else:
        messages.success(request, _("Uw bericht is verstuurd. U krijgt een mail als wij antwoorden."))
    return redirect("application", request.corporation.slug, pk)


@access("handle_application")
@require_http_methods(["GET", "HEAD", "POST"])
def work_answer(request: Request, pk: int) -> HttpResponse:
    application = case_of(request, pk)
    if request.method != "POST":
        return redirect("work_case", request.corporation.slug, pk)
    form = OurAnswerForm(request.POST)
    if not form.is_valid():
        return case_page(request, application, form=form, answer_form=form)
    try:
        thread.ask(application, by=request.user, text=form.cleaned_data["text"])
    except thread.Closed:
        messages.info(request, _("Deze zaak is afgerond. Er kan niets meer bij."))
    else:
        messages.success(request, _("Uw bericht is verstuurd. De huurder krijgt een mail met een link."))
    return redirect("work_case", request.corporation.slug, pk)


@access(ACTIONS["request_information"].ability)
@require_http_methods(["GET", "HEAD", "POST"])
def work_request_information(request: Request, pk: int) -> HttpResponse:
    application = case_of(request, pk)
    if request.method != "POST":
        return redirect("work_case", request.corporation.slug, pk)
    form = InformationForm(request.POST)
    if not form.is_valid():
        return case_page(request, application, form=form, information_form=form)
    text, done = form.cleaned_data["text"], _("Uw vraag is verstuurd. De aanvraag wacht nu op de huurder.")
    return _decide(request, application, lambda by: thread.request_information(application, by=by, text=text), done)


@access(ACTIONS["go_on"].ability)
@require_POST
def work_go_on(request: Request, pk: int) -> HttpResponse:
    application = case_of(request, pk)
    done = _("De aanvraag is weer in behandeling. De opzichter ziet het huis op de lijst staan.")
    return _decide(request, application, lambda by: thread.go_on(application, by=by), done)


def _decide(request: Request, application: Application, verb: Callable[[StaffMember], None], done: str) -> HttpResponse:
    member = member_here(request.actor)
    try:
        verb(member)
    except (IllegalTransition, StaleStatus):
        messages.warning(
            request, _("Dit kan niet meer: de aanvraag is intussen verder. Hieronder ziet u hoe het nu staat.")
        )
    else:
        messages.success(request, done)
    return redirect("work_case", request.corporation.slug, application.pk)
