"""Seeing that the demo's case comes out as it should: what the worker made, the mails that came, and the figures."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from klushuur.demo import mailbox
from klushuur.demo.people import BY_KEY
from klushuur.ground.amounts.amounts import euro

SECONDS = 60
TENANT = BY_KEY["tenant"].email
Found = TypeVar("Found")


class NotSo(Exception):
    """Something is not what the story says it is."""


def wait_for(what_is_there: Callable[[], Found | None], *, what: str, seconds: float = SECONDS) -> Found:
    """What the worker makes, once it is there. Raises NotSo when that takes too long."""
    deadline = time.monotonic() + seconds
    while not (found := what_is_there()):
        if time.monotonic() > deadline:
            raise NotSo(f"{what} kwam niet binnen {seconds:.0f} seconden")
        time.sleep(0.1)
    return found


def mailed(subject: str) -> str:
    """A line about the newest message of this subject, once the mailbox has it."""
    return f"mail: {wait_for(lambda: mails(subject), what=f'de mail “{subject}”')[-1].subject}"


def mails(subject: str) -> list[mailbox.Mail]:
    """The tenant's messages with these words in their subject, oldest first."""
    return [mail for mail in reversed(mailbox.newest(at_most=500)) if mail.to == TENANT and subject in mail.subject]


def money(amount: Decimal) -> str:
    return euro(amount).replace("\u00a0", " ")


def words(row: object, name: str) -> str:
    """The word of a choice, within a sentence."""
    word: str = getattr(row, f"get_{name}_display")()
    return word.lower()


def must_be(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise NotSo(f"{what} is {found}, en moet {expected} zijn")
