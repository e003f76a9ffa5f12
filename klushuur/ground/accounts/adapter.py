"""How django-allauth does things here: closed sign-up, mail by rows, codes for tenants only, and its words in ours."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klushuur.ground.accounts import devices, limits
from klushuur.ground.accounts.models import User
from klushuur.ground.mail import mail
from klushuur.ground.outbox import outbox
from klushuur.ground.typed.typed import address

TEMPLATES = {"account/email/login_code": "sign_in_code", "account/email/unknown_account": "sign_in_unknown"}


class AccountAdapter(DefaultAccountAdapter):
    """What the library asks of us: words, limits and mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("Deze code is niet goed. Kijk nog eens in onze laatste mail."),
        "email_password_mismatch": _("Dit e-mailadres en wachtwoord horen niet bij elkaar. Typ ze nog een keer."),
        "incorrect_password": _("Dit wachtwoord is niet goed. Typ het nog een keer."),
        "too_many_login_attempts": _("U hebt het te vaak geprobeerd. Wacht een half uur en probeer het dan opnieuw."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without a letter (tenants) or an invitation (staff)."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """A page of ours, by its path: nothing else is worth going to."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None) and str(url).startswith("/")

    def generate_login_code(self) -> str:
        """Six digits, easy to type on a phone."""
        return f"{secrets.randbelow(10**6):06}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """A row, never a mail within the request: so a known address takes no longer than an unknown one."""
        kind = TEMPLATES.get(template_prefix, "account_notice")
        values = {key: str(value) for key, value in context.items() if key in {"code", "password_reset_url"}}
        mail.write(
            kind,
            to=email,
            # every code is a mail of its own, also the second one within a minute
            occasion=secrets.token_hex(12),
            language=get_language() or "nl",
            has_secret=True,
            **values,
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted for an address; where its owner signed in before, for that device."""
        return devices.counted_as(request, credentials.get("email", ""))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError when there were too many tries, before anything is hashed; the owner hears of it."""
        try:
            super().pre_authenticate(request, **credentials)
        finally:
            if not self._login_failed_rl_usage:
                _tell_the_owner(request, credentials.get("email", ""))

    def post_login(self, request: HttpRequest, user: User, **options: object) -> HttpResponse:
        """Sign in, and leave the mark by which this device is known."""
        response: HttpResponse = super().post_login(request, user, **options)
        devices.remember(response, user.email)
        return response


def _tell_the_owner(request: HttpRequest, email: str) -> None:
    """Once for each time that tries stop. The same work for an address that nobody has: time tells nothing."""
    owned = address(email)
    if not limits.allowed(request, "sign_in_stopped", key=owned):
        return
    known = User.objects.filter(email=owned, is_active=True).values_list("pk", flat=True).first()
    outbox.add("accounts.tell_stopped", occasion=secrets.token_hex(12), user_id=known or 0)
