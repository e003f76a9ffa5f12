from typing import NamedTuple, TypedDict
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from corporations.figures.value_table import Line
from corporations.models import Lease, StaffMember
from jobs.applications.forms.applications import ChoicesForm
from jobs.applications.models import Application
from jobs.applications.services.applications import lease_of, refused_before
from jobs.applications.services.notices import Door, contact_at_the_door
from jobs.applications.texts import offer_texts
from jobs.catalogue import services
from jobs.offers.forms.ladder import LadderForm
from jobs.offers.models import Offer, Part
from jobs.offers.texts import ladder
from klushuur.ground.abilities import may
from klushuur.ground.http import Request, access

SIGN_IN, SIGN_UP = "inloggen", "aanmelden"


class Card(NamedTuple):
    """An offer in the catalogue: the price in words, and why it is for this home or not."""

    entry: services.Entry
    price: str
    reasons: list[offer_texts.Reason]


class CataloguePage(TypedDict):
    """The offers for the reader's home, and the others; without a home all are others."""

    lease: Lease | None
    own: list[Card]
    others: list[Card]
    contact: Door


class OfferPage(TypedDict):
    """`jobs/offer.html`. refused: the last refusal to this home; asked: choices in the address; is_part: a piece is asked for."""

    offer: Offer
    entry: services.Entry
    refused: Application | None
    form: ChoicesForm
    words: dict[str, str]
    elements: list[offer_texts.Element]
    facts: list[tuple[str, str]]
    reasons: list[offer_texts.Reason]
    asked: dict[str, str]
    money: list[Line]
    steps: list[offer_texts.WayStep]
    contact: StaffMember | Door
    ladder: ladder.Ladder
    is_part: bool


@access("anyone")
@require_safe
def front(request: Request) -> HttpResponse:
    return render(request, "jobs/front.html", _catalogue(request))


@access("anyone")
@require_safe
def offers(request: Request) -> HttpResponse:
    return render(request, "jobs/offers.html", _catalogue(request))


def _catalogue(request: Request) -> CataloguePage:
    lease = _lease(request)
    found = [
        Card(entry, offer_texts.price(entry.offer), offer_texts.reasons(entry.offer, entry.conditions))
        for entry in services.entries(lease)
    ]
    return {
        "lease": lease,
        "own": [card for card in found if card.entry.is_own],
        "others": [card for card in found if not card.entry.is_own],
        "contact": contact_at_the_door(request.corporation),
    }


def _lease(request: Request) -> Lease | None:
    return lease_of(request.user) if may(request.actor, "apply") else None


@access("anyone")
@require_safe
def offer(request: Request, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    asked = {part: request.GET[part] for part in Part.values if part in request.GET}
    if request.actor.kind == "anonymous" and request.GET.get("verder"):
        return _by_the_door(request, found, asked)
    lease = _lease(request)
    entry = services.entry(found, lease)
    drafted = {choice.part: choice.code for choice in entry.application.choices.all()} if entry.application else {}
    form = ChoicesForm(offer=found, initial=drafted | asked)
    page: OfferPage = {
        "offer": found,
        "entry": entry,
        "refused": None if entry.application else refused_before(found, lease),
        "form": form,
        "words": offer_texts.words(found),
        "elements": offer_texts.elements(form),
        "facts": offer_texts.facts(found),
        "reasons": offer_texts.reasons(found, entry.conditions),
        "asked": asked,
        "money": offer_texts.money_rows(found) if _sees_rows(request, found) else [],
        "steps": offer_texts.way(found),
        "contact": found.officer if _is_of_here(request) else contact_at_the_door(request.corporation),
        "ladder": _ladder(request, found, lease),
        "is_part": "HX-Request" in request.headers,
    }
    return render(request, "jobs/offer.html", page)


def _ladder(request: Request, found: Offer, lease: Lease | None) -> ladder.Ladder:
    asks = LadderForm(request.GET, asks_rent=lease is None)
    return ladder.shown(found, asks, lease=lease, is_staff=may(request.actor, "work_here"))


def _is_of_here(request: Request) -> bool:
    """Somebody who works or rents here: a visitor hears no name."""
    return may(request.actor, "work_here") or may(request.actor, "apply")


def _sees_rows(request: Request, found: Offer) -> bool:
    """How the amount is made: staff always, a tenant when the policy says so."""
    return may(request.actor, "work_here") or (may(request.actor, "apply") and found.policy.shows_rows)


@access("anyone")
@require_safe
def offer_budget(request: Request, pk: int) -> HttpResponse:
    """The meter alone, for what is chosen on the page at this moment."""
    form = ChoicesForm(request.GET, offer=_visible(request, pk))
    return render(request, "jobs/_budget.html", {"meter": form.meter})


def _visible(request: Request, pk: int) -> Offer:
    seen = Offer.objects.visible_to(request.actor) if may(request.actor, "work_here") else Offer.objects.published()
    rows = seen.with_counts()
    return get_object_or_404(rows.select_related("complex", "job_type", "policy", "officer", "corporation"), pk=pk)


def _by_the_door(request: Request, found: Offer, asked: dict[str, str]) -> HttpResponse:
    """In by the code from the letter or by signing in, and back here with the same choices."""
    slug = request.corporation.slug
    back = reverse("offer", args=[slug, found.pk]) + (f"?{urlencode(asked)}" if asked else "")
    is_new = request.GET["verder"] == SIGN_UP
    door = reverse("sign_up", args=[slug]) if is_new else reverse("account_request_login_code")
    return redirect(f"{door}?{urlencode({'next': back})}")
