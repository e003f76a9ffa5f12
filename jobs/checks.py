"""What an installation must know before it goes live: whether the figures of the year are there."""

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 -- their name
from django.utils import timezone

from corporations.money import years


@register(deploy=True)
def years_are_known(**_: object) -> list[CheckMessage]:
    """By the real date, not the domain's: a check runs without a database. From December on it asks for the next year."""
    missing = years.missing_on(timezone.localdate())
    if not missing:
        return []
    names = ", ".join(map(str, missing))
    hint = f"Add them to corporations.money.years, with their source; until then pages say that they reckon with {years.latest()}."
    return [Warning(f"No figures for {names} (rent allowance, points).", hint=hint, id="klushuur.W002")]
