"""`manage.py reconcile`: every cent that was agreed is booked, and each difference has a name."""

import re
from contextlib import contextmanager
from datetime import date
from decimal import Decimal as D

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agreements.contract.models import Payout, RentChange
from agreements.rewards.services import booking, correcting, increases, lease_end, reconciling, rewarding
from corporations.models import PolicyVersion
from corporations.money.shadow import month_after
from klushuur.ground import clock
from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner
from tests import factories
from tests.agreements.booked import ACCEPTED, accepted, at, follow, recorded
from tests.agreements.signed import again, put, signed

pytestmark = pytest.mark.django_db
SKIP = {"form": "skip", "months": 36}
DISCOUNT = {"form": "discount", "months": 12}


def booked(form, **fields):
    """An agreement whose reward finance recorded."""
    made = put(signed(**fields), "accepted", **form)
    finance = factories.staff(made.corporation, "finance")
    if form.get("months"):
        rewarding.record_lower_rent(made, by=finance)
    else:
        rewarding.record_payment(made, paid_on=clock.today(), by=finance)
    return again(made)


@pytest.fixture
def row(db):
    return booked(SKIP)


def said(capsys, **options):
    """What the command tells, and whether it ends well."""
    try:
        call_command("reconcile", **options)
    except CommandError as error:
        return [*capsys.readouterr().out.splitlines(), str(error)], False
    return capsys.readouterr().out.splitlines(), True


def plant(corporation_id, statement):
    """A fault that no page can make: by the owner's login, past the trigger."""
    with scope.of(corporation_id), as_owner(connection), connection.cursor() as cursor:
        table = re.search(r"agreements_\w+", statement)[0]
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        assert cursor.rowcount == 1
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_everything_that_finance_recorded_is_right_and_counted(row, capsys):
    booked(DISCOUNT, corporation=row.corporation)
    booked({"form": "one_off"}, corporation=row.corporation)
    put(signed(corporation=row.corporation), "accepted")  # nothing booked yet, and nothing counted
    assert said(capsys) == (
        [
            "Wonen Voorbeeldstad: 4 overeenkomsten, afgesproken € 3.381,00, geboekt € 3.381,00",
            "Alles klopt tot op de cent: € 3.381,00.",
        ],
        True,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["rentchange", "payout"])
def test_one_cent_that_was_planted_is_found_and_named(row, capsys, table):
    cents = {"rentchange": D("0.36"), "payout": D("0.01")}[table]  # a cent a month is 36 of them
    plant(row.corporation_id, f"UPDATE agreements_{table} SET amount = amount + 0.01")
    lines, is_right = said(capsys)
    found = f"{D('1127.00') + cents:.2f}".replace(".", ",").replace("1127", "1.127")
    assert lines == [
        f"VERSCHIL {row.reference}: huurmutaties en betalingen samen: verwacht € 1.127,00, gevonden € {found}",
        f"Wonen Voorbeeldstad: 1 overeenkomsten, afgesproken € 1.127,00, geboekt € {found}",
        "Het klopt niet: 1 verschil.",
    ]
    assert not is_right


@pytest.mark.parametrize("model", [RentChange, Payout])
def test_without_the_owners_login_the_cent_can_not_be_planted(row, capsys, model):
    """The twin: the same fault by the application's own login is refused, and everything stays right."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(amount=D("26.25"))
    assert said(capsys)[1]


@pytest.mark.django_db(transaction=True)
def test_a_fault_that_two_rows_hide_from_the_sum_of_all_is_found_in_each(row, capsys):
    """A cent more here and a cent less there: the totals are right, the agreements are not."""
    other = booked(SKIP, corporation=row.corporation)
    for agreement, cents in ((row, "+ 0.01"), (other, "- 0.01")):
        plant(
            row.corporation_id,
            f"UPDATE agreements_payout SET amount = amount {cents} WHERE agreement_id = {agreement.pk}",
        )
    lines, _ = said(capsys)
    assert [line.split(":")[0] for line in lines[:2]] == [f"VERSCHIL {row.reference}", f"VERSCHIL {other.reference}"]
    assert "afgesproken € 2.254,00, geboekt € 2.254,00" in lines[2]


@pytest.mark.django_db(transaction=True)
def test_a_cent_that_moved_from_one_month_to_another_is_found_with_the_month(capsys):
    """The sum is right, and two months are not."""
    row = booked(DISCOUNT)
    first = row.rent_changes.current().order_by("starts_on")[0]
    last = row.rent_changes.current().order_by("starts_on")[1]
    table = f"{RentChange._meta.db_table} SET amount = amount"
    plant(row.corporation_id, f"UPDATE {table} - 0.01 WHERE id = {first.pk}")
    plant(row.corporation_id, f"UPDATE {table} + 0.11 WHERE id = {last.pk}")
    lines, _ = said(capsys)
    assert lines == [
        f"VERSCHIL {row.reference}: huurmutatie van de maand {first.starts_on:%m-%Y}: verwacht € 93,92, gevonden € 93,91",
        f"VERSCHIL {row.reference}: huurmutatie van de maand {last.starts_on:%m-%Y}: verwacht € 93,88, gevonden € 93,99",
        "Wonen Voorbeeldstad: 1 overeenkomsten, afgesproken € 1.127,00, geboekt € 1.127,00",
        "Het klopt niet: 2 verschillen.",
    ]


@pytest.mark.django_db(transaction=True)
def test_without_looking_at_months_the_moved_cent_is_not_found(monkeypatch, row):
    """The twin: between the months and the rest of a skip; the sum alone says that all is well."""
    plant(row.corporation_id, "UPDATE agreements_rentchange SET amount = amount + 0.01")
    plant(row.corporation_id, "UPDATE agreements_payout SET amount = amount - 0.36")
    assert fields(row.corporation_id) == [("month", D("26.24"), D("26.25"))]
    monkeypatch.setattr(reconciling.month_by_month, "wrong", lambda *given: [])
    assert fields(row.corporation_id) == []


@pytest.mark.parametrize("form", [SKIP, {"form": "freeze", "months": 27}])
def test_a_reward_that_followed_an_increase_is_right_month_by_month(form):
    """Also one that was decided when months had begun; while it waits to follow, nothing is said."""
    row = accepted()
    finance = factories.staff(row.corporation, "finance", name="Els Smit")
    recorded(row, finance, **form | {"accepted_on": ACCEPTED})
    for year, day in ((2027, (2027, 3, 1)), (2028, (2028, 8, 15))):
        with at(*day):
            increases.decide(row.corporation, year=year, rate=D("0.045"), by=finance)
            assert fields(row.corporation_id) == []
            follow(finance)
            assert fields(row.corporation_id) == []


def test_a_skip_that_was_corrected_by_hand_and_follows_no_increase_is_no_difference():
    row = accepted()
    finance = factories.staff(row.corporation, "finance", name="Els Smit")
    made = recorded(row, finance, **SKIP | {"accepted_on": ACCEPTED})
    rest = made.payouts.get()
    correcting.correct_payout(rest, amount=rest.amount, due_on=date(2030, 8, 1), reason="mistake", by=finance)
    with at(2027, 4, 10):
        increases.decide(row.corporation, year=2027, rate=D("0.03"), by=finance)
        assert (follow(finance), fields(row.corporation_id)) == (0, [])


def test_what_was_corrected_by_hand_is_explained_and_the_rest_is_not(row):
    """A month later by hand is no difference; the sum must be right all the same."""
    other = booked(DISCOUNT, corporation=row.corporation)
    finance = factories.staff(row.corporation, "finance", name="Els Smit")
    last = other.rent_changes.current().order_by("starts_on")[1]
    day = {"starts_on": last.ends_on, "ends_on": month_after(last.ends_on)}
    correcting.correct_rent_change(last, **day, amount=last.amount, reason="mistake", by=finance)
    assert fields(row.corporation_id) == []


def fields(corporation_id):
    with scope.of(corporation_id):
        return [(one.field.value, one.expected, one.found) for one in reconciling.reconcile().differences]


def test_money_before_finance_recorded_it_is_named(row):
    put(row, "accepted")
    assert fields(row.corporation_id) == [("early", D(0), D("1127.00"))]


def test_a_finished_case_with_money_to_pay_or_a_lower_rent_that_runs_is_named(row):
    put(row, "finished")
    assert fields(row.corporation_id) == [("unpaid", D(0), D("182.36")), ("runs", D(0), D("26.24"))]


@contextmanager
def without_constraint(corporation_id):
    """As the database would be without its guard; what was written meanwhile is thrown away with it."""
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE agreements_rentchange DROP CONSTRAINT rent_change_once_a_month")
    try:
        yield
    finally:
        with scope.of(corporation_id), as_owner(connection), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE agreements_rentchange DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM agreements_rentchange WHERE number > 1")
            cursor.execute("ALTER TABLE agreements_rentchange ENABLE TRIGGER USER")
            cursor.execute(
                "ALTER TABLE agreements_rentchange ADD CONSTRAINT rent_change_once_a_month EXCLUDE USING gist "
                "(int8range(agreement_id, agreement_id, '[]') WITH &&, daterange(starts_on, ends_on) WITH &&) "
                "WHERE (replaced_at IS NULL)"
            )


@pytest.mark.django_db(transaction=True)
def test_two_rows_in_one_month_are_named(row):
    change = row.rent_changes.get()
    with without_constraint(row.corporation_id):
        booking.add_rent_change(row, period=(change.starts_on, change.ends_on), amount=change.amount, by=None)
        found = fields(row.corporation_id)
    assert found == [("sum", D("1127.00"), D("1127.00") + change.amount * 36), ("twice", D(0), change.amount)]


def test_a_correction_that_keeps_the_sum_is_right_and_one_that_does_not_is_named(row):
    finance = factories.staff(row.corporation, "finance")
    rest = row.payouts.get()
    given = {"due_on": rest.due_on, "reason": "mistake", "by": finance}
    correcting.correct_payout(rest, amount=rest.amount, **given)
    assert fields(row.corporation_id) == []
    correcting.correct_payout(row.payouts.current().get(), amount=D("182.35"), **given)
    assert fields(row.corporation_id) == [("sum", D("1127.00"), D("1126.99"))]


def test_only_the_corporation_that_is_asked_is_looked_at(row, capsys):
    elsewhere = booked(DISCOUNT, corporation=factories.corporation("elders", "Wonen Elders"))
    put(elsewhere, "accepted")
    scope.enter(None)
    assert said(capsys, corporation="voorbeeldstad")[1]
    lines, is_right = said(capsys)
    assert (is_right, next(line for line in lines if line.startswith("VERSCHIL")).split(":")[0]) == (
        False,
        f"VERSCHIL {elsewhere.reference}",
    )
    with pytest.raises(CommandError, match="geen corporatie met de naam nergens"):
        call_command("reconcile", corporation="nergens")


def test_a_batch_costs_three_queries_whatever_is_in_it(row, monkeypatch):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            reconciling.reconcile()
        return len(captured)

    one = queries()
    booked(DISCOUNT, corporation=row.corporation)
    assert queries() == one
    monkeypatch.setattr(reconciling, "BATCH", 1)
    assert queries() == one + 3


def test_a_row_of_another_day_is_no_difference(row):
    """A withdrawn row begins and ends on one day: it counts for nothing and overlaps with nothing."""
    period = (date(2020, 1, 1), date(2020, 1, 1))
    booking.add_rent_change(row, period=period, amount=D("5.00"), by=None)
    assert fields(row.corporation_id) == []


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("lapses", "HUUR GESTOPT {}: De korting vervalt: € 1.048,28"),
        ("handed_over", "HUUR GESTOPT {}: De volgende huurder neemt de korting over: € 1.048,28"),
        ("bought_off", None),
    ],
)
def test_what_the_end_of_a_lease_took_away_is_named_and_no_difference(row, capsys, option, line):
    PolicyVersion.objects.update(exit_option=option)
    change = row.rent_changes.get()
    finance = factories.staff(row.corporation, "finance", name="Els")
    lease_end.end_lease(change, ends_on=month_after(change.starts_on, 3), by=finance)
    lines, is_right = said(capsys)
    assert (lines[:-2], is_right) == ([line.format(row.reference)] if line else [], True)


def test_one_cent_beside_what_lapsed_is_found(row):
    """The twin: only what the end of the lease took away is settled."""
    PolicyVersion.objects.update(exit_option="lapses")
    change, finance = row.rent_changes.get(), factories.staff(row.corporation, "finance", name="Els")
    made = lease_end.end_lease(change, ends_on=month_after(change.starts_on, 3), by=finance)
    given = {"starts_on": made.starts_on, "ends_on": made.ends_on, "by": finance}
    correcting.correct_rent_change(made, amount=made.amount - D("0.01"), reason="mistake", **given)
    assert fields(row.corporation_id) == [("sum", D("78.72"), D("78.69"))]


def test_what_should_be_bought_off_and_is_not_is_named(row):
    change, finance = row.rent_changes.get(), factories.staff(row.corporation, "finance", name="Els")
    day = {"starts_on": change.starts_on, "ends_on": month_after(change.starts_on, 3)}
    correcting.correct_rent_change(change, **day, amount=change.amount, reason="ended", by=finance)
    assert fields(row.corporation_id) == [("bought_off", D(0), change.amount * 33)]
