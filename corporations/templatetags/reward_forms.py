"""What a template may ask about the form of a reward, by its code."""

from django import template

from corporations.money.forms import Form, form_of

register = template.Library()


@register.filter
def reward_form(code: str) -> Form:
    """The form itself, for its properties and short words. Raises ValueError for an unknown code."""
    return form_of(code)


@register.filter
def text_of(code: str, name: str) -> str:
    """The template with this text of a form: `{% include plan.form|text_of:"clause_reward.html" %}`."""
    return f"agreements/forms/{form_of(code).texts}/{name}"
