"""Finance's lists and files of rent changes and payouts; and what all its pages have in common."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.contract.models import Agreement
from agreements.contract.services import approving, quoting
from agreements.rewards.services import correcting
from corporations.models import AnnualIncrease, Lease, LeaseParty, PolicyPosting
from klushuur.ground.journal.models import Entry
from tests import factories
from tests.agreements.booked import DISCOUNT, SKIP, address, at, page, paid, recorded, rows_of
from tests.agreements.signed import again, put
from tests.visiting import queries, visitor

LISTS = ("rent_changes", "payouts", "obligations")
FILES = ("rent_changes_file", "payouts_file", "obligations_file", "paid_in_file", "rent_round_file")

pytestmark = pytest.mark.django_db


# --- rent changes and payouts ---


def test_rent_changes_are_listed_and_in_the_file_as_the_erp_reads_them(row, finance):
    posting = {"ledger_account": "4310", "cost_centre": "K7", "vat_code": "VRI"}
    PolicyPosting.objects.create(corporation=row.corporation, policy=row.quote.policy, kind="skip", **posting)
    made = recorded(row, finance, **SKIP)
    shown = page(finance, "rent_changes")
    assert "1 jul 2027 – 30 jun 2030" in shown
    assert "4310 · K7 · VRI" in shown
    assert "−€ 26,24" in shown
    answer = visitor(finance).get(address("rent_changes_file"))
    change = made.rent_changes.get()
    assert rows_of(answer) == [
        {
            "mutatienummer": change.reference,
            "overeenkomst": row.application.lease.number,
            "eenheid": row.application.lease.dwelling.number,
            "soort": "HUA",
            "detailsoort": "",
            "subsidiesoort": "",
            "begindatum": "01-07-2027",
            "tot_en_met": "30-06-2030",
            "bedrag": "-26,24",
            "btw": "VRI",
            "handeling": "NIEUW",
            "akkoordnummer": row.reference,
            "vastgelegd_door": "Els Smit",
            "vastgelegd_op": "01-04-2027 14:00",
            "vorm": "skip",
            "grootboekrekening": "4310",
            "kostenplaats": "K7",
            "is_tijdelijke_korting": "ja",
            "is_inhaal": "nee",
            "corrigeert": "",
            "reden": "agreed",
        }
    ]
    assert answer.headers["Content-Disposition"].endswith('-1-26,24.csv"')


def test_a_correction_and_a_withdrawal_name_the_row_that_they_take_the_place_of(row, finance):
    made = recorded(row, finance, **DISCOUNT)
    first, second = made.rent_changes.current()
    day = {"starts_on": second.starts_on, "ends_on": second.starts_on}
    correcting.correct_rent_change(second, **day, amount=second.amount, reason="ended", by=finance)
    found = rows_of(visitor(finance).get(address("rent_changes_file")))
    assert [(one["handeling"], one["corrigeert"], one["tot_en_met"]) for one in found] == [
        ("NIEUW", "", "29-02-2028"),
        ("INTREKKING", second.reference, ""),
    ]
    shown = page(finance, "rent_changes")
    assert f"in plaats van {second.reference}: de huur is gestopt" in shown
    assert "ingetrokken" in shown
    assert "rekening ontbreekt" in shown
    assert first.reference in shown


def test_payouts_say_whom_when_and_what_is_still_to_be_paid(row, finance):
    made = recorded(row, finance, **SKIP)
    assert "nog niet, vanaf 1 jul 2030" in page(finance, "payouts")
    (found,) = rows_of(visitor(finance).get(address("payouts_file")))
    assert (found["betalingsnummer"], found["soort"], found["bedrag"], found["te_betalen_op"], found["betaald_op"]) == (
        made.payouts.get().reference,
        "remainder",
        "182,36",
        "01-07-2030",
        "",
    )
    assert (found["naam"], found["handeling"]) == ("Jan de Wit", "NIEUW")


def test_a_name_that_would_be_a_formula_is_a_text_in_the_file(row, finance):
    LeaseParty.objects.update(name="=HYPERLINK(1)")
    paid(row, finance)
    with at(2027, 5, 1):
        for name, kwargs in (("payouts_file", {}), ("paid_in_file", {"year": 2027})):
            (found,) = rows_of(visitor(finance).get(address(name, **kwargs)))
            assert found["naam"] == "'=HYPERLINK(1)"


def test_a_download_is_in_the_journal_by_its_code(row, finance):
    recorded(row, finance, **SKIP)
    with at(2027, 5, 1):
        for name in FILES:
            kwargs = {"year": 2027} if name in {"paid_in_file", "rent_round_file"} else {}
            visitor(finance).get(address(name, **kwargs))
    found = Entry.objects.filter(action="downloaded").order_by("pk")
    assert [(one.new, one.actor_id, one.subject) for one in found] == [
        (what, finance.user_id, "corporations.corporation")
        for what in ("huurmutaties", "betalingen", "verplichtingen-2027-05-01", "jaarlijst-2027", "huurronde-2027")
    ]


# --- the payments of a year ---


def test_the_list_of_a_year_has_who_was_paid_in_it_and_marks_a_missing_birth_date(row, finance):
    paid(row, finance)
    with at(2028, 2, 1):
        shown = page(finance, "paid_in", year=2027)
        assert "Bij 1 betaling ontbreekt de geboortedatum." in shown
        assert "Laat dit toetsen" in shown
        LeaseParty.objects.update(born_on=date(1970, 5, 4))
        assert "ontbreekt" not in page(finance, "paid_in", year=2027)
        (found,) = rows_of(visitor(finance).get(address("paid_in_file", year=2027)))
        home = row.application.lease.dwelling
        assert list(found.values())[:7] == [
            "Jan de Wit",
            home.address,
            "1234AB",
            "Voorbeeldstad",
            "04-05-1970",
            "1127,00",
            "02-04-2027",
        ]
        assert "Niets betaald in 2028" in page(finance, "paid_in", year=2028)
        assert not [name for name in found if "bsn" in name]


# --- all of them ---


@pytest.mark.parametrize("name", ["paid_in", "paid_in_file", "rent_round", "rent_round_file"])
@pytest.mark.parametrize("year", [1, 1999, 2100, 99999])
def test_a_year_that_nobody_asks_for_is_no_page(row, finance, name, year):
    assert visitor(finance).get(address(name, year=year)).status_code == 404


def test_empty_lists_say_so_and_what_comes_there(row, finance):
    put(row, "signed", accepted_on=None)
    with at(2027, 4, 1):
        for name, words in {
            "rent_changes": "Nog geen huurmutaties",
            "payouts": "Nog geen betalingen",
            "obligations": "Niets open op 1 april 2027",
        }.items():
            assert words in page(finance, name)
        assert "Niets betaald in 2027" in page(finance, "paid_in", year=2027)
        assert "Niets bijzonders in 2027" in page(finance, "rent_round", year=2027)


def _another(agreement):
    """One more signed agreement of the same offer, on a lease of its own."""
    offer = agreement.application.offer
    with at(2026, 12, 1):
        case = factories.application(offer, factories.tenant(offer.complex), status="surveyed")
        made = quoting.quote(case, by=offer.officer, forms=["one_off"], amounts=offer.amounts)
        approver = agreement.approvals.get().approver
        approving.approve(again(made), by=approver, terms_sha256=made.terms_sha256)
    Lease.objects.update(rent_since=date(2026, 7, 1))
    return again(made)


def test_every_list_asks_as_much_for_one_as_for_thirty(row, finance):
    with at(2027, 4, 2):
        client = visitor(finance)
        addresses = [address(name) for name in LISTS]
        addresses += [address("rent_round", year=2027), address("paid_in", year=2027)]
        addresses += [
            address(name, **({"year": 2027} if name in {"paid_in_file", "rent_round_file"} else {})) for name in FILES
        ]
    recorded(row, finance, **SKIP)
    paid(_another(row), finance)
    with at(2027, 4, 2):
        one = {where: queries(client, where)[0] for where in addresses}
    row.application.offer.capacity = 80
    row.application.offer.save()
    for _number in range(29):
        recorded(_another(row), finance, **SKIP)
        paid(_another(row), finance)
    assert Agreement.objects.count() == 60
    with at(2027, 4, 2):
        assert {where: queries(client, where)[0] for where in addresses} == one


def test_finance_of_another_corporation_finds_nothing_of_ours(row, finance):
    recorded(row, finance, **SKIP)
    elsewhere = factories.corporation("elders", "Wonen Elders")
    with at(2027, 5, 1):
        other = visitor(factories.staff(elsewhere, "finance"))
        for name in (*LISTS, "paid_in", "rent_round", *FILES):
            kwargs = {"year": 2027} if name in {"paid_in", "rent_round", "paid_in_file", "rent_round_file"} else {}
            assert other.get(address(name, **kwargs)).status_code == 404
            own = other.get(reverse(name, kwargs={"corporation": "elders"} | kwargs))
            assert (own.status_code, row.reference in own.content.decode()) == (200, False)
        decided = other.post(address("rent_round_decide", year=2027), {"rate": "3"})
    assert (decided.status_code, AnnualIncrease.objects.count()) == (404, 0)
