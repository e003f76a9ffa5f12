"""What the tests of sign-in share: somebody who types passwords and codes, and how often a password was hashed."""

import re
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse

from klushuur.ground.accounts.models import User
from klushuur.ground.mail.models import Message
from tests import factories

PASSWORD = "een lange zin om in te loggen"
ATTACKER, ELSEWHERE = "192.0.2.66", "198.51.100.7"


def member_with_password(role: str = "officer") -> User:
    user: User = factories.staff(factories.corporation(), role).user
    user.set_password(PASSWORD)
    user.save()
    return user


def from_address(ip: str = ATTACKER, **extra: Any) -> Client:
    """A browser without a past, at this address."""
    return Client(REMOTE_ADDR=ip, **extra)


def log_in(client: Client, email: str, password: str, **options: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **options)


def log_out(client: Client) -> None:
    """By the button: the test client's own way would throw the cookies away."""
    client.post(reverse("account_logout"))
    assert not is_in(client)


def ask_code(client: Client, email: str, **fields: str) -> Any:
    return client.post(reverse("account_request_login_code"), {"email": email, **fields})


def type_code(client: Client, code: str) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def mailed_code() -> str:
    found = re.search(r"\b\d{6}\b", Message.objects.filter(kind="sign_in_code").latest("pk").text)
    assert found
    return found[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class Hashes:
    """Counts how often a password is hashed, which is what costs."""

    def __init__(self, monkeypatch: Any) -> None:
        self.count = 0
        for name in ("encode", "verify"):
            monkeypatch.setattr(Argon2PasswordHasher, name, self._counted(getattr(Argon2PasswordHasher, name)))

    def _counted(self, method: Any) -> Any:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            return method(*args, **kwargs)

        return counted
