"""The codes of what the services of this room refuse; their words are in `texts/refusals.py`."""

from klushuur.ground.refusals.refusals import Code


class OfferCode(Code):
    """Why an offer is not kept or published."""

    # the publish gate stops the offer; `missing` names what does
    NOT_READY = "offer.not_ready"
    # a published offer is what tenants applied for: it does not change any more
    ALREADY_PUBLISHED = "offer.already_published"
    # a choice that neither the job type nor the RAL card has
    NOT_IN_CATALOGUE = "offer.not_in_catalogue"
