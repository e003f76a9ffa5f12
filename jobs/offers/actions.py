"""Who may do what with an offer, and what comes of it. The pages ask the abilities that stand here."""

from jobs.offers.statuses import OfferStatus
from klushuur.ground.journal.actions import NONE, Action, table

MADE, SHOWN = frozenset({OfferStatus.DRAFT}), frozenset({OfferStatus.PUBLISHED})

ACTIONS = table(
    Action("change", "Wijzigen", MADE, None, "publish_offer", NONE, "work_offer_edit"),
    Action("publish", "Publiceren", MADE, OfferStatus.PUBLISHED, "publish_offer", NONE, "work_offer_publish"),
    Action("begin", "Aanvraag beginnen", SHOWN, None, "apply", NONE, "application_begin"),
    Action("close", "Sluiten", SHOWN, OfferStatus.CLOSED, "publish_offer", NONE, "work_offer_close"),
)
