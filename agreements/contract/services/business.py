"""The business case of a case: what it costs and saves the corporation, and who may decide on what the portal does not offer."""

from decimal import Decimal

from agreements.contract.models import Agreement, Quote
from agreements.contract.services.refusals import ContractCode
from corporations.figures.business_panel import BusinessPanel, panel
from corporations.models import StaffMember
from corporations.money import business_case
from corporations.money.forms import fits
from corporations.services.people import approvers_within, mandate_of
from jobs.applications.models import Application
from jobs.offers.services import rents
from klushuur.ground import clock
from klushuur.ground.abilities import may
from klushuur.ground.refusals.refusals import Refusal


class CaseBusiness(BusinessPanel):
    """What `jobs/_business_case.html` shows of a case. is_about: by the amounts of the offer, before there is a quote."""

    is_about: bool


def of_case(application: Application, agreement: Agreement | None) -> CaseBusiness:
    """What `jobs/_business_case.html` shows: by the quote when there is one, else by the amounts of the offer."""
    policy = agreement.quote.policy if agreement else application.policy
    if agreement:
        quote = agreement.quote
        found, rent, rates = _of_quote(quote), quote.rent, quote.increase_rates
        forms, months = agreement.forms_allowed, agreement.months_allowed
        start, start_rates = quote.start_rent, quote.start_rates
    else:
        found, rates = _of_offer(application), policy.increase_rates
        rent = rents.shadow_rent(application.lease, policy=policy, on=clock.today())
        # what the policy would let the tenant choose from: a lower rent only for a self-contained home, and never below nothing
        forms = policy.forms_for(application.lease.dwelling)
        months = [number for number in policy.discount_months if fits(reward=found.reward, months=number, rent=rent)]
        _day, start, start_rates = rents.expected_start(
            policy=policy, rent=rent, works_until=application.offer.works_until
        )
    lines = business_case.costs(found, forms=forms, months=months, rent=start, rates=start_rates)
    endless = business_case.without_end(rent=rent, rates=rates)
    names = [manager.name for manager in approvers_within(endless.cost, clock.today())]
    shown = panel(found, lines, source=str(policy), endless=endless, deciders=names)
    return {**shown, "is_about": agreement is None}


def freeze_without_end(quote: Quote, *, by: StaffMember) -> Decimal:
    """What a freeze without an end costs in ten years, in euro, for whoever may bind the corporation to it.

    It is no form of the portal: this is the door that whoever agrees it elsewhere has to come through first.
    Raises FREEZE_ABOVE_MANDATE.
    """
    endless = _endless(quote)
    if _is_above_mandate(endless.cost, by):
        raise Refusal(ContractCode.FREEZE_ABOVE_MANDATE, by.pk)
    return endless.cost


def may_freeze_without_end(quote: Quote, *, by: StaffMember) -> bool:
    """Whether this member of staff may bind the corporation to it."""
    return not _is_above_mandate(_endless(quote).cost, by)


def _endless(quote: Quote) -> business_case.WithoutEnd:
    return business_case.without_end(rent=quote.rent, rates=quote.increase_rates)


def _is_above_mandate(cost: Decimal, by: StaffMember) -> bool:
    mandate = mandate_of(by, clock.today()) if may(by, "approve") else Decimal(0)
    return business_case.needs_mandate(cost=cost, mandate=mandate)


def _of_quote(quote: Quote) -> business_case.Case:
    return business_case.case(**quote.amounts.keywords, reward=quote.reward, surplus=quote.surplus)


def _of_offer(application: Application) -> business_case.Case:
    """A choice above the budget goes off the reward, as it would in the quote; never more than the reward."""
    offer = application.offer
    surplus = min(application.surplus, offer.reward)
    return business_case.case(**offer.amounts.keywords, reward=offer.reward - surplus, surplus=surplus)
