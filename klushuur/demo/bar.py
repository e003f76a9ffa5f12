from typing import Any

from django.http import HttpRequest

from klushuur.demo.people import BY_EMAIL, next_after
from klushuur.ground import clock


def bar(request: HttpRequest) -> dict[str, Any]:
    """What the bar above every page shows: who you are now, and the demo's date."""
    user = getattr(request, "user", None)
    email = user.email if user is not None and user.is_authenticated else ""
    return {"demo": {"person": BY_EMAIL.get(email), "email": email, "next": next_after(email), "today": clock.today()}}
