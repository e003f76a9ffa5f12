"""How often somebody may try: counted in the shared cache, before any costly step. The figures are in the settings."""

from allauth.core import ratelimit
from django.http import HttpRequest


def allowed(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Count one try of an action; False when there were too many (OWASP ASVS 2.4.1).

    key: what a figure "per key" counts for, such as an address. Raises redis.RedisError when nothing can be counted:
    then nobody may try (`klushuur.pages.ErrorPages` says so in words).
    """
    user = request.user if request.user.is_authenticated else None
    return bool(ratelimit.consume(request, action=action, key=key or None, user=user))
