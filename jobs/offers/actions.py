"""Who may do what with an offer, and what comes of it. The views take their audience from here."""

from jobs.offers.statuses import OfferStatus
from klushuur.ground.journal.actions import NONE, Action, table

TENANT, OFFICER = frozenset({"tenant"}), frozenset({"officer"})
MADE, SHOWN = frozenset({OfferStatus.DRAFT}), frozenset({OfferStatus.PUBLISHED})

ACTIONS = table(
    Action("change", "Wijzigen", MADE, None, OFFICER, NONE, "work_offer_edit"),
    Action("publish", "Publiceren", MADE, OfferStatus.PUBLISHED, OFFICER, NONE, "work_offer_publish"),
    Action("begin", "Aanvraag beginnen", SHOWN, None, TENANT, NONE, "application_begin"),
    Action("close", "Sluiten", SHOWN, OfferStatus.CLOSED, OFFICER, NONE, "work_offer_close"),
)
