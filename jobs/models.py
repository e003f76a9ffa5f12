"""Where Django looks for the tables of this app: each room has its own."""

from jobs.applications import models as applications
from jobs.offers import models as offers
from jobs.simulator import models as simulator

__all__ = ["applications", "offers", "simulator"]
