"""What a service must refuse, by its code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from klushuur.ground.refusals.refusals import Code, Refusal


@contextmanager
def refused(what: Code | type[Exception]) -> "Iterator[pytest.ExceptionInfo[Any]]":
    """As `pytest.raises`, of one code alone; of another error by its class."""
    with pytest.raises(Refusal if isinstance(what, Code) else what) as caught:
        yield caught
    assert not isinstance(what, Code) or caught.value.code == what


def code_of(outcome: object) -> str:
    """Of what a call in a race came to: the code of a refusal, the name of another error; empty when it went well."""
    if isinstance(outcome, Refusal):
        return outcome.code
    return type(outcome).__name__ if isinstance(outcome, Exception) else ""
