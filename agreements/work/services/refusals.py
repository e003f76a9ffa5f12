"""The codes of what the services of this room refuse; their words are in `texts/refusals.py`."""

from klushuur.ground.refusals.refusals import Code


class WorkCode(Code):
    """Why the work does not go on, or is not judged."""

    # nobody judges or pays for the home that they live in (docs/rules.md, hard rule 2)
    LIVES_THERE = "work.lives_there"
    # the tenant mended as often as the policy gives: now it is good, or we finish it ourselves
    NO_MORE_REPAIRS = "work.no_more_repairs"
    # the work may not begin yet; `day` is the first one
    TOO_EARLY = "work.too_early"
    # there may be asbestos: only the officer lets the work go on
    NOT_SAFE_YET = "work.not_safe_yet"
    # the days to think better of it are over
    COOLING_OFF_OVER = "work.cooling_off_over"
