"""One agreement by its number, for who may see it: where every page about an agreement begins."""

from django.shortcuts import get_object_or_404

from agreements.contract.models import Agreement
from agreements.contract.services import signing
from corporations.models import LeaseParty
from klushuur.ground.accounts.models import User


def agreement_here(user: User, pk: int) -> Agreement:
    """An agreement that this account may see, with its case. Raises Http404: what is somebody else's is not there."""
    return get_object_or_404(Agreement.objects.visible_to(user).with_case(), pk=pk)


def own_agreement(user: User, pk: int) -> tuple[Agreement, LeaseParty]:
    """An agreement that was offered to this tenant, and the party that this tenant is. Raises Http404."""
    agreement = agreement_here(user, pk)
    party = signing.party_of(agreement, user)
    assert party is not None  # by visible_to
    return agreement, party
