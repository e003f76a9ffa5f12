"""The form of the reward: what a manager approved, and what a party of the lease picks of it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypedDict

from django.db import transaction

from agreements.contract import documents
from agreements.contract.models import (
    Agreement,
    OfferedText,
    Quote,
)
from agreements.contract.rules import sha256
from agreements.contract.services import rent_requests, rent_room, signing
from agreements.contract.services.calculating import code
from agreements.contract.services.notices import tell_parties
from agreements.contract.services.refusals import ContractCode
from corporations.models import Lease, LeaseParty
from corporations.money.forms import Plan, Span, every_form, form_of
from corporations.money.shadow import month_after, months_between
from klushuur.ground import clock, locks
from klushuur.ground.accounts.models import User
from klushuur.ground.journal import journal
from klushuur.ground.refusals.refusals import Refusal


@dataclass(frozen=True)
class Option:
    """One way to get the reward, in euro. months: None for a one-off."""

    form: str
    months: int | None
    reward: Decimal
    plan: Plan = field(compare=False)

    @classmethod
    def of(cls, quote: Quote, form: str, months: int | None = None) -> "Option":
        """months: of a discount; of a skip or a freeze what the reward buys, which may be none."""
        made = quote.plan(form, months)
        return cls(form, made.months or None, quote.reward, made)

    @property
    def code(self) -> str:
        """`one_off`, `discount.36`: for pages and for the journal."""
        return code(self.plan)

    @property
    def spans(self) -> list[Span]:
        """What goes off the rent in few rows; empty for a one-off."""
        return self.plan.spans


class Written(TypedDict, total=False):
    """The fields of an agreement that a text fills; none of them while the tenant still has to choose."""

    form: str
    months: int | None
    lowers_the_rent: bool
    text: str
    text_sha256: str


def options(agreement: Agreement) -> list[Option]:
    """Everything that was approved: a discount once for each of its numbers of months, the fewest first."""
    wanted = [form for form in every_form() if form.code in agreement.forms_allowed]
    return [
        Option.of(agreement.quote, form.code, months)
        for form in wanted
        for months in form.terms_of(agreement.months_allowed)
    ]


def only_option(agreement: Agreement) -> Option | None:
    """The one that was approved, when there is nothing to choose."""
    found = options(agreement)
    return found[0] if len(found) == 1 else None


def chosen(agreement: Agreement) -> Option | None:
    """The one that the present text is about."""
    return Option.of(agreement.quote, agreement.form, agreement.months) if agreement.form else None


@transaction.atomic
def choose_form(agreement: Agreement, *, form: str, months: int | None, by: User, text_sha256: str) -> None:
    """A party picks a form, or another one, while the agreement is OFFERED and in time: the text is made anew.

    A lower rent is asked for in writing by who picks it. Signatures and codes before it are of another text, so everybody
    signs (again); who had signed is told. The form that stands already is no change. text_sha256: of the text that the
    page knew, empty without one. Raises TEXT_CHANGED, TOO_LATE, PARTIES_CHANGED, NOT_ALLOWED, ABOVE_RENT.
    """
    locks.hold(Lease, agreement.application.lease_id)  # two jobs of one home do not both take what is left of its rent
    held = locks.hold(Agreement.objects.with_case(), agreement.pk)
    signing.check_open(held)
    signing.check_parties(held)
    before, option = chosen(held), _approved(held, form, months)
    if option == before:  # the other party chose the same just before: nothing to undo, whatever text this page knew
        return
    if text_sha256 != held.text_sha256:
        raise Refusal(ContractCode.TEXT_CHANGED, held.pk)
    # before the text is another, under which nobody signed
    others = _signed_by_others(held, by)
    # before the request, which is of the form that now comes
    held.pick(option.form, option.months)
    if rent_requests.is_needed(held):
        rent_requests.ask(held, party=_party(held, by))
    Agreement.objects.filter(pk=held.pk).update(**write_text(held, option))
    journal.record(held, "form", old=before.code if before else "", new=option.code, by=by)
    tell_parties(held, "agreement_form_changed", occasion=f"{held.pk}.{held.text_sha256[:16]}", only=others)


def write_text(agreement: Agreement, option: Option) -> Written:
    """Make the text of this form and keep it among those that were offered; gives the fields to write.

    Hold the agreement: texts are numbered.
    """
    agreement.pick(option.form, option.months)
    number = agreement.offered_texts.count() + 1
    agreement.text = documents.text_of(agreement, number=number)
    agreement.text_sha256 = sha256(agreement.text)
    text: Written = {
        "form": option.form,
        "months": option.months,
        "text": agreement.text,
        "text_sha256": agreement.text_sha256,
    }
    OfferedText.objects.create(
        corporation_id=agreement.corporation_id,
        agreement=agreement,
        number=number,
        version=agreement.version,
        made_at=clock.now(),
        **text,
    )
    return {**text, "lowers_the_rent": agreement.lowers_the_rent}


def _approved(agreement: Agreement, form: str, months: int | None) -> Option:
    """Raises NOT_ALLOWED, ABOVE_RENT."""
    option = next((one for one in options(agreement) if (one.form, one.months) == (form, months)), None)
    # By law a rent is lowered for a while only with a front door of one's own (Wet tijdelijke huurkorting).
    is_whole = agreement.application.lease.dwelling.is_self_contained
    if option is None or (form_of(form).lowers_the_rent and not is_whole):
        raise Refusal(ContractCode.NOT_ALLOWED, agreement.pk)
    _check_room(agreement, option)
    return option


def _check_room(agreement: Agreement, option: Option) -> None:
    """Nobody knows yet in which month it begins, so every month in which it can run must bear the highest. Raises ABOVE_RENT."""
    if not option.months:
        return
    lease = agreement.application.lease
    start, last = month_after(clock.today()), month_after(documents.increase_of(agreement).later, option.months)
    months, policy = months_between(start, last), agreement.quote.policy
    room = rent_room.room_under_rent(lease, policy=policy, start=start, months=months, other_than=agreement)
    if max(option.plan.monthly) > min(room):
        raise Refusal(ContractCode.ABOVE_RENT, agreement.pk)


def _party(agreement: Agreement, by: User) -> LeaseParty:
    """Raises PARTIES_CHANGED for who is not of the lease."""
    party = signing.party_of(agreement, by)
    if party is None:
        raise Refusal(ContractCode.PARTIES_CHANGED, agreement.pk)
    return party


def _signed_by_others(agreement: Agreement, by: User) -> list[LeaseParty]:
    """Who signed the present text, without the one who changes it."""
    under = agreement.signatures.filter(text_sha256=agreement.text_sha256, party__isnull=False)
    return list(LeaseParty.objects.filter(pk__in=under.values("party")).exclude(user=by))
