"""What staff decide about work that goes on or is finished: the inspector's and the officer's pages."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.contract.actions import ACTIONS
from agreements.contract.models import Agreement
from agreements.contract.services.finding import agreement_here
from agreements.work.forms.inspections import InspectionForm
from agreements.work.forms.working import SuspendForm, TakeOverForm
from agreements.work.services import ending, inspecting, working
from agreements.work.views.confirm import Page, ask
from corporations.services.people import member_here
from klushuur.ground import clock
from klushuur.ground.http import Request, access

METHODS = ["GET", "HEAD", "POST"]


@access("inspect")
@require_safe
def inspections(request: Request) -> HttpResponse:
    today = clock.today()
    waiting = Agreement.objects.visible_to(request.user).to_inspect(today).with_case()
    return render(request, "agreements/inspections.html", {"rows": waiting, "today": today})


@access(ACTIONS["pass"].ability)
@require_http_methods(METHODS)
def inspection(request: Request, pk: int) -> HttpResponse:
    """One form for two actions: it passes, or goes back to be mended."""
    agreement = agreement_here(request.user, pk)
    left = inspecting.repairs_left(agreement)
    page = Page(
        action="pass",
        title=agreement.application.lease.dwelling.address,
        lines=(
            _("Is het goed, dan krijgt de huurder de beloning. Dat kunt u niet terugnemen."),
            _about_repairs(agreement, left),
        ),
        button=_("Bewaar de keuring"),
        done=_("De keuring is bewaard. De huurder krijgt bericht."),
        back=reverse("inspections", args=[request.corporation.slug]),
    )
    form = partial(InspectionForm, agreement=agreement, repairs_left=left)
    waits = Agreement.objects.to_inspect(clock.today()).filter(pk=pk).exists()
    why_not = "" if waits else _("Hier hoeft u nu niet te keuren.")
    return ask(
        request,
        agreement,
        page,
        form=form,
        verb=partial(inspecting.inspect, by=member_here(request.actor)),
        why_not=why_not,
    )


def _about_repairs(agreement: Agreement, left: int) -> str:
    if not left:
        return _("Herstellen kan niet nog een keer. Is het niet goed? Neem het werk dan over.")
    days = agreement.quote.policy.repair_days
    return _("Moet er iets hersteld worden, dan heeft de huurder %(days)d dagen. Dat kan nog %(left)d keer.") % {
        "days": days,
        "left": left,
    }


@access(ACTIONS["take_over"].ability)
@require_http_methods(METHODS)
def take_over(request: Request, pk: int) -> HttpResponse:
    agreement = agreement_here(request.user, pk)
    page = Page(
        action="take_over",
        title=_("Neemt u het werk over?"),
        lines=(
            _("Wij maken het werk dan zelf af. De overeenkomst stopt en de huurder krijgt bericht."),
            _("U kunt dit niet terugnemen."),
        ),
        button=_("Ja, neem het over"),
        done=_("Wij nemen het werk over. De huurder krijgt bericht."),
        back=reverse("inspections", args=[request.corporation.slug]),
        is_final=True,
    )
    return ask(
        request, agreement, page, form=TakeOverForm, verb=partial(ending.take_over, by=member_here(request.actor))
    )


@access(ACTIONS["suspend_for_us"].ability)
@require_http_methods(METHODS)
def suspend(request: Request, pk: int) -> HttpResponse:
    agreement = agreement_here(request.user, pk)
    page = Page(
        action="suspend_for_us",
        title=_("Legt u het werk stil?"),
        lines=(
            _("De huurder krijgt bericht met de reden en stopt met het werk."),
            _("Na asbest mag alleen u het werk weer laten beginnen."),
        ),
        button=_("Ja, leg het stil"),
        done=_("Het werk ligt stil. De huurder krijgt bericht."),
        back=reverse("work_case", args=[request.corporation.slug, agreement.application_id]),
    )
    return ask(request, agreement, page, form=SuspendForm, verb=partial(working.suspend, by=request.user))


@access(ACTIONS["resume_for_us"].ability)
@require_http_methods(METHODS)
def resume(request: Request, pk: int) -> HttpResponse:
    agreement = agreement_here(request.user, pk)
    page = Page(
        action="resume_for_us",
        title=_("Mag het werk weer verder?"),
        lines=(_("Het ligt stil. De reden: %(ground)s") % {"ground": agreement.get_ground_display()},),
        button=_("Ja, het mag verder"),
        done=_("Het werk mag verder. De huurder krijgt bericht."),
        back=reverse("work_case", args=[request.corporation.slug, agreement.application_id]),
    )
    return ask(request, agreement, page, verb=partial(working.resume, by=request.user))
