"""Interest in a job, of people who are not signed in: note it, and throw it away."""

from django.db import transaction

from jobs.offers.models import JobType
from jobs.simulator.models import Interest, InterestQuerySet, new_token, token_hash
from klushuur.ground import clock, locks, sweeping
from klushuur.ground.accounts.models import User
from klushuur.ground.journal import journal
from klushuur.ground.mail import mail
from klushuur.ground.scope import scope
from klushuur.ground.typed.typed import address

MAIL = "interest_noted"


@transaction.atomic
def note(job_type: JobType, *, email: str, language: str) -> None:
    """Keep an address for 90 days, and mail it the link by which it goes at once.

    One row an address: again is the new job, the new link and 90 days anew, with the same work and the same mail.
    """
    token, today = new_token(), clock.today()
    row = Interest(
        corporation_id=job_type.corporation_id,
        job_type=job_type,
        email=address(email),
        language=language,
        asked_on=today,
        keep_until=Interest.last_day(today),
        token_sha256=token_hash(token),
    )
    # one statement for a new and for a known address, so that time does not tell which it was
    Interest.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["corporation", "email"],
        update_fields=["job_type", "language", "asked_on", "keep_until", "token_sha256"],
    )
    mail.write(
        MAIL,
        to=row.email,
        # the number is what it is forgotten by; with the token, asking again is a mail again
        occasion=f"{row.pk}.{row.token_sha256[:16]}",
        language=language,
        has_secret=True,
        corporation=job_type.corporation,
        contact=job_type.corporation,
        job=job_type.name_in(language),
        last_day=row.keep_until,
        token=token,
    )


@transaction.atomic
def remove(interest: Interest, *, by: User | None) -> None:
    """Throw an address away, with what was mailed to it."""
    if by is not None:  # the journal keeps nothing about a visitor
        journal.record(interest, "removed", by=by)
    # with the dot, or 12 would forget the mail of 123 too
    mail.forget(MAIL, occasion=f"{interest.pk}.")
    interest.delete()


@transaction.atomic
def remove_by_token(token: str) -> None:
    """Throw away the address whose mail holds this token; one that nobody has changes nothing."""
    _remove_all(Interest.objects.with_token(token))


def remove_overdue() -> int:
    """Throw away what was kept for 90 days in the current corporation. Returns how many; twice is the same as once."""
    overdue = Interest.objects.overdue_on(clock.today())
    numbers = overdue.filter(corporation_id=scope.here()).order_by("pk").values_list("pk", flat=True)
    return sweeping.each_here(numbers, lambda pk: _remove_all(overdue.filter(pk=pk)), what="interest")


def _remove_all(rows: InterestQuerySet) -> int:
    """Held while it is done: an address that is left again at this moment stays. Returns how many went."""
    held = locks.hold_all(rows)
    for interest in held:
        remove(interest, by=None)
    return len(held)
