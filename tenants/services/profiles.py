"""The profile of a tenant, and what it remembers for the next job."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from klushuur.ground import clock
from klushuur.ground.accounts.models import User
from klushuur.ground.scope import scope
from tenants.models import Skill, SkillType, Tenant


def profile_of(user: User) -> Tenant | None:
    """The tenant behind an account, in the current corporation."""
    return Tenant.objects.filter(user=user, corporation_id=scope.here()).first()


def skill_types(codes: Sequence[str]) -> list[SkillType]:
    """The skill types of these codes, in this order; a code that the corporation does not know is left out."""
    found = {one.code: one for one in SkillType.objects.filter(corporation_id=scope.here(), code__in=codes)}
    return [found[code] for code in codes if code in found]


def known_levels(tenant: Tenant) -> dict[str, str]:
    """What a tenant said before, by the code of the skill type."""
    return dict(tenant.skills.values_list("skill_type__code", "level"))


@transaction.atomic
def remember_skills(tenant: Tenant, levels: Mapping[str, str]) -> None:
    """Keep what a tenant says now about these skills, for the next job."""
    for skill_type in skill_types(list(levels)):
        Skill.objects.update_or_create(
            corporation_id=tenant.corporation_id,
            tenant=tenant,
            skill_type=skill_type,
            defaults={"level": levels[skill_type.code], "updated_at": clock.now()},
        )


def remember_how_to_reach(tenant: Tenant, *, available: Iterable[str], phone: str) -> None:
    """Keep when and on which number a tenant can be reached, for the next job."""
    tenant.available, tenant.phone = list(available), phone
    tenant.save(update_fields=["available", "phone"])
