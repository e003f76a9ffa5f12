from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hasher on its lowest figures: these tests count hashes, and do not need to pay for them."""
    figures: dict[str, Any] = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
    for name, value in figures.items():
        monkeypatch.setattr(Argon2PasswordHasher, name, value)
