"""Where Django looks for the tables of this app: each room has its own."""

from agreements.contract import models as contract
from agreements.work import models as work

__all__ = ["contract", "work"]
