"""What people typed, in a message."""

import re

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()

WORD_JOINER = "\u2060"  # has no width and no meaning, but a mail program sees no address any more
ADDRESS = re.compile(r"(?<=\w)([.@])(?=\w{2})|(:)(?=//)")


@register.filter
def unlinked(text: object) -> str:
    """One line of text that no mail program turns into a link: `www.example.nl` reads the same and opens nothing."""
    return ADDRESS.sub(lambda found: f"{found[0]}{WORD_JOINER}", " ".join(str(text).split()))


@register.simple_tag
def page(name: str, *arguments: object) -> str:
    """The whole address of a page of this site. Raises NoReverseMatch."""
    return f"{settings.SITE.address}{reverse(name, args=arguments)}"
