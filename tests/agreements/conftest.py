"""What tests of money begin with: work that was accepted, and somebody who books."""

import pytest

from tests import factories
from tests.agreements.booked import accepted


@pytest.fixture(name="row")
def _row(db):
    return accepted()


@pytest.fixture(name="finance")
def _finance(row):
    return factories.staff(row.corporation, "finance", name="Els Smit")
