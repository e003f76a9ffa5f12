"""A page with one question about a signed agreement: what then happens, the button, and the way back.

No view stands here: `ask` is the body of each view that has a question, in this room and to its right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.contract.models import Agreement
from agreements.work.forms.working import ConfirmForm
from agreements.work.services import inspecting, working
from corporations.models import StaffMember
from jobs.applications.models import Application
from jobs.applications.services.notices import contact_of
from klushuur.ground.http import Request
from klushuur.ground.journal.states import IllegalTransition, StaleStatus

REFUSALS: dict[type[Exception], Promise] = {
    working.NotSafeYet: gettext_lazy("U mag nog niet verder: er ligt misschien asbest. Bel ons, wij zoeken het uit."),
    working.CoolingOffOver: gettext_lazy("De bedenktijd is voorbij. Bel ons, dan kijken wij samen wat er kan."),
    inspecting.LivesThere: gettext_lazy("Dit is uw eigen huis. Iemand anders moet dit doen."),
    inspecting.NoMoreRepairs: gettext_lazy("De huurder heeft al zo vaak hersteld als mag. Neem het werk over."),
}


@dataclass(frozen=True)
class Page:
    """What the page says. lines: what happens then, with what can't be undone; back: where it leads."""

    action: str  # of ACTIONS
    title: str
    lines: tuple[str, ...]
    button: str
    done: str
    back: str
    is_final: bool = False
    refusals: Mapping[type[Exception], Promise] = field(default_factory=dict)  # of this page, beside REFUSALS


class Asked(TypedDict):
    """`agreements/ask.html`."""

    page: Page
    form: Form
    agreement: Agreement
    application: Application
    contact: StaffMember


def ask(
    request: Request,
    agreement: Agreement,
    page: Page,
    *,
    form: Callable[[QueryDict | None], Form] = ConfirmForm,
    verb: Callable[..., object],
    why_not: str = "",
) -> HttpResponse:
    """The question; after the answer, or when it can't be asked now, back with word of it. why_not: known beforehand."""
    if not agreement.can(page.action):
        why_not = _("Dit kan nu niet. Hieronder ziet u hoe het ervoor staat.")
    if why_not:
        messages.info(request, why_not)
        return redirect(page.back)
    filled = form(request.POST if request.method == "POST" else None)
    if filled.is_valid():
        _answer(request, page, lambda: verb(agreement, **filled.cleaned_data))
        return redirect(page.back)
    application = agreement.application
    asked: Asked = {
        "page": page,
        "form": filled,
        "agreement": agreement,
        "application": application,
        "contact": contact_of(application),
    }
    return render(request, "agreements/ask.html", asked)


def _answer(request: Request, page: Page, verb: Callable[[], object]) -> None:
    known = {**REFUSALS, **page.refusals}
    try:
        verb()
    except (IllegalTransition, StaleStatus):
        messages.info(request, _("Er is net iets veranderd. Hieronder ziet u hoe het ervoor staat."))
    except working.TooEarly as early:
        messages.info(request, too_early(early.first))
    except tuple(known) as refused:
        messages.warning(request, str(known[type(refused)]))
    else:
        messages.success(request, page.done)


def too_early(first: date) -> str:
    return _("U mag beginnen op %(day)s. Eerder kan niet.") % {"day": date_format(first, "j F Y")}
