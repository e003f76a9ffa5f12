"""The codes of what the services of this room refuse; their words are in `texts/refusals.py`."""

from klushuur.ground.refusals.refusals import Code


class ContractCode(Code):
    """Why an agreement is not drafted, approved, chosen, signed or made anew."""

    # nobody of the lease asked for this lower rent, in this version, before the corporation signs
    REQUEST_MISSING = "contract.request_missing"
    # the net saving, or what the choice leaves of the reward, is zero or less: there is no reward to agree about
    NOTHING_TO_GAIN = "contract.nothing_to_gain"
    # the tenant would give as much as he gains, or more (voordeeltoets)
    NOT_IN_FAVOUR = "contract.not_in_favour"
    # the code is wrong, and may be tried again
    CODE_WRONG = "contract.code_wrong"
    # the code is used, too old or tried too often: ask a new one
    CODE_SPENT = "contract.code_spent"
    # the text is not the one that the page showed
    TEXT_CHANGED = "contract.text_changed"
    # the last day to sign is over
    TOO_LATE = "contract.too_late"
    # this party signed this text before
    ALREADY_SIGNED = "contract.already_signed"
    # not every party of the lease has signed; the corporation signs last
    SIGNATURE_MISSING = "contract.signature_missing"
    # the lease has other parties than the agreement: a new version is needed
    PARTIES_CHANGED = "contract.parties_changed"
    # this member of staff may not bind the corporation for this amount
    NOT_WITHIN_MANDATE = "contract.not_within_mandate"
    # the days to work are not within those of the offer, `first` to `last`
    OUTSIDE_THE_PERIOD = "contract.outside_the_period"
    # no form is left to pay the reward in: a lower rent alone, which this rent or this kind of home does not allow
    NO_FORM = "contract.no_form"
    # there is an open agreement for this case
    ALREADY_QUOTED = "contract.already_quoted"
    # the manager did not approve this form, or this number of months
    NOT_ALLOWED = "contract.not_allowed"
    # a month of this would pass what other jobs of the home leave of the rent: take more months, or a one-off
    ABOVE_RENT = "contract.above_rent"
    # `reasons` says why: drafted, surveyed, lives_in, mandate
    MAY_NOT_APPROVE = "contract.may_not_approve"
    # the terms are not those that the page showed
    TERMS_CHANGED = "contract.terms_changed"
    # a freeze without an end costs more than this member of staff may decide
    FREEZE_ABOVE_MANDATE = "contract.freeze_above_mandate"
