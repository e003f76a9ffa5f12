"""Signing up: from the code in a letter to an account that is linked to a lease."""

from django.db import transaction
from django.utils import timezone

from corporations.models import LeaseParty
from klushuur.ground import clock, locks
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.typed import typed
from tenants.models import Invitation, Tenant, code_hash, new_code
from tenants.services.refusals import SignUpCode


@transaction.atomic
def invite(party: LeaseParty, *, by: User | None) -> str:
    """Make a sign-up code for a letter and revoke the one before it. Returns the code; only its hash is kept."""
    locks.hold(LeaseParty, party.pk)  # one code at a time, also when letters are made meanwhile
    # first: a party has one open code (a database constraint)
    Invitation.objects.filter(party=party, used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    code = new_code()
    invitation = Invitation.objects.create(
        corporation_id=party.corporation_id,
        party=party,
        code_sha256=code_hash(code),
        expires_on=Invitation.last_day(clock.today()),
    )
    journal.record(invitation, "invited", by=by)
    return code


def find_invitation(code: str) -> Invitation:
    """The open invitation of a typed code. Raises UNKNOWN, USED, EXPIRED."""
    invitation = Invitation.objects.with_code(code).first()
    if invitation is None or invitation.revoked_at:  # one that was taken back tells no more than one that never was
        raise Refusal(SignUpCode.UNKNOWN)
    if invitation.used_at:
        raise Refusal(SignUpCode.USED)
    if invitation.expires_on < clock.today():
        raise Refusal(SignUpCode.EXPIRED)
    return invitation


def open_invitation(invitation_id: int | None) -> Invitation | None:
    """The invitation behind a code that was typed before, with its home, while it is still open."""
    open_ones = Invitation.objects.open_on(clock.today()).select_related("party__lease__dwelling")
    return open_ones.filter(pk=invitation_id).first() if invitation_id else None


def account_for(email: str, *, language: str) -> User | None:
    """The tenant's account of an address, made when new; None when the address is a member of staff's.

    A new address and a known one ask the same of the database, so that time does not tell which it was.
    """
    address = typed.address(email)
    User.objects.make_if_new(address, kind=UserKind.TENANT, language=language)
    user = User.objects.get(email=address)
    return user if user.kind == UserKind.TENANT and user.is_active else None


@transaction.atomic
def redeem(invitation_id: int, *, by: User) -> Tenant:
    """Link an account to the lease of an open invitation, once. Raises USED, SHARED."""
    invitation = Invitation.objects.filter(pk=invitation_id).first()
    if invitation is None:
        raise Refusal(SignUpCode.USED)
    party = locks.hold(LeaseParty, invitation.party_id)  # before its invitation, as everybody does
    open_ones = Invitation.objects.open_on(clock.today()).filter(pk=invitation_id)
    # claimed first, so that of two at once one goes on; what is raised below gives it back
    if not open_ones.update(used_at=timezone.now(), used_by=by):
        raise Refusal(SignUpCode.USED)
    # every tenant of the lease signs (docs/rules.md, hard rule 5), so an account is one of them
    if LeaseParty.objects.filter(lease=party.lease_id, user=by).exclude(pk=party.pk).exists():
        raise Refusal(SignUpCode.SHARED)
    LeaseParty.objects.filter(pk=party.pk).update(user=by)
    tenant, _ = Tenant.objects.get_or_create(
        user=by, corporation_id=party.corporation_id, defaults={"name": party.name}
    )
    journal.record(tenant, "signed up", by=by)
    return tenant
