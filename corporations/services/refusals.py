"""The codes of what the services of this room refuse; their words are in `texts/refusals.py`."""

from klushuur.ground.refusals.refusals import Code


class PolicyCode(Code):
    """Why a version of the policy is not found, made or withdrawn."""

    # the corporation has no policy version for this date
    NONE_ON_THIS_DAY = "policy.none_on_this_day"
    # somebody made another version since the page was opened: what differs was reckoned from the one before
    OUTDATED = "policy.outdated"
    # a version begins after today, and after every other version
    STARTS_TOO_SOON = "policy.starts_too_soon"
    # a version that has begun never changes: cases were begun under it
    HAS_STARTED = "policy.has_started"
    # an offer or a case keeps this version
    IN_USE = "policy.in_use"
