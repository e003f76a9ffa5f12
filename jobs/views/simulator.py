"""Your home, your job, your euro: for who is not signed in, and about nobody's own home."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jobs.forms.interests import InterestForm
from jobs.forms.ladder import SimulatorForm
from jobs.models import Offer
from jobs.services import catalogue
from jobs.views import ladder, showing
from jobs.views.offers import contact_at_the_door
from klushuur.http import Request, access


@access("anyone")
@require_safe
def simulator(request: Request) -> HttpResponse:
    form = SimulatorForm(request.GET, offers=catalogue.to_ask_for())
    found = form.chosen()
    context = {
        "form": form,
        "result": _result(found[0], form) if found else None,
        "others": [(offer, showing.price(offer)) for offer in found[1:]],
        "instead": [] if found or not form.is_valid() else _instead(request, form),
        "is_part": "HX-Request" in request.headers,
        "contact": contact_at_the_door(request),
    }
    return render(request, "jobs/simulator.html", context)


def _result(offer: Offer, form: SimulatorForm) -> dict[str, Any]:
    return {
        "offer": offer,
        "price": showing.price(offer),
        "ladder": ladder.shown(offer, form, lease=None),
        "interest": InterestForm(initial={"klus": offer.job_type.code}),
        "query": urlencode({name: value for name, value in form.answers().items() if name not in {"huis", "klus"}}),
    }


def _instead(request: Request, form: SimulatorForm) -> list[dict[str, str]]:
    """The jobs that there are for such a home, each as the same question about that one."""
    here = reverse("simulator", args=[request.corporation.slug])
    return [
        {"name": offer.job_type.name, "url": f"{here}?{urlencode(form.answers(klus=offer.job_type.code))}"}
        for offer in form.for_such_a_home()
    ]
