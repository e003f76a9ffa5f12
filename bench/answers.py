"""Does the time of an answer tell whether an address has an account? And how often do a thousand passwords reach the hasher?

    .venv/bin/python -m klushuur.embedded run -- .venv/bin/python bench/answers.py [pairs]

In one process, without a server. Each form is timed in pairs, a known address and an unknown one in turn; the limit is what
two known addresses differ in the same run. The p is of a Mann-Whitney U test: near 0 means that the two can be told apart.
"""

import math
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klushuur.demo.settings")

import django

django.setup()

from allauth.account import app_settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings

from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.scope import scope
from tests import factories

PASSWORD = "dit is het wachtwoord niet"  # noqa: S105 -- it is nobody's
KNOWN, ALSO_KNOWN, UNKNOWN = "{kind}@bench.example", "{kind}2@bench.example", "{kind}0@bench.example"


def p_of_mann_whitney(first: list[float], second: list[float]) -> float:
    """Two-sided p by the normal approximation, for samples without many ties."""
    ranks = {
        index: rank
        for rank, index in enumerate(sorted(range(len(first + second)), key=(first + second).__getitem__), 1)
    }
    n, m = len(first), len(second)
    u = sum(ranks[index] for index in range(n)) - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


def timed(ask: Callable[[str], Any], address: str) -> float:
    start = time.perf_counter()
    ask(address)
    return (time.perf_counter() - start) * 1000


def pairs(ask: Callable[[str], Any], first: str, second: str, number: int) -> tuple[float, float, float]:
    """Median of the second address in milliseconds, ratio of the medians (first/second), and p."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(number):
        order = [(0, first), (1, second)] if turn % 2 else [(1, second), (0, first)]
        for index, address in order:
            taken[index].append(timed(ask, address))
    one, other = (statistics.median(times) for times in taken)
    return other, one / other, p_of_mann_whitney(*taken)


def sign_in_code(address: str) -> None:
    Client(SERVER_NAME="localhost").post("/accounts/login/code/", {"email": address})


def password(address: str) -> None:
    Client(SERVER_NAME="localhost").post("/accounts/login/", {"login": address, "password": PASSWORD})


def prepare() -> None:
    call_command("migrate", "--no-input", verbosity=0)
    made = factories.corporation("bench", "Bench")
    scope.enter(None)
    for kind, scope_id in (("tenant", None), ("staff", made.pk)):
        for name in (KNOWN, ALSO_KNOWN):
            secret = "een heel ander wachtwoord" if kind == "staff" else None
            User.objects.create_user(name.format(kind=kind), kind=UserKind(kind), scope_id=scope_id, password=secret)


def hashes_of_a_thousand() -> int:
    count = 0

    def counted(self: Any, *args: Any) -> bool:
        nonlocal count
        count += 1
        return False

    verify, Argon2PasswordHasher.verify = Argon2PasswordHasher.verify, counted  # type: ignore[method-assign]
    for _ in range(1000):
        password(KNOWN.format(kind="staff"))
    Argon2PasswordHasher.verify = verify  # type: ignore[method-assign]
    return count


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    prepare()
    print(f"{'form':22}{'ms':>8}{'ratio':>8}{'p':>8}{'limit ratio':>13}{'limit p':>9}    ({number} pairs)")
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        assert not app_settings.RATE_LIMITS
        for form, ask, kind in (("code by mail", sign_in_code, "tenant"), ("password of staff", password, "staff")):
            known, also, unknown = (name.format(kind=kind) for name in (KNOWN, ALSO_KNOWN, UNKNOWN))
            pairs(ask, known, unknown, 5)  # warm
            middle, ratio, p = pairs(ask, known, unknown, number)
            _, limit, limit_p = pairs(ask, known, also, number)
            print(f"{form:22}{middle:8.1f}{ratio:8.3f}{p:8.3f}{limit:13.3f}{limit_p:9.3f}", flush=True)
    cache.clear()
    print(f"1,000 wrong passwords for one account: {hashes_of_a_thousand()} reached the hasher")


if __name__ == "__main__":
    main()
