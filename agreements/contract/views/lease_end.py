"""Als ik verhuis: what a party of the lease has had and still gets, after so many months. Asked before signing, and at any time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.contract import forecast
from agreements.contract.forms.lease_end import LeaseEndForm
from agreements.contract.services import choosing, signing
from agreements.contract.services.choosing import Option
from agreements.contract.services.finding import own_agreement
from agreements.contract.views.signing import AgreementPage, about
from klushuur.ground.http import Request, access


class LeaseEndPage(AgreementPage):
    """`agreements/lease_end.html`. lease_end: None when moving out changes nothing; moment: the month that was asked for."""

    form: LeaseEndForm
    option: Option
    lease_end: forecast.LeaseEnd | None
    moment: forecast.Moment | None


@access("see_own_case")
@require_safe
def lease_end(request: Request, pk: int) -> HttpResponse:
    agreement, _party = own_agreement(request.user, pk)
    now = choosing.chosen(agreement)
    options = [now] if now and not signing.is_open(agreement) else choosing.options(agreement)
    form = LeaseEndForm(request.GET, options=options, now=now)
    is_right, option = form.is_valid(), form.option
    found = forecast.of(agreement, option.plan, forecast.Rates.of(agreement)).lease_end
    page: LeaseEndPage = {
        **about(agreement),
        "form": form,
        "option": option,
        "lease_end": found,
        "moment": found.every_month[form.cleaned_data["maand"]] if found and is_right else None,
    }
    return render(request, "agreements/lease_end.html", page)
