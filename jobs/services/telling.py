"""Word of a case to its tenant, with the person to ask."""

from typing import Any

from corporations.models import StaffMember
from jobs.models import Application
from klushuur import mail


def tell(application: Application, kind: str, *, once: str = "", **context: Any) -> None:
    """Write the tenant a message about this case, with the person to ask."""
    user = application.tenant.user
    mail.write(
        kind,
        to=user.email,
        once=f"{application.pk}{once}",
        language=user.language,
        corporation=application.corporation,
        application=application,
        contact=contact_of(application),
        **context,
    )


def contact_of(application: Application) -> StaffMember:
    """The person to ask: who took the case up, else who made the offer (DESIGN, hard rule 10)."""
    return application.officer or application.offer.officer
