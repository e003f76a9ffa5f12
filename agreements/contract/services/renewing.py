"""A new version of what was offered, and what differs from the one before."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from agreements.contract import documents
from agreements.contract.models import (
    Agreement,
    OfferedText,
    VersionReason,
)
from agreements.contract.rules import Change
from agreements.contract.rules import difference as difference_of
from agreements.contract.services import choosing
from agreements.contract.services.calculating import snapshot
from agreements.contract.services.notices import tell_parties
from agreements.contract.services.quoting import allowed, change_terms
from agreements.contract.services.refusals import ContractCode
from corporations.models import StaffMember
from corporations.money.amounts import Amounts
from corporations.money.value import NOTHING
from jobs.applications.models import Application
from klushuur.ground import locks
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.refusals.refusals import Refusal


@transaction.atomic
def make_version(
    agreement: Agreement,
    *,
    reason: str,
    works_from: date,
    works_until: date,
    amounts: Amounts,
    bought: Decimal = NOTHING,
    forms: Collection[str] | None = None,
    by: StaffMember,
) -> None:
    """OFFERED -> DRAFTED -> APPROVAL as the next version, with a VersionReason; the parties are told not to sign now.

    Form, text, signatures and approvals of the version before do not count any more; they stay kept. amounts, bought: as of
    `calculating.snapshot`, in euro. Raises OUTSIDE_THE_PERIOD, NOTHING_TO_GAIN, NOT_IN_FAVOUR, NO_FORM, IllegalTransition, StaleStatus,
    ValueError for another reason, an amount that is none or another risk.
    """
    because, offer = VersionReason(reason), agreement.application.offer
    if not offer.works_from <= works_from <= works_until <= offer.works_until:
        first, last = offer.works_from, offer.works_until
        raise Refusal(ContractCode.OUTSIDE_THE_PERIOD, agreement.pk, first=first, last=last)
    _hold(agreement)
    quote = snapshot(agreement.application, by=by, works_until=works_until, amounts=amounts, bought=bought)
    changes = change_terms(
        agreement,
        version=agreement.version + 1,
        version_reason=because,
        quote=quote,
        works_from=works_from,
        works_until=works_until,
        **allowed(quote, forms),
    )
    blank = {"form": "", "months": None, "lowers_the_rent": False, "text": "", "text_sha256": "", "question": ""}
    dates = {"offered_on": None, "sign_before": None}  # `offered_at` stays: the tenant knows of it
    agreement.move_to("new_version", by=by.user, reason=because, **changes, **blank, **dates)
    tell_parties(agreement, "agreement_renewed", occasion=f"{agreement.pk}.{agreement.version}", reason=because.label)


def _hold(agreement: Agreement) -> None:
    """The case, and then its agreement, locked in the order that everybody takes them: nobody signs meanwhile."""
    locks.hold(Application, agreement.application_id)
    held = locks.hold(Agreement, agreement.pk)
    held.must_be_able("new_version")
    if held.version != agreement.version:
        raise StaleStatus(f"agreement {agreement.pk} has version {held.version}")


@dataclass(frozen=True)
class TextDifference:
    """What is otherwise than in an earlier version that tenants could read."""

    version: int
    changes: list[Change]


def difference(agreement: Agreement) -> TextDifference | None:
    """What the present text says otherwise than the version before it; of a text that is still to come, what it will say.

    None in a first version, and when no version before had a text. The text before is the one of the same form, if any.
    """
    before = _text_before(agreement)
    if before is None:
        return None
    after = agreement.text or _text_to_come(agreement, before)
    return TextDifference(before.version, difference_of(before.text, after)) if after else None


def _text_before(agreement: Agreement) -> OfferedText | None:
    texts = agreement.offered_texts.filter(version__lt=agreement.version).order_by("-version", "-number")
    last = texts.first()
    if last is None or not agreement.form:
        return last
    alike = texts.filter(version=last.version, form=agreement.form, months=agreement.months)
    return alike.first() or last


def _text_to_come(agreement: Agreement, before: OfferedText) -> str:
    """The text as it will be if the tenant keeps the form, or takes the first that may be taken; empty without any."""
    options = choosing.options(agreement)
    kept = [one for one in options if (one.form, one.months) == (before.form, before.months)]
    for option in [*kept, *options][:1]:
        draft = copy(agreement)  # the agreement itself gets no form by being looked at
        draft.pick(option.form, option.months)
        return documents.text_of(draft)
    return ""
