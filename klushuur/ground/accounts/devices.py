"""The device somebody signed in on before: a stranger who guesses at an address does not lock its owner out there.

OWASP calls it a device cookie. It names nobody, it is of no use for signing in, and it has a count of tries of its own.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from klushuur.ground.typed import typed

SALT = "klushuur.ground.accounts.devices"
DAYS = 180


def remember(response: HttpResponse, email: str) -> None:
    """Leave the mark of this address on the device that has just signed in."""
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([_mark(email), secrets.token_urlsafe(12)], salt=SALT),
        max_age=DAYS * 86400,
        secure=settings.DEVICE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def counted_as(request: HttpRequest, email: str) -> str:
    """What tries at an address are counted under: the address, or this device where it signed in on it before."""
    address = typed.address(email)
    try:
        mark, device = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=DAYS * 86400
        )
    except (signing.BadSignature, ValueError, TypeError):
        return address
    return f"{address} {device}" if mark == _mark(address) else address


def _mark(email: str) -> str:
    return salted_hmac(SALT, typed.address(email), algorithm="sha256").hexdigest()
