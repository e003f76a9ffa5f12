"""How django-allauth does things here: closed sign-up, mail by rows, codes for tenants only."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klushuur import mail

TEMPLATES = {"account/email/login_code": "sign_in_code", "account/email/unknown_account": "sign_in_unknown"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("Deze code is niet goed. Kijk nog eens in onze laatste mail."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without a letter (tenants) or an invitation (staff)."""
        return False

    def generate_login_code(self) -> str:
        """Six digits, easy to type on a phone."""
        return f"{secrets.randbelow(10**6):06}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A row, never a mail within the request: so a known address takes no longer than an unknown one."""
        kind = TEMPLATES.get(template_prefix, "account_notice")
        values = {key: str(value) for key, value in context.items() if key in {"code", "password_reset_url"}}
        mail.write(
            kind,
            to=email,
            once=secrets.token_hex(12),
            language=get_language() or "nl",
            has_secret=True,
            **values,
        )
