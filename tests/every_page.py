"""Every page of ours that a person can look at, each as somebody it is for."""

from collections.abc import Iterator

from django.urls import reverse

from tests import access_world
from tests.pages import PAGES, STOCK, arguments
from tests.who_may_what import may_open

# Who looks at a page that several may see: the first that fits.
LOOKERS = ("tenant", "officer", "inspector", "manager", "finance", "operator")
# Pages of a step that has to be taken first, and what is no page: covered by tests of their own.
NOT_HERE = {
    "account_confirm_login_code",
    "mfa_authenticate",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "offer_budget",  # a part of the page of an offer, asked for by itself
}
QUEUE = "admin:agreements_agreement_changelist"
CASE = "admin:agreements_agreement_change"
POLICY = "admin:corporations_policyversion_changelist"


def looked_at(world: access_world.Corporation) -> Iterator[tuple[str, str, str]]:
    """Name, role and address of each page: those for everybody as a visitor, and as whoever is signed in too."""
    for name in sorted(PAGES):
        if name in NOT_HERE or (STOCK.match(name) and name not in {QUEUE, CASE, POLICY}):
            continue
        allowed = may_open(name)
        address = reverse(name, kwargs=arguments(name, world))
        if "anyone" in allowed:
            yield name, "visitor", address
            yield name, "tenant", address
        else:
            yield name, next(role for role in LOOKERS if role in allowed or "signed_in" in allowed), address
