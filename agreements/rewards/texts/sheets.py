"""The columns of finance's files. Names of columns are for programs, so they are in no other language."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from agreements.contract.models import Payout, RentChange
from agreements.rewards.services.balance import Money
from agreements.rewards.services.obligations import Obligation
from agreements.rewards.services.rent_round import Line
from klushuur.ground import sheets

ALLOWANCE = {"sub": "SUB", "nsu": "NSU", "": ""}  # VERA: subsidiesoort; empty: the policy does not say
ADJUSTMENT = "HUA"  # VERA: huuraanpassing
NEW, CHANGED, WITHDRAWN = "NIEUW", "WIJZIGING", "INTREKKING"

RENT_CHANGES = (
    "mutatienummer;overeenkomst;eenheid;soort;detailsoort;subsidiesoort;begindatum;tot_en_met;bedrag;btw;handeling;"
    "akkoordnummer;vastgelegd_door;vastgelegd_op;vorm;grootboekrekening;kostenplaats;is_tijdelijke_korting;is_inhaal;"
    "corrigeert;reden"
)
PAYOUTS = (
    "betalingsnummer;overeenkomst;eenheid;soort;bedrag;btw;te_betalen_op;betaald_op;handeling;akkoordnummer;"
    "vastgelegd_door;vastgelegd_op;naam;grootboekrekening;kostenplaats;corrigeert;reden"
)
OBLIGATIONS = "akkoordnummer;overeenkomst;eenheid;soort;maanden;tot_en_met;bedrag"
PAID = "naam;adres;postcode;plaats;geboortedatum;bedrag;datum;betalingsnummer;akkoordnummer"
ROUND = (
    "overeenkomst;eenheid;adres;akkoordnummer;vorm;handeling;huur_voor;schaduwhuur_voor;percentage;vastgesteld;"
    "schaduwhuur_na;van_de_huur_af;huur_na;tot_en_met;is_tijdelijke_korting;is_inhaal"
)


def rent_changes(rows: Iterable[RentChange]) -> bytes:
    """One row a mutation; the amount is below zero, for it goes off the rent. The last day is the last one of the period."""
    return sheets.csv_of(RENT_CHANGES, (_rent_change(row) for row in rows))


def _rent_change(row: RentChange) -> list[sheets.Cell]:
    case, is_withdrawn = row.agreement.application, not row.months
    subsidy = ALLOWANCE[row.agreement.quote.policy.counts_for_allowance]
    return [
        row.reference, case.lease.number, case.lease.dwelling.number, ADJUSTMENT, "", subsidy, row.starts_on,
        None if is_withdrawn else row.ends_on - timedelta(days=1), -row.amount, row.vat_code, _action(row, is_withdrawn),
        case.reference, _by(row), row.made_at, row.kind, row.ledger_account, row.cost_centre, True, False,
        row.corrects.reference if row.corrects else "", row.reason,
    ]  # fmt: skip


def payouts(rows: Iterable[Payout]) -> bytes:
    """One row a payment, made or to be made."""
    return sheets.csv_of(PAYOUTS, (_payout(row) for row in rows))


def _payout(row: Payout) -> list[sheets.Cell]:
    case = row.agreement.application
    return [
        row.reference, case.lease.number, case.lease.dwelling.number, row.kind, row.amount, row.vat_code, row.due_on,
        row.paid_on, _action(row, not row.amount), case.reference, _by(row), row.made_at, row.to_party.name,
        row.ledger_account, row.cost_centre, row.corrects.reference if row.corrects else "", row.reason,
    ]  # fmt: skip


def obligations(rows: Iterable[Obligation]) -> bytes:
    """One row an agreement and kind."""
    return sheets.csv_of(OBLIGATIONS, (_obligation(row) for row in rows))


def _obligation(row: Obligation) -> list[sheets.Cell]:
    case = row.agreement.application
    lease = case.lease
    return [case.reference, lease.number, lease.dwelling.number, row.kind, row.months, row.until, row.amount]


def paid(rows: Iterable[Payout]) -> bytes:
    """One row a payment, for the yearly report to the tax office. No BSN: the portal has none."""
    return sheets.csv_of(PAID, (_paid(row) for row in rows))


def _paid(row: Payout) -> list[sheets.Cell]:
    case, party = row.agreement.application, row.to_party
    home = case.lease.dwelling
    return [
        party.name, home.address, home.postcode, home.city, party.born_on, row.amount, row.paid_on, row.reference,
        case.reference,
    ]  # fmt: skip


def rent_round(rows: Iterable[Line]) -> bytes:
    """One row a lease: skip the increase, or catch up."""
    return sheets.csv_of(ROUND, (_line(row) for row in rows))


def _line(row: Line) -> list[sheets.Cell]:
    case = row.agreement.application
    home, action = case.lease.dwelling, "INHALEN" if row.is_catch_up else "OVERSLAAN"
    return [
        case.lease.number, home.number, home.address, case.reference, row.agreement.form, action, row.charged_before,
        row.shadow_before, row.rate * 100, not row.is_assumed, row.shadow_after, -row.off, row.charged_after, row.until,
        not row.is_catch_up, row.is_catch_up,
    ]  # fmt: skip


def named(what: str, slug: str, day: date, amounts: Iterable[Decimal]) -> str:
    """`huurmutaties-woonstad-2027-01-31-12-1127,00.csv`: with the number of rows and their sum, to check against."""
    found = list(amounts)
    return f"{what}-{slug}-{day.isoformat()}-{len(found)}-{sheets.written(sum(found, Decimal(0)))}.csv"


def _action(row: Money, is_withdrawn: bool) -> str:
    if is_withdrawn:
        return WITHDRAWN
    return CHANGED if row.corrects_id else NEW


def _by(row: Money) -> str:
    return row.made_by.name if row.made_by else ""
