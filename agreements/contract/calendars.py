"""The days of work as a calendar file (RFC 5545)."""

from datetime import UTC, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from agreements.contract.models import Agreement
from jobs.applications.services.notices import contact_of
from klushuur.ground.mail.templatetags.mail_text import page, unlinked


def work_period(agreement: Agreement, *, language: str) -> str:
    """The period of work as one event of whole days, which leaves the days free for other appointments.

    The same agreement always gives the same text: the moment in it is that of the offer. A later version replaces the
    event of an earlier one. It says no more than the mail does.
    """
    assert agreement.offered_at is not None  # by then it was signed
    event = Event()
    with translation.override(language):
        event.add("summary", _("Klus: %(title)s") % {"title": unlinked(agreement.application.offer.title)})
        event.add("description", _description(agreement))
        event.add("url", page("application", agreement.corporation.slug, agreement.application_id))
    # one for every version: with a higher sequence a calendar replaces what it has (RFC 5545, 3.8.7.4)
    event.add("uid", f"{agreement.reference}@{settings.MESSAGE_ID_DOMAIN}")
    event.add("sequence", agreement.version)
    event.add("dtstamp", agreement.offered_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", agreement.works_from)
    event.add("dtend", agreement.works_until + timedelta(days=1))  # the day after the last
    event.add("transp", "TRANSPARENT")
    return _file(event)


def _description(agreement: Agreement) -> str:
    contact = contact_of(agreement.application)
    return _("Aanvraag %(reference)s bij %(corporation)s. Vragen? Bel %(name)s, %(phone)s.") % {
        "reference": agreement.reference,
        "corporation": unlinked(agreement.corporation.name),
        "name": unlinked(contact.name),
        "phone": contact.phone,
    }


def _file(event: Event) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Klushuur//klus//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
