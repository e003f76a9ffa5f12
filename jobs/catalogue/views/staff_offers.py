from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corporations.figures.value_table import Line, table
from corporations.models import StaffMember
from corporations.services.people import member_here
from corporations.services.policy import policy_on
from jobs.applications.actions import ACTIONS
from jobs.applications.models import Application
from jobs.applications.rules.waiting import Turn
from jobs.applications.services import waiting
from jobs.applications.texts import offer_texts
from jobs.offers.actions import ACTIONS as OF_OFFER
from jobs.offers.forms.offers import KindForm, MoneyFields, OfferForm
from jobs.offers.models import JobType, Offer
from jobs.offers.rules.conditions import Condition
from jobs.offers.services import offers
from jobs.offers.services.offers import PartChoices
from klushuur.ground import clock
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


class OffersPage(TypedDict):
    """`jobs/work_offers.html`."""

    offers: Iterable[Offer]


class KindPage(TypedDict):
    """`jobs/work_offer_kind.html`: which job a new offer is of."""

    form: KindForm
    job_types: Iterable[JobType]


class OfferFormPage(TypedDict):
    """`jobs/work_offer_form.html`. offer: None for a new one; rows: None while an amount is missing."""

    form: OfferForm
    offer: Offer | None
    job_type: JobType
    rows: list[Line] | None


class SumPiece(TypedDict):
    """`jobs/_sum.html`: the sum alone, for what is typed at this moment."""

    form: MoneyFields
    rows: list[Line] | None


class WaitingList(TypedDict):
    """Who was asked for a place and did not answer yet, and who is in line, next first."""

    asked: list[Application]
    line: list[tuple[Turn, Application]]
    may_offer_place: bool


class WorkOfferPage(WaitingList):
    """`jobs/work_offer.html`. reasons: the gate line by line; stopping: what has to be done before it opens."""

    offer: Offer
    contact: StaffMember
    palette: list[PartChoices]
    rows: list[Line]
    business: offer_texts.OfferBusiness
    reasons: list[offer_texts.Reason]
    stopping: Sequence[object]


class ClosePage(offers.OpenCases):
    """`jobs/work_offer_close.html`."""

    offer: Offer
    contact: StaffMember


@access("see_offers")
@require_safe
def work_offers(request: Request) -> HttpResponse:
    found = Offer.objects.visible_to(request.user).with_counts().select_related("complex").order_by("-pk")
    page: OffersPage = {"offers": found}
    return render(request, "jobs/work_offers.html", page)


@access("publish_offer")
@require_http_methods(["GET", "POST"])
def work_offer_new(request: Request) -> HttpResponse:
    asked = KindForm(request.GET if "soort" in request.GET else None)
    if asked.is_valid():
        return _edit(request, None, asked.cleaned_data["soort"])
    page: KindPage = {"form": asked, "job_types": offers.job_types()}
    return render(request, "jobs/work_offer_kind.html", page)


@access(OF_OFFER["change"].ability)
@require_http_methods(["GET", "POST"])
def work_offer_edit(request: Request, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.visible_to(request.user).select_related("job_type"), pk=pk)
    if not offer.can("change"):
        return _already_published(request, pk)
    return _edit(request, offer, offer.job_type)


def _edit(request: Request, offer: Offer | None, job_type: JobType) -> HttpResponse:
    policy = policy_on(clock.today())
    sum_url = reverse("work_offer_sum", args=[request.corporation.slug])
    form = OfferForm(request.POST or None, instance=offer, job_type=job_type, policy=policy, sum_url=sum_url)
    only_sum = "sum" in request.POST
    if form.is_bound and form.is_valid() and not only_sum:
        return _save(request, form)
    if only_sum:
        form.keep_only_money_errors()
    rows = form.money_rows(source=str(policy))
    page: OfferFormPage = {"form": form, "offer": offer, "job_type": job_type, "rows": table(rows) if rows else None}
    return render(request, "jobs/work_offer_form.html", page)


def _save(request: Request, form: OfferForm) -> HttpResponse:
    member = member_here(request.actor)
    try:
        offer = offers.save_offer(form.instance, choices=form.choices(), differences=form.differences(), by=member)
    except offers.AlreadyPublished as error:
        return _already_published(request, int(error.args[0]))
    messages.success(request, _("Het aanbod is bewaard. Huurders zien het pas als u het publiceert."))
    return redirect("work_offer", request.corporation.slug, offer.pk)


def _already_published(request: Request, pk: int) -> HttpResponse:
    messages.warning(
        request, _("Dit aanbod is al gepubliceerd. Huurders vragen het zo aan, dus het kan niet meer veranderen.")
    )
    return redirect("work_offer", request.corporation.slug, pk)


@access("publish_offer")
@require_POST
def work_offer_sum(request: Request) -> HttpResponse:
    form = MoneyFields(request.POST)
    form.is_valid()
    rows = form.money_rows(source="")
    piece: SumPiece = {"rows": table(rows) if rows else None, "form": form}
    return render(request, "jobs/_sum.html", piece)


@access("see_offers")
@require_safe
def work_offer(request: Request, pk: int) -> HttpResponse:
    seen = (
        Offer.objects.visible_to(request.user).with_counts().select_related("complex", "job_type", "policy", "officer")
    )
    offer = get_object_or_404(seen, pk=pk)
    conditions = offers.gate(offer)
    page: WorkOfferPage = {
        "offer": offer,
        "contact": offer.officer,
        "palette": offers.palette(offer),
        "rows": table(offer.money_rows),
        "business": offer_texts.business_of(offer),
        "reasons": [_reason(condition) for condition in conditions],
        "stopping": [condition.todo for condition in conditions if condition.stops],
        **_waiting_list(offer),
    }
    return render(request, "jobs/work_offer.html", page)


def _waiting_list(offer: Any) -> WaitingList:  # an Offer, with the counts of `with_counts`
    asked, line = waiting.on_list(offer)
    is_free = offer.places_held < offer.capacity and clock.today() <= offer.works_until
    return {"asked": asked, "line": line, "may_offer_place": is_free and bool(line)}


def _reason(condition: Condition) -> offer_texts.Reason:
    """A line of the gate: a warning is shown as not yet known, so that nobody takes it for a stop."""
    met = None if condition.is_warning and not condition.is_met else condition.is_met
    return {"text": condition.text, "met": met, "todo": "" if condition.is_met else condition.todo}


@access(OF_OFFER["publish"].ability)
@require_POST
def work_offer_publish(request: Request, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.visible_to(request.user), pk=pk)
    member = member_here(request.actor)
    try:
        offers.publish(offer, by=member)
    except offers.NotReady:
        messages.error(
            request, _("U kunt dit aanbod nog niet publiceren. Bij de controle ziet u wat er nog ontbreekt.")
        )
    except (IllegalTransition, StaleStatus):
        messages.warning(request, _("Dit aanbod was al gepubliceerd."))
    else:
        messages.success(request, _("Het aanbod is gepubliceerd. Huurders van dit complex zien het nu."))
    return redirect("work_offer", request.corporation.slug, pk)


@access(OF_OFFER["close"].ability)
@require_http_methods(["GET", "HEAD", "POST"])
def work_offer_close(request: Request, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.visible_to(request.user).select_related("complex", "officer"), pk=pk)
    if not offer.can("close"):
        return _not_open(request, pk)
    if request.method != "POST":
        page: ClosePage = {"offer": offer, "contact": offer.officer, **offers.open_cases(offer)}
        return render(request, "jobs/work_offer_close.html", page)
    member = member_here(request.actor)
    try:
        offers.close(offer, by=member)
    except StaleStatus:
        return _not_open(request, pk)
    messages.success(request, _("Het aanbod is gesloten. Lopende aanvragen gaan gewoon door."))
    return redirect("work_offer", request.corporation.slug, pk)


def _not_open(request: Request, pk: int) -> HttpResponse:
    messages.warning(request, _("Dit aanbod kunt u nu niet sluiten. Hieronder ziet u hoe het staat."))
    return redirect("work_offer", request.corporation.slug, pk)


@access(ACTIONS["ask_again"].ability)
@require_POST
def work_offer_place(request: Request, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.visible_to(request.user), pk=pk)
    if waiting.place_freed(offer, by=request.user):
        messages.success(request, _("De plek is aangeboden. De huurder krijgt bericht."))
    else:
        messages.warning(request, _("Er is geen plek vrij, of er wacht niemand."))
    return redirect("work_offer", request.corporation.slug, pk)
