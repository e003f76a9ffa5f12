from agreements.contract.models.agreements import Agreement, AgreementQuerySet, Signature
from agreements.contract.models.documents import Document, DocumentQuerySet
from agreements.contract.models.grounds import (
    COOLING_OFF,
    GROUNDS,
    AgreementReason,
    DeclineGround,
    RefusalGround,
    SuspendGround,
    TakeOverGround,
    TerminateGround,
    VersionReason,
)
from agreements.contract.models.money import (
    BY_HAND,
    Booked,
    MoneyQuerySet,
    Payout,
    PayoutQuerySet,
    Reason,
    RentChange,
    RentChangeQuerySet,
)
from agreements.contract.models.quotes import Quote
from agreements.contract.models.reminders import Reminder, ReminderKind, ReminderQuerySet, ReminderStatus
from agreements.contract.models.rent_requests import RentRequest
from agreements.contract.models.signing import Approval, OfferedText, SigningCode
from agreements.contract.statuses import BOOKED, GIVEN_UP, AgreementStatus

__all__ = [
    "BOOKED",
    "BY_HAND",
    "COOLING_OFF",
    "GIVEN_UP",
    "GROUNDS",
    "Agreement",
    "AgreementQuerySet",
    "AgreementReason",
    "AgreementStatus",
    "Approval",
    "Booked",
    "DeclineGround",
    "Document",
    "DocumentQuerySet",
    "MoneyQuerySet",
    "OfferedText",
    "Payout",
    "PayoutQuerySet",
    "Quote",
    "Reason",
    "RefusalGround",
    "Reminder",
    "ReminderKind",
    "ReminderQuerySet",
    "ReminderStatus",
    "RentChange",
    "RentChangeQuerySet",
    "RentRequest",
    "Signature",
    "SigningCode",
    "SuspendGround",
    "TakeOverGround",
    "TerminateGround",
    "VersionReason",
]
