"""How often somebody may try: counted in the shared cache, before any costly step. The figures are in the settings."""

from allauth.core import ratelimit
from django.http import HttpRequest


def allowed(request: HttpRequest, action: str) -> bool:
    """Count one try of an action; False when there were too many (OWASP ASVS 2.4.1)."""
    user = request.user if request.user.is_authenticated else None
    return bool(ratelimit.consume(request, action=action, user=user))
