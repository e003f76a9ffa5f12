"""The people of the demo, in the order of its story."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Person:
    key: str
    email: str
    name: str
    what: object  # who this is, in a word
    does: object  # what this person comes for
    page: str  # where this person starts: a URL name
    roles: tuple[str, ...] = ()
    phone: str = ""


PEOPLE = (
    Person(
        "officer", "woonconsulent@voorbeeldstad.example", "Fatima El Amrani", _("woonconsulent"),
        _("zet een klus klaar, behandelt aanvragen en maakt het voorstel"), "inbox", ("officer",), "088 000 00 01",
    ),
    Person(
        "tenant", "huurder@voorbeeldstad.example", "Jan de Wit", _("huurder"),
        _("kiest kleuren, vraagt de klus aan en tekent"), "my_home",
    ),
    Person(
        "inspector", "opzichter@voorbeeldstad.example", "Ruben Bakker", _("opzichter"),
        _("komt kijken en legt vast wat hij ziet"), "surveys", ("inspector",), "088 000 00 02",
    ),
    Person(
        "manager", "manager@voorbeeldstad.example", "Ingrid Postma", _("manager"),
        _("keurt het voorstel goed en tekent namens de corporatie"), "admin:agreements_agreement_changelist", ("manager",),
        "088 000 00 03",
    ),
    Person(
        "finance", "financien@voorbeeldstad.example", "Sanne Visser", _("financiën"),
        _("betaalt de beloning na een goede keuring"), "inbox", ("finance",), "088 000 00 04",
    ),
)  # fmt: skip
BY_KEY = {person.key: person for person in PEOPLE}
BY_EMAIL = {person.email: person for person in PEOPLE}
SLUG = "voorbeeldstad"


def next_after(email: str) -> Person:
    """Whose turn it is after this person; the first one after somebody else."""
    keys = [person.email for person in PEOPLE]
    place = keys.index(email) + 1 if email in keys else 0
    return PEOPLE[place % len(PEOPLE)]
