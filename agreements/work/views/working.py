"""The tenant's pages while the work goes on: one question each, by a party of the lease."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.contract.actions import ACTIONS
from agreements.contract.models import Agreement, SuspendGround
from agreements.contract.services.finding import agreement_here
from agreements.work.forms.working import ReadyForm, SuspendForm
from agreements.work.services import working
from agreements.work.views.confirm import REFUSALS, Page, ask, too_early
from klushuur.ground import clock
from klushuur.ground.http import Request, access

METHODS = ["GET", "HEAD", "POST"]


def _with_way_back(request: Request, pk: int) -> tuple[Agreement, str]:
    """An agreement of the own lease, and the address of its case."""
    agreement = agreement_here(request.user, pk)
    return agreement, reverse("application", args=[request.corporation.slug, agreement.application_id])


@access(ACTIONS["start"].ability)
@require_http_methods(METHODS)
def start(request: Request, pk: int) -> HttpResponse:
    agreement, back = _with_way_back(request, pk)
    last = date_format(agreement.works_until, "j F Y")
    page = Page(
        action="start",
        title=_("Begint u met de klus?"),
        lines=(
            _("Uw werk is klaar op %(day)s.") % {"day": last},
            _("Kunt u even niet verder? Meld dat hier. Uw laatste dag blijft dan wel gelijk."),
            _("Ziet u iets dat asbest kan zijn? Stop, raak het niet aan en bel ons."),
        ),
        button=_("Ja, ik begin"),
        done=_("U bent begonnen. Meld het hier als u klaar bent."),
        back=back,
    )
    why_not = too_early(agreement.works_from) if clock.today() < agreement.works_from else ""
    return ask(request, agreement, page, verb=partial(working.start, by=request.user), why_not=why_not)


@access(ACTIONS["suspend"].ability)
@require_http_methods(METHODS)
def suspend(request: Request, pk: int) -> HttpResponse:
    agreement, back = _with_way_back(request, pk)
    last = date_format(agreement.works_until, "j F Y")
    page = Page(
        action="suspend",
        title=_("Wilt u even stoppen?"),
        lines=(
            _("Wij weten dan waarom het stilligt. U kunt later weer verder."),
            _("Uw laatste dag blijft %(day)s. Lukt dat niet? Bel ons op tijd.") % {"day": last},
        ),
        button=_("Ja, ik stop even"),
        done=_("Wij weten nu dat het werk stilligt. Meld het hier als u weer begint."),
        back=back,
    )
    return ask(request, agreement, page, form=SuspendForm, verb=partial(working.suspend, by=request.user))


@access(ACTIONS["resume"].ability)
@require_http_methods(METHODS)
def resume(request: Request, pk: int) -> HttpResponse:
    agreement, back = _with_way_back(request, pk)
    last = date_format(agreement.works_until, "j F Y")
    page = Page(
        action="resume",
        title=_("Gaat u weer verder?"),
        lines=(_("Uw werk is klaar op %(day)s.") % {"day": last},),
        button=_("Ja, ik ga verder"),
        done=_("U bent weer bezig. Meld het hier als u klaar bent."),
        back=back,
    )
    is_unsafe = agreement.ground == SuspendGround.ASBESTOS
    why_not = str(REFUSALS[working.NotSafeYet]) if is_unsafe else ""
    return ask(request, agreement, page, verb=partial(working.resume, by=request.user), why_not=why_not)


@access(ACTIONS["report_ready"].ability)
@require_http_methods(METHODS)
def ready(request: Request, pk: int) -> HttpResponse:
    agreement, back = _with_way_back(request, pk)
    days = agreement.quote.policy.inspection_days
    page = Page(
        action="report_ready",
        title=_("Is de klus klaar?"),
        lines=(
            _("Onze opzichter komt kijken, binnen %(days)d werkdagen.") % {"days": days},
            _("Is het goed? Dan krijgt u uw beloning."),
            _("U kunt dit niet terugnemen. Twijfelt u nog? Wacht dan even."),
        ),
        button=_("Ja, het is klaar"),
        done=_("Wij weten dat u klaar bent. De opzichter komt kijken."),
        back=back,
    )
    return ask(request, agreement, page, form=ReadyForm, verb=partial(working.report_ready, by=request.user))


@access(ACTIONS["report_repaired"].ability)
@require_http_methods(METHODS)
def repaired(request: Request, pk: int) -> HttpResponse:
    agreement, back = _with_way_back(request, pk)
    days = agreement.quote.policy.inspection_days
    page = Page(
        action="report_repaired",
        title=_("Hebt u alles hersteld?"),
        lines=(
            _("Onze opzichter komt nog een keer kijken, binnen %(days)d werkdagen.") % {"days": days},
            _("U kunt dit niet terugnemen. Twijfelt u nog? Wacht dan even."),
        ),
        button=_("Ja, het is hersteld"),
        done=_("Wij weten dat het hersteld is. De opzichter komt nog een keer kijken."),
        back=back,
    )
    why_not = _("Dit hebt u al gemeld. De opzichter komt kijken.") if agreement.repaired_at else ""
    verb = partial(working.report_repaired, by=request.user)
    return ask(request, agreement, page, form=ReadyForm, verb=verb, why_not=why_not)


@access(ACTIONS["cool_off"].ability)
@require_http_methods(METHODS)
def cool_off(request: Request, pk: int) -> HttpResponse:
    agreement, back = _with_way_back(request, pk)
    page = Page(
        action="cool_off",
        title=_("Hebt u zich bedacht?"),
        lines=(
            _("Dat mag. U hoeft geen reden te geven en het kost niets."),
            _("De klus gaat niet door en u krijgt er geen geld voor. Uw plek gaat naar iemand anders."),
            _("Hebt u al materiaal van ons? Dat geeft u terug."),
            _("U kunt dit niet terugnemen."),
        ),
        button=_("Ja, ik stop ermee"),
        done=_("De overeenkomst is gestopt. U hoeft niets meer te doen."),
        back=back,
        is_final=True,
    )
    why_not = "" if working.may_cool_off(agreement) else str(REFUSALS[working.CoolingOffOver])
    return ask(request, agreement, page, verb=partial(working.cool_off, by=request.user), why_not=why_not)
