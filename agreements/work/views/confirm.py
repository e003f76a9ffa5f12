"""A page with one question about a signed agreement: what then happens, the button, and the way back.

No view stands here: `ask` is the body of each view that has a question, in this room and to its right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements.contract.models import Agreement
from agreements.work.forms.working import ConfirmForm
from corporations.models import StaffMember
from jobs.applications.models import Application
from jobs.applications.services.notices import contact_of
from klushuur.ground.http import Request
from klushuur.ground.refusals.door import RefusalsSaid
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.refusals.sentences import say


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
    why_not: Refusal | str = "",
) -> HttpResponse:
    """The question; after the answer, or when it can't be asked now, back with word of it. why_not: known beforehand."""
    if not agreement.can(page.action):
        why_not = _("Dit kan nu niet. Hieronder ziet u hoe het ervoor staat.")
    if why_not:
        messages.info(request, say(why_not, request) if isinstance(why_not, Refusal) else why_not)
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
    with RefusalsSaid(request):
        verb()
        messages.success(request, page.done)
