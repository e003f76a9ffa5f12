"""Word of a case: to its tenant, to everybody who rents the home, to the officer. Each with the person to ask."""

from collections.abc import Iterable
from typing import Any, TypedDict

from django.db.models import QuerySet

from corporations.models import Corporation, LeaseParty, StaffMember
from jobs.applications.models import Application
from klushuur.ground.journal import journal
from klushuur.ground.mail import mail


def tell(application: Application, kind: str, *, occasion: str = "", **context: Any) -> None:
    """Write the tenant a message about this case, with the person to ask."""
    user = application.tenant.user
    mail.write(
        kind,
        to=user.email,
        occasion=f"{application.pk}{occasion}",
        language=user.language,
        corporation=application.corporation,
        application=application,
        contact=contact_of(application),
        **context,
    )


def tell_parties(application: Application, kind: str, *, occasion: str, **context: Any) -> None:
    """Write each party of the lease with an account a message; one that is there already stays the only one.

    occasion: what it is about, unique within the kind; a second message with it is not written.
    """
    for party in parties_with_an_account(application):
        tell_party(application, party, kind, occasion=occasion, **context)


def parties_with_an_account(
    application: Application, *, only: Iterable[LeaseParty] | None = None
) -> QuerySet[LeaseParty]:
    """Who of the home can be written, each with `user`. only: of these parties, and not of all."""
    parties = application.lease.parties.exclude(user=None).select_related("user").order_by("pk")
    return parties if only is None else parties.filter(pk__in=[party.pk for party in only])


def tell_party(application: Application, party: LeaseParty, kind: str, *, occasion: str, **context: Any) -> None:
    """Write one party, who has an account, a message about this case."""
    assert party.user is not None  # by `parties_with_an_account`
    mail.write(
        kind,
        to=party.user.email,
        occasion=f"{occasion}.{party.pk}",
        language=party.user.language,
        name=party.name,
        corporation=application.corporation,
        application=application,
        contact=contact_of(application),
        **context,
    )


def tell_officer(application: Application, kind: str, *, occasion: str, by: journal.Actor, **context: Any) -> None:
    """Write the officer of this case that there is something to do: a link, and no tenant's name or words.

    by: whose act it is; nobody is written about the own act.
    """
    officer = contact_of(application)
    if officer.user_id == by.pk:
        return
    mail.write(
        kind,
        to=officer.user.email,
        occasion=occasion,
        language=officer.user.language,
        name=officer.name,
        corporation=application.corporation,
        application=application,
        contact=officer,
        **context,
    )


def contact_of(application: Application) -> StaffMember:
    """The person to ask: who took the case up, else who made the offer (docs/rules.md, hard rule 10)."""
    return application.officer or application.offer.officer


class Door(TypedDict):
    """Whom to call, as `parts` of a page show it."""

    name: str
    phone: str


def contact_at_the_door(corporation: Corporation) -> Door:
    """Whom to call before there is a case: the corporation itself."""
    return {"name": corporation.name, "phone": corporation.phone}
