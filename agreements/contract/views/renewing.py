from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.contract.actions import ACTIONS
from agreements.contract.forms.renewing import VersionForm
from agreements.contract.models import Agreement, VersionReason
from agreements.contract.services import calculating, quoting, renewing
from agreements.contract.services.finding import agreement_here
from agreements.contract.views.quoting import QuotePage, known, sums
from corporations.services.people import member_here
from jobs.applications.services.notices import contact_of
from klushuur.ground.http import Request, access
from klushuur.ground.journal.states import IllegalTransition, StaleStatus


@access(ACTIONS["new_version"].ability)
@require_http_methods(["GET", "POST"])
def work_new_version(request: Request, pk: int) -> HttpResponse:
    agreement = agreement_here(request.user, pk)
    application = agreement.application
    if not agreement.can("new_version"):
        messages.warning(request, _("Een nieuwe versie maken kan nu niet. Hieronder ziet u hoe het staat."))
        return redirect("work_case", request.corporation.slug, application.pk)
    form = VersionForm(request.POST or None, application=application, initial=_as_it_is(agreement))
    if form.is_bound and form.is_valid() and "sum" not in request.POST and _makes(request, agreement, form):
        return redirect("work_case", request.corporation.slug, application.pk)
    page: QuotePage = {
        "application": application,
        "agreement": agreement,
        "form": form,
        "rows": sums(application, form.amounts()),
        "contact": contact_of(application),
    }
    return render(request, "agreements/work_version.html", page)


def _as_it_is(agreement: Agreement) -> dict[str, object]:
    """What the fields hold at first: the version that stands, and the reason where we know it."""
    found = known(agreement.application, agreement)
    found |= {"works_from": agreement.works_from, "works_until": agreement.works_until}
    if agreement.has_other_parties:
        found["reason"] = VersionReason.PARTIES
    return found


def _makes(request: Request, agreement: Agreement, form: VersionForm) -> bool:
    """Whether there is nothing more to ask; False with the reason in the form."""
    member = member_here(request.actor)
    try:
        renewing.make_version(agreement, by=member, **form.answers())
    except calculating.NothingToGain:
        form.refuse_nothing()
    except calculating.NotInFavour:
        form.refuse_unfavourable()
    except quoting.NoForm:
        form.refuse_lower_rent()
    except renewing.OutsideThePeriod:
        form.refuse_days(agreement.application.offer)
    except (IllegalTransition, StaleStatus):
        messages.warning(
            request, _("Dit kan niet meer: de aanvraag is intussen verder. Hieronder ziet u hoe het nu staat.")
        )
    else:
        messages.success(request, _("De nieuwe versie ligt bij de manager. De huurders weten dat er iets verandert."))
    return not form.errors
