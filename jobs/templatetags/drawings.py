"""What a template may ask about a drawing, by its name."""

from django import template

from jobs.offers.rules import drawings

register = template.Library()


@register.filter
def drawing_of(name: str | None) -> drawings.Drawing | None:
    """The drawing itself; None for no name. Raises ValueError for an unknown one."""
    return drawings.drawing_of(name or "")
