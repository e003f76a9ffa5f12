"""What a corporation offers: a kind of job, an offer of it, and what there is to choose."""

from jobs.offers.models.choices import Choice, ChoiceGroup, ChosenBy
from jobs.offers.models.job_types import (
    LISTED,
    NEEDED,
    JobText,
    JobType,
    JobTypeVersion,
    KeptText,
    SafetyClass,
    TextPlace,
    UsualAnswer,
    Vat,
)
from jobs.offers.models.offers import Offer, OfferQuerySet, OfferStatus

__all__ = [
    "LISTED",
    "NEEDED",
    "Choice",
    "ChoiceGroup",
    "ChosenBy",
    "JobText",
    "JobType",
    "JobTypeVersion",
    "KeptText",
    "Offer",
    "OfferQuerySet",
    "OfferStatus",
    "SafetyClass",
    "TextPlace",
    "UsualAnswer",
    "Vat",
]
