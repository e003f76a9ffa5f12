"""The case that the demo tells: one offer, one choice, one outcome. The story and the journey of the tests share it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict

from jobs.applications.services.applications import Seen


class JobStart(TypedDict):
    """What an offer of a job starts from: texts, and what one home costs, in euro."""

    title: str
    effort: str
    summary: str
    materials_supplied: str
    avoided_cost: Decimal
    materials_cost: Decimal
    handling_cost: Decimal


class OfferStart(JobStart):
    """An offer, but for its days."""

    capacity: int


START: JobStart = {
    "title": "Schilder uw buitenkozijnen",
    "effort": "2 tot 4 weekenden",
    "summary": "U kiest zelf de kleur. Wij leveren verf en kwasten. En u krijgt er geld voor.",
    "materials_supplied": "verf, kwasten en schuurpapier",
    "avoided_cost": Decimal(2400),
    "materials_cost": Decimal(250),
    "handling_cost": Decimal(300),
}
OFFER: OfferStart = {**START, "capacity": 10}
RISK, SHARE = Decimal("0.10"), Decimal("0.70")
NET_SAVING, REWARD = Decimal("1610.00"), Decimal("1127.00")  # what these come to
COMPLEX, JOB = "Zonnewijk 1968", "Buitenschilderwerk"
PALETTE = {"door": ("9010", "7016", "6009", "5011", "3005"), "frame": ("9010",)}
CHOSEN = {"door": "6009", "frame": "9010"}
SKILLS = {"SCHILDEREN": "some", "LADDER": "never"}
AVAILABLE, PHONE = ("evening", "saturday"), "06 00000000"
REMARKS = "Ik heb een hond. Bel even van tevoren."
ASKED = "Mag ik met de achterkant beginnen?"
REPLIED = "Dat mag. Doe dan eerst de keukendeur."
WANTED = "Hebt u zelf een ladder?"
GIVEN = "Nee. Kan ik er een lenen?"
SURVEY: Seen = {
    "has_defect": False,
    "asbestos": "none",
    "height_m": Decimal("4.5"),
    "condition": 3,
    "advice": "do",
    "note": "Kozijnen zijn goed. Beneden iets kaal.",
}
READY = "Alles is geschilderd, ook de deur."
TO_MEND = "De onderkant van het keukenkozijn dekt nog niet."


def days(today: date) -> dict[str, date]:
    """The offer's days: open from today, work in the season of the year after."""
    closes = max(today + timedelta(days=30), date(today.year + 1, 3, 1))
    return {
        "opens_on": today,
        "closes_on": closes,
        "works_from": date(closes.year, 4, 15),
        "works_until": date(closes.year, 10, 15),
    }
