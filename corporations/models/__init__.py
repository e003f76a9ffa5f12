from corporations.models.corporation import RESERVED_SLUGS, Corporation, Owned, cents, rate
from corporations.models.homes import (
    AsbestosSurvey,
    Complex,
    Dwelling,
    HouseType,
    Lease,
    LeaseParty,
    is_party,
    parties_of,
)
from corporations.models.people import Mandate, StaffMember
from corporations.models.policy import (
    AnnualIncrease,
    CountsForAllowance,
    ExitOption,
    PayoutKind,
    PolicyPosting,
    PolicyVersion,
    posting_kinds,
)
from corporations.models.roles import Role

__all__ = [
    "RESERVED_SLUGS",
    "AnnualIncrease",
    "AsbestosSurvey",
    "Complex",
    "Corporation",
    "CountsForAllowance",
    "Dwelling",
    "ExitOption",
    "HouseType",
    "Lease",
    "LeaseParty",
    "Mandate",
    "Owned",
    "PayoutKind",
    "PolicyPosting",
    "PolicyVersion",
    "Role",
    "StaffMember",
    "cents",
    "is_party",
    "parties_of",
    "posting_kinds",
    "rate",
]
