"""Who works here, in which role, and up to which amount they may approve."""

from datetime import date
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from corporations.models import Mandate, StaffMember
from klushuur.ground.abilities import roles_with
from klushuur.ground.accounts.models import User
from klushuur.ground.http import Actor
from klushuur.ground.scope import scope


def member_of(user: User | AnonymousUser) -> StaffMember | None:
    """The staff member behind an account, in the current corporation; None for anybody else."""
    return StaffMember.objects.filter(user=user.pk, corporation_id=scope.here()).first()


def member_here(actor: Actor) -> StaffMember:
    """Who is at work, for the journal and the mandate: asked once a request, by `access`. Raises PermissionDenied for anybody else."""
    member: StaffMember | None = actor.member
    if member is None:
        raise PermissionDenied
    return member


def members_who_may(ability: str) -> QuerySet[StaffMember]:
    """Whose hats give this ability in the current corporation, by name. Raises UnknownAbility."""
    hats = sorted(roles_with(ability))
    return StaffMember.objects.filter(roles_held__overlap=hats, corporation_id=scope.here()).order_by("name")


def mandate_of(member: StaffMember, day: date) -> Decimal:
    """The highest amount in euro that a person may approve on a day; 0 without a mandate."""
    running = Mandate.objects.filter(holder=member, starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))
    amounts = running.order_by("-up_to").values_list("up_to", flat=True)
    return amounts[0] if amounts else Decimal("0.00")


def approvers_within(amount: Decimal, day: date) -> QuerySet[StaffMember]:
    """Who may approve in the current corporation and has a mandate that covers an amount on a day, by name."""
    running = Mandate.objects.filter(starts_on__lte=day, up_to__gte=amount).filter(
        Q(ends_on=None) | Q(ends_on__gte=day), corporation_id=scope.here()
    )
    return members_who_may("approve").filter(pk__in=running.values("holder"))
