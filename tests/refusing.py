"""What a service must refuse, by its code."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from klushuur.ground.refusals.refusals import Code, Refusal


@contextmanager
def refused(code: Code) -> "Iterator[pytest.ExceptionInfo[Refusal]]":
    """As `pytest.raises`, of one code alone."""
    with pytest.raises(Refusal) as caught:
        yield caught
    assert caught.value.code == code


def code_of(outcome: object) -> str:
    """Of what a call in a race came to: the code of a refusal, the name of another error; empty when it went well."""
    if isinstance(outcome, Refusal):
        return outcome.code
    return type(outcome).__name__ if isinstance(outcome, Exception) else ""
