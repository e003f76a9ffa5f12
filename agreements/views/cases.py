from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from agreements.services import rewarding, worklist
from agreements.services.worklist import Stage
from corporations.models import Role
from corporations.services import members_with
from jobs.forms.cases import RejectForm
from jobs.models import Application
from jobs.rules.value_table import table
from jobs.services import applications, waiting
from jobs.views import showing
from klushuur import clock
from klushuur.http import Request, access

PAGE = 50
NEXT = {
    Stage.NEW: _("Neem in behandeling"),
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


@access("officer", "inspector", "manager", "finance")
@require_safe
def inbox(request: Request) -> HttpResponse:
    """Each hat has its own first page."""
    roles = request.actor.roles
    if "officer" in roles:
        return _officers_inbox(request)
    if "inspector" in roles:
        return redirect("surveys", request.corporation.slug)
    if "manager" in roles:
        found = Agreement.objects.visible_to(request.user)
        context = {"to_approve": found.awaiting_approval().count(), "to_sign": found.awaiting_the_corporation().count()}
        return render(request, "agreements/inbox_manager.html", context)
    rows = Agreement.objects.visible_to(request.user).to_reward().with_case().order_by("accepted_on", "pk")
    return render(request, "agreements/inbox_finance.html", {"rows": rows})


def _officers_inbox(request: Request) -> HttpResponse:
    asked = request.GET.get("groep", "")
    stage = Stage(asked) if asked in Stage.values else None
    page = Paginator(worklist.in_stage(request.user, stage), PAGE).get_page(request.GET.get("pagina"))
    numbers = worklist.counts(request.user)
    groups = [
        {"value": each.value, "label": each.label, "number": numbers[each], "is_now": each == stage} for each in Stage
    ]
    everything = {
        "value": "",
        "label": _("Alles"),
        "number": sum(numbers[each] for each in worklist.OPEN),
        "is_now": not stage,
    }
    rows = [_row(application) for application in page]
    return render(
        request, "agreements/inbox.html", {"groups": [everything, *groups], "rows": rows, "page": page, "stage": stage}
    )


def _row(application: Any) -> dict[str, Any]:
    stage = worklist.stage_of(application)
    clock_now = worklist.clock_of(application, clock.today())
    return {"application": application, "stage": stage, "next": NEXT[stage], "clock": clock_now}


@access("officer", "manager")
@require_safe
def work_case(request: Request, pk: int) -> HttpResponse:
    application = get_object_or_404(worklist.at_work(request.user).with_case(), pk=pk)
    agreement = worklist.agreement_of(application)
    survey = getattr(application, "survey", None)
    context = {
        "application": application,
        "stage": worklist.stage_of(application),
        "agreement": agreement,
        "survey": survey,
        "quote_rows": table(agreement.quote.rows) if agreement else None,
        "clock": worklist.clock_of(application, clock.today()),
        "contact": applications.contact_of(application),
        "experience": showing.experience(application),
        "history": worklist.history(application),
        "reminders": worklist.reminders_of(application),
        "may_write": "officer" in request.actor.roles,
        **_to_decide(application, agreement, survey),
    }
    if "reden" in request.GET:  # a refusal that can't be: the form says why
        context["form"] = context["reject_form"] = RejectForm({"ground": request.GET["reden"]})
    return render(request, "agreements/work_case.html", context)


def _to_decide(application: Application, agreement: Agreement | None, survey: Any) -> dict[str, Any]:
    """What the right side of the page needs, in this stage."""
    ground = None
    if survey is not None:
        ground = applications.stopping_ground(survey, ladder_height_m=application.policy.ladder_height_m)
    return {
        "ground": ground,
        "reject_form": RejectForm(initial={"ground": ground}),
        "inspectors": members_with(Role.INSPECTOR),
        "is_full": waiting.must_wait(application),
        "number_in_line": waiting.number_of(application) if application.status == "waiting" else None,
        "signers": worklist.signers_of(agreement) if agreement and agreement.offered_on else [],
        "discount_until": rewarding.last_day(agreement) if agreement else None,
    }
