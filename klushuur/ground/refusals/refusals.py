"""What a service does not do: a code and the facts that its sentence needs; the words are in `texts/refusals.py` of a room."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

Fact = (
    date | Decimal | int | str | Sequence[str]
)  # a day, an amount in euro, a number, a name or a code, several of these


class Code(StrEnum):
    """Why a service refuses: an enum for each noun derives from this, its values are `<noun>.<reason>`."""


class MovedOn(Code):
    """Somebody was before you, or this could never be done from here."""

    MOVED_ON = "state.moved_on"


class Refusal(Exception):
    """A service does not do what was asked, for a reason that a person can be told.

    rows: numbers of rows, for the log; facts: what the sentence names, seen by its reader alone. Derive a class only where
    a caller must tell it apart by more than its code.
    """

    def __init__(self, code: Code, *rows: object, **facts: Fact) -> None:
        super().__init__(" ".join(map(str, (code, *rows))))
        self.code = code
        self.facts = facts
