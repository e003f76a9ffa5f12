"""The tenant's own written request, without which the rent may not be lower for a while (Wet tijdelijke huurkorting)."""

from agreements.contract import documents
from agreements.contract.models import Agreement, RentRequest
from agreements.contract.rules import sha256
from agreements.contract.services.refusals import ContractCode
from corporations.models import LeaseParty
from klushuur.ground import clock
from klushuur.ground.refusals.refusals import Refusal


def is_needed(agreement: Agreement) -> bool:
    """Whether the form that stands lowers the rent, for which the law asks a written request."""
    return agreement.lowers_the_rent


def ask(agreement: Agreement, *, party: LeaseParty) -> RentRequest:
    """This party asks for the lower rent of the form that stands, today; asked before in the same words, it stays one request."""
    assert agreement.months is not None  # a constraint, with a lower rent
    text = documents.request_of(agreement, party=party, on=clock.today())
    made, _is_new = RentRequest.objects.get_or_create(
        agreement=agreement,
        text_sha256=sha256(text),
        defaults={
            "corporation_id": agreement.corporation_id,
            "version": agreement.version,
            "form": agreement.form,
            "months": agreement.months,
            "party": party,
            "text": text,
            "made_at": clock.now(),
        },
    )
    return made


def ask_by_signing(agreement: Agreement, *, party: LeaseParty) -> None:
    """The first party that signs makes the request, where there was no form to choose."""
    if is_needed(agreement) and not RentRequest.objects.of(agreement).exists():
        ask(agreement, party=party)


def check(agreement: Agreement) -> None:
    """Raises REQUEST_MISSING."""
    # by now: the law asks the request before the lower rent is agreed
    if is_needed(agreement) and not RentRequest.objects.of(agreement).filter(made_at__lte=clock.now()).exists():
        raise Refusal(ContractCode.REQUEST_MISSING, agreement.pk)
