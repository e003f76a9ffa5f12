"""Your home, your job, your euro: for who is not signed in, and about nobody's own home."""

from typing import TypedDict
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jobs.applications.services.notices import Door, contact_at_the_door
from jobs.applications.texts import offer_texts
from jobs.offers.forms.ladder import SimulatorForm
from jobs.offers.models import Offer
from jobs.offers.services import offers
from jobs.offers.texts import ladder
from jobs.simulator.forms import InterestForm
from klushuur.ground.http import Request, access


class Result(TypedDict):
    """One offer of the job that was asked for. query: what was said of the reader, for the page of the offer."""

    offer: Offer
    price: str
    ladder: ladder.Ladder
    interest: InterestForm
    query: str


class SimulatorPage(TypedDict):
    """`jobs/simulator.html`. others: with their price; instead: other jobs for such a home; is_part: a piece is asked for."""

    form: SimulatorForm
    result: Result | None
    others: list[tuple[Offer, str]]
    instead: list[dict[str, str]]
    is_part: bool
    contact: Door


@access("anyone")
@require_safe
def simulator(request: Request) -> HttpResponse:
    form = SimulatorForm(request.GET, offers=offers.to_ask_for())
    found = form.chosen()
    page: SimulatorPage = {
        "form": form,
        "result": _result(found[0], form) if found else None,
        "others": [(offer, offer_texts.price(offer)) for offer in found[1:]],
        "instead": [] if found or not form.is_valid() else _instead(request, form),
        "is_part": "HX-Request" in request.headers,
        "contact": contact_at_the_door(request.corporation),
    }
    return render(request, "jobs/simulator.html", page)


def _result(offer: Offer, form: SimulatorForm) -> Result:
    return {
        "offer": offer,
        "price": offer_texts.price(offer),
        "ladder": ladder.shown(offer, form, lease=None),
        "interest": InterestForm(initial={"klus": offer.job_type.code}),
        "query": urlencode({name: value for name, value in form.answers().items() if name not in {"huis", "klus"}}),
    }


def _instead(request: Request, form: SimulatorForm) -> list[dict[str, str]]:
    """The jobs that there are for such a home, each as the same question about that one."""
    here = reverse("simulator", args=[request.corporation.slug])
    return [
        {"name": offer.job_type.shown_name, "url": f"{here}?{urlencode(form.answers(klus=offer.job_type.code))}"}
        for offer in form.for_such_a_home()
    ]
