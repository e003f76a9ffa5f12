"""Letters with sign-up codes, for the housing officer: order, print, post, and see which code was used."""

from typing import TypedDict

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corporations.models import Complex, LeaseParty
from corporations.services.people import member_here
from klushuur.ground import clock
from klushuur.ground.accounts import limits
from klushuur.ground.files import files
from klushuur.ground.http import Request, access
from klushuur.ground.refusals.door import RefusalsSaid
from tenants.models import Invitation, LetterBatch
from tenants.services import letters as service

ON_A_PAGE = 50


class LettersPage(TypedDict):
    """`tenants/letters.html`. most: letters in one batch."""

    rows: list[service.ComplexRow]
    most: int


class InvitationRow(TypedDict):
    """A letter of a batch, and how its code stands."""

    invitation: Invitation
    state: str


class BatchPage(TypedDict):
    """`tenants/letter_batch.html`."""

    batch: LetterBatch
    page: Page[Invitation]
    rows: list[InvitationRow]
    kept_days: int


@access("send_letters")
@require_safe
def letters(request: Request) -> HttpResponse:
    shown: LettersPage = {"rows": service.overview(), "most": service.MOST}
    return render(request, "tenants/letters.html", shown)


@access("send_letters")
@require_POST
def letters_order(request: Request, pk: int) -> HttpResponse:
    return _order(request, get_object_or_404(Complex, pk=pk, corporation=request.corporation))


def _order(request: Request, block: Complex, party: LeaseParty | None = None) -> HttpResponse:
    officer = member_here(request.actor)
    with RefusalsSaid(request):
        batch = service.order_letters(block, officer=officer, party=party)
        return redirect("letter_batch", request.corporation.slug, batch.pk)
    return redirect("letters", request.corporation.slug)


@access("send_letters")
@require_safe
def letter_batch(request: Request, pk: int) -> HttpResponse:
    seen = LetterBatch.objects.visible_to(request.user).select_related("complex", "officer", "party__lease__dwelling")
    batch = get_object_or_404(seen, pk=pk)
    page = Paginator(batch.invitations.with_home().order_by("pk"), ON_A_PAGE).get_page(request.GET.get("pagina"))
    today = clock.today()
    shown: BatchPage = {
        "batch": batch,
        "page": page,
        "rows": [{"invitation": one, "state": one.state_on(today)} for one in page],
        "kept_days": service.KEPT_DAYS,
    }
    return render(request, "tenants/letter_batch.html", shown)


@access("send_letters")
@require_safe
def letter_file(request: Request, pk: int) -> HttpResponse:
    """A damaged file raises: the page for errors, and not the file."""
    ready = LetterBatch.objects.visible_to(request.user).ready().select_related("file")
    batch = get_object_or_404(ready, pk=pk)
    assert batch.file is not None  # a database constraint
    return files.hand_out(batch.file, to=request.user)


@access("send_letters")
@require_POST
def letter_batch_posted(request: Request, pk: int) -> HttpResponse:
    batch = get_object_or_404(LetterBatch.objects.visible_to(request.user), pk=pk)
    with RefusalsSaid(request):
        service.post(batch, by=request.user)
        messages.success(
            request, _("De brieven zijn op de post. Het bestand is weg: de codes staan nu alleen nog op papier.")
        )
    return redirect("letter_batch", request.corporation.slug, pk)


@access("send_letters")
@require_POST
def invitation_revoke(request: Request, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    if service.revoke(invitation, by=request.user):
        messages.success(request, _("De code werkt niet meer."))
    else:
        messages.warning(request, _("Deze code werkte al niet meer."))
    return _back(request, invitation)


@access("send_letters")
@require_POST
def letter_again(request: Request, pk: int) -> HttpResponse:
    """A new letter for whom this one was."""
    seen = Invitation.objects.visible_to(request.user).select_related("party__lease__dwelling__complex")
    invitation = get_object_or_404(seen, pk=pk)
    if not limits.allowed(request, "invite"):
        messages.error(
            request,
            _(
                "U hebt vandaag 20 losse brieven gemaakt. Maak morgen de rest, of maak de brieven voor het hele complex."
            ),
        )
        return _back(request, invitation)
    return _order(request, invitation.party.lease.dwelling.complex, invitation.party)


def _back(request: Request, invitation: Invitation) -> HttpResponse:
    slug = request.corporation.slug
    return redirect("letter_batch", slug, invitation.batch_id) if invitation.batch_id else redirect("letters", slug)
