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
    if isinstance(what, Code):
        assert getattr(caught.value, "code", None) == what
