"""Als ik verhuis: what a party of the lease has had and still gets, after so many months. Asked before signing, and at any time."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from agreements.contract import forecast
from agreements.contract.forms.lease_end import LeaseEndForm
from agreements.contract.services import choosing, signing
from agreements.contract.services.finding import own_agreement
from agreements.contract.views.signing import show
from klushuur.ground.http import Request, access


@access("tenant")
@require_safe
def lease_end(request: Request, pk: int) -> HttpResponse:
    agreement, _party = own_agreement(request.user, pk)
    now = choosing.chosen(agreement)
    options = [now] if now and not signing.is_open(agreement) else choosing.options(agreement)
    form = LeaseEndForm(request.GET, options=options, now=now)
    is_right, option = form.is_valid(), form.option
    found = forecast.of(agreement, option.plan, forecast.Rates.of(agreement)).lease_end
    return show(
        request,
        "lease_end",
        agreement,
        form=form,
        option=option,
        lease_end=found,
        moment=found.every_month[form.cleaned_data["maand"]] if found and is_right else None,
    )
