"""The clock of an application: 28 days amber (the promise), 56 days red (the court route opens; docs/rules.md, hard rule 9)."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class ServiceClock:
    """How long an application waits for its answer, in days."""

    day: int  # 0 on the day it starts; negative before
    amber_days: int
    red_days: int
    colour: str  # green, amber or red
    answer_by: date
    red_on: date

    @property
    def starts_on(self) -> date:
        """Day 0: when the window of the offer closed."""
        return self.answer_by - timedelta(days=self.amber_days)


def service_clock(*, starts_on: date, today: date, amber_days: int, red_days: int) -> ServiceClock:
    """How long an application waits. Raises ValueError when red does not come after amber."""
    if not 0 < amber_days < red_days:
        raise ValueError("amber_days must be above 0 and below red_days")
    day = (today - starts_on).days
    colour = "red" if day >= red_days else "amber" if day >= amber_days else "green"
    return ServiceClock(
        day, amber_days, red_days, colour, starts_on + timedelta(days=amber_days), starts_on + timedelta(days=red_days)
    )
