"""The codes of what the services of this room refuse; their words are in `texts/refusals.py`."""

from klushuur.ground.refusals.refusals import Code


class ApplicationCode(Code):
    """Why an application is not begun, sent, accepted or given a place."""

    # the tenant can't ask for this offer now; `todo` says what to do first
    NOT_ELIGIBLE = "application.not_eligible"
    # a choice that the offer does not have
    NOT_A_CHOICE = "application.not_a_choice"
    # the choice costs so much more than the budget that no reward is left
    NO_REWARD_LEFT = "application.no_reward_left"
    # questions are still open
    INCOMPLETE = "application.incomplete"
    # the survey does not allow this job; `ground` says why
    STOPPED = "application.stopped"
    # every place of the offer is held
    NO_PLACE = "application.no_place"
    # a place is free, or this case holds one: there is nothing to wait for
    PLACE_FREE = "application.place_free"
    # no place is kept for this case, or not any more
    NOT_ASKED = "application.not_asked"
