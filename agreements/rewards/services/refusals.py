"""The codes of what the services of this room refuse; their words are in `texts/refusals.py`."""

from klushuur.ground.refusals.refusals import Code


class RewardCode(Code):
    """Why money is not booked, paid or corrected."""

    # that increase was decided and has begun, or it is not this year's, last year's or the next one's
    INCREASE_NOT_NOW = "reward.increase_not_now"
    # the law allows less in that year, or nobody would believe it
    INCREASE_TOO_HIGH = "reward.increase_too_high"
    # paid before the work was accepted, or on a day that is still to come
    OUT_OF_TIME = "reward.out_of_time"
    # the rest is paid after the last month: until then it may still change
    NOT_DUE = "reward.not_due"
    # the end of this lease was recorded: correct its rows one by one
    LEASE_ENDED = "reward.lease_ended"
    # no month and no payment comes after that month
    NOTHING_ENDS = "reward.nothing_ends"
    # what holds after this would be more than the reward
    MORE_THAN_AGREED = "reward.more_than_agreed"
    # what was paid is not corrected here: pay the difference, or ask it back
    ALREADY_PAID = "reward.already_paid"
    # another row of this agreement has a month of this period
    OVERLAPS = "reward.overlaps"
    # with this the rent is lower for more months than the law allows
    TOO_LONG = "reward.too_long"
    # with what other jobs take off the rent of this home, a month of it would be below zero
    NO_ROOM = "reward.no_room"
    # another row stands in the place of this one
    REPLACED = "reward.replaced"
    # the reward does not run (any more): its rows stay as they are
    NOT_RUNNING = "reward.not_running"
