"""A case as far as everybody's signature, walked by the services."""

from agreements.contract.models import Agreement
from agreements.contract.services import approving, quoting, signing
from corporations.models import LeaseParty
from corporations.money.forms import form_of
from corporations.money.shadow import month_after
from jobs.applications.services import applications
from klushuur.ground import clock
from tests import factories


def handed_in(name="Jan de Wit", *, corporation=None, forms=("one_off",), co_tenant=None, **offer):
    """An agreement that waits for a manager. forms: more than one leave the choice to the tenant."""
    corporation = corporation or factories.corporation()
    block = factories.block(corporation)
    officer = factories.staff(corporation, "officer", name="Fatima Yilmaz")
    tenant = factories.tenant(block, name=name)
    if co_tenant:
        _party(applications.lease_of(tenant.user), "Maria Jansen", co_tenant)
    application = factories.application(factories.offer(block, officer, **offer), tenant, status="surveyed")
    return again(quoting.quote(application, by=officer, forms=forms, amounts=factories.amounts()))


def offered(name="Jan de Wit", **fields):
    """An agreement that waits for the tenant's signature, or for the choice of a form before it."""
    agreement = handed_in(name, **fields)
    manager = factories.staff(agreement.corporation, "manager", name="Karin de Boer", mandate="5000.00")
    approving.approve(agreement, by=manager, terms_sha256=agreement.terms_sha256)
    return again(agreement)


def signed(name="Jan de Wit", **fields):
    """An agreement that everybody has signed; its document is still to be made."""
    agreement = offered(name, **fields)
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    approver = agreement.approvals.get().approver
    signing.sign_for_corporation(agreement, by=approver, text_sha256=agreement.text_sha256)
    return again(agreement)


def co_tenant(agreement, name, user=None):
    """One more party of the lease, as if it had been one from the beginning; the text that is there does not know."""
    party = _party(agreement.application.lease, name, user)
    changes = quoting.change_terms(agreement)
    Agreement.objects.filter(pk=agreement.pk).update(**changes)
    agreement.terms_sha256 = changes["terms_sha256"]
    return party


def _party(lease, name, user):
    return LeaseParty.objects.create(corporation=lease.corporation, lease=lease, name=name, user=user)


def again(agreement):
    """As a request or a worker reads it."""
    return Agreement.objects.with_case().get(pk=agreement.pk)


def put(agreement, status, **changes):
    """Set an agreement in a status past the door, with what the constraints ask of that status; and read it again."""
    if "form" in changes:
        changes["lowers_the_rent"] = form_of(changes["form"]).lowers_the_rent
    Agreement.objects.filter(pk=agreement.pk).update(status=status, **needs(status) | changes)
    return again(agreement)


def needs(status):
    """What the constraints ask of a row in this status."""
    today = clock.today()
    asked = {
        "accepted": {"accepted_on": today},
        "rewarding": {"accepted_on": today, "reward_from": month_after(today)},
        "finished": {"accepted_on": today, "rewarded_on": today},
        "taken_over": {"ground": "not_good"},
        "terminated": {"ground": "breach"},
    }
    return asked.get(str(status), {})
