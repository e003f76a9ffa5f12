from datetime import date
from typing import TypedDict

from django.http import HttpRequest

from klushuur.demo.people import BY_EMAIL, Person, next_after
from klushuur.ground import clock


class Bar(TypedDict):
    """Who you are now (None: nobody of the demo), whose turn it is next, and the demo's date."""

    person: Person | None
    email: str
    next: Person
    today: date


def bar(request: HttpRequest) -> dict[str, Bar]:
    """What the bar above every page shows."""
    user = getattr(request, "user", None)
    email = user.email if user is not None and user.is_authenticated else ""
    return {"demo": {"person": BY_EMAIL.get(email), "email": email, "next": next_after(email), "today": clock.today()}}
