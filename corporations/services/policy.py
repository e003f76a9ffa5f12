"""A new version of the policy, and taking one back that has not begun. What has begun never changes."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from corporations.models import Corporation, PolicyPosting, PolicyVersion, StaffMember
from corporations.services.refusals import PolicyCode
from klushuur.ground import clock, locks
from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope

POSTED = ("ledger_account", "cost_centre", "vat_code")


def policy_on(day: date) -> PolicyVersion:
    """The version in force on a day. Raises NONE_ON_THIS_DAY."""
    version = (
        PolicyVersion.objects.filter(starts_on__lte=day, corporation_id=scope.here()).order_by("-starts_on").first()
    )
    if version is None:
        raise Refusal(PolicyCode.NONE_ON_THIS_DAY, day.isoformat())
    return version


def versions() -> list[PolicyVersion]:
    """Every version of the current corporation, the last to begin first, with its postings; two queries."""
    found = PolicyVersion.objects.filter(corporation_id=scope.here())
    return list(found.prefetch_related("postings").order_by("-starts_on"))


def last_version() -> PolicyVersion:
    """The version that a new one is a copy of: the last to begin, also when that is still to come. Raises NONE_ON_THIS_DAY."""
    found = versions()
    if not found:
        raise Refusal(PolicyCode.NONE_ON_THIS_DAY, "none")
    return found[0]


def postings_of(version: PolicyVersion) -> dict[str, dict[str, str]]:
    """Where finance books each kind, under this version."""
    return {row.kind: {name: getattr(row, name) for name in POSTED} for row in version.postings.all()}


@transaction.atomic
def make_version(
    values: Mapping[str, object], postings: Mapping[str, Mapping[str, str]], *, after: int, by: StaffMember
) -> PolicyVersion:
    """The next version, with these values, from its own day on; cases that have begun keep theirs.

    after: the number of the version that the page compared with. Raises OUTDATED, STARTS_TOO_SOON, ValidationError (by field).
    """
    locks.hold(Corporation, scope.here())  # one at a time
    last = last_version()
    if last.number != after:
        raise Refusal(PolicyCode.OUTDATED, last.number)
    made = PolicyVersion(corporation_id=scope.here(), number=last.number + 1, **values)
    # never today: what began this morning has a policy already
    if made.starts_on <= max(last.starts_on, clock.today()):
        raise Refusal(PolicyCode.STARTS_TOO_SOON, last.number)
    made.full_clean()
    made.save()
    PolicyPosting.objects.bulk_create(
        PolicyPosting(corporation_id=made.corporation_id, policy=made, kind=kind, **booked)
        for kind, booked in postings.items()
    )
    journal.record(made, "made", by=by.user, old=str(last.number), new=str(made.number))
    return made


@transaction.atomic
def withdraw(version: PolicyVersion, *, by: StaffMember) -> None:
    """Remove a version that has not begun and that nothing keeps. Raises HAS_STARTED, IN_USE."""
    if version.starts_on <= clock.today():
        raise Refusal(PolicyCode.HAS_STARTED, version.pk)
    # while it still has its number
    journal.record(version, "withdrawn", by=by.user, old=str(version.number))
    version.postings.all().delete()  # they would protect it; an offer or a case still does
    try:
        version.delete()
    except ProtectedError as error:
        raise Refusal(PolicyCode.IN_USE, version.pk) from error
