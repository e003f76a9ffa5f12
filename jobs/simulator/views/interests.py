"""An address of somebody who would like to do a job: left by a visitor, seen by the officer, thrown away by both."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.applications.services.notices import Door, contact_at_the_door
from jobs.simulator import services as service
from jobs.simulator.forms import InterestForm
from jobs.simulator.models import KEPT_DAYS, Interest
from klushuur.ground import clock
from klushuur.ground.accounts import limits
from klushuur.ground.http import Request, access

ON_A_PAGE = 50


class InterestPage(TypedDict):
    """`jobs/interest.html`."""

    form: InterestForm
    contact: Door


class NotedPage(TypedDict):
    """`jobs/interest_noted.html`."""

    contact: Door
    kept_days: int


class RemovePage(TypedDict):
    """`jobs/interest_remove.html`. code: of the mail."""

    contact: Door
    code: str


class InterestRow(TypedDict):
    """An address, and how long it is still kept."""

    interest: Interest
    days_left: int


class InterestsPage(TypedDict):
    """`jobs/work_interests.html`. by_job: the name of each job with how many asked for it."""

    page: Page[Interest]
    rows: list[InterestRow]
    by_job: Iterable[Mapping[str, object]]
    kept_days: int


@access("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: Request) -> HttpResponse:
    form = InterestForm(request.POST if request.method == "POST" else None, initial={"klus": request.GET.get("klus")})
    if form.is_valid() and _is_allowed(request, form):
        service.note(form.cleaned_data["klus"], email=form.cleaned_data["email"], language=get_language() or "nl")
        return redirect("interest_noted", request.corporation.slug)
    page: InterestPage = {"form": form, "contact": contact_at_the_door(request.corporation)}
    return render(request, "jobs/interest.html", page)


def _is_allowed(request: Request, form: InterestForm) -> bool:
    """Counted before anything is written; the refusal is the same for every address."""
    key = f"{request.corporation.pk} {form.cleaned_data['email']}"
    if limits.allowed(request, "interest", key=key):
        return True
    words = _("U hebt dit net al een paar keer gedaan. Probeer het morgen nog een keer, of bel ons: %(phone)s.")
    form.add_error("email", words % {"phone": request.corporation.phone})
    return False


@access("anyone")
@require_safe
def interest_noted(request: Request) -> HttpResponse:
    page: NotedPage = {"contact": contact_at_the_door(request.corporation), "kept_days": KEPT_DAYS}
    return render(request, "jobs/interest_noted.html", page)


@access("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def interest_remove(request: Request) -> HttpResponse:
    """The link in the mail asks; the button does it, so that a mail program that opens links throws nothing away."""
    if request.method == "POST":
        service.remove_by_token(request.POST.get("code", ""))
        # the same words for a token that nobody has: the answer tells nothing
        messages.success(request, _("Uw e-mailadres staat niet meer op onze lijst."))
        return redirect("front", request.corporation.slug)
    page: RemovePage = {"contact": contact_at_the_door(request.corporation), "code": request.GET.get("code", "")}
    return render(request, "jobs/interest_remove.html", page)


@access("see_interests")
@require_safe
def work_interests(request: Request) -> HttpResponse:
    seen = Interest.objects.visible_to(request.user)
    rows = seen.select_related("job_type").order_by("-asked_on", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("pagina"))
    today = clock.today()
    shown: InterestsPage = {
        "page": page,
        "rows": [{"interest": one, "days_left": one.days_left(today)} for one in page],
        "by_job": seen.values("job_type__name").annotate(number=Count("pk")).order_by("job_type__name"),
        "kept_days": KEPT_DAYS,
    }
    return render(request, "jobs/work_interests.html", shown)


@access("see_interests")
@require_POST
def work_interest_remove(request: Request, pk: int) -> HttpResponse:
    service.remove(get_object_or_404(Interest.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("Het e-mailadres is weggegooid."))
    return redirect("work_interests", request.corporation.slug)
