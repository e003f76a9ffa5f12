"""Finance corrects a rent change or a payout: its page, the question, the check, and what is told."""

import re
from datetime import date
from decimal import Decimal as D

import pytest
from django.urls import reverse

from agreements.contract import forecast
from agreements.contract.models import Agreement, Payout, RentChange
from agreements.rewards.services import correcting, lease_end
from agreements.rewards.services.refusals import RewardCode
from corporations.models import Lease, StaffMember
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import StaleStatus
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import factories, racing
from tests.agreements.booked import DISCOUNT, REWARD, SKIP, address, at, paid, recorded
from tests.agreements.signed import again
from tests.refusing import refused
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(name="made")
def _made(row, finance):
    """€ 93.92 off for eleven months from April 2027, and € 93.88 in the twelfth."""
    return recorded(row, finance, **DISCOUNT)


@pytest.fixture(name="client")
def _client(finance):
    with at(2027, 5, 1):
        yield visitor(finance)


def change(made):
    return made.rent_changes.current()[0]


def words_of(answer):
    """The page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(answer))).replace(" ,", ",")


def ask(client, row, what, method="get", **given):
    """What the page of a question answers, in words."""
    name = "rent_change_correct" if isinstance(row, RentChange) else "payout_correct"
    answer = getattr(client, method)(address(name, pk=row.pk, what=what), given, follow=True)
    return words_of(answer)


def rows():
    return [
        (one.number, one.starts_on, one.ends_on, one.amount, one.replaced_at is None)
        for one in RentChange.objects.order_by("pk")
    ]


# --- what it is ---


def test_each_row_of_the_lists_opens_its_page_with_amounts_period_and_posting(client, made):
    shown = words_of(client.get(address("rent_changes")))
    assert change(made).reference in shown
    answer = client.get(address("rent_change", pk=change(made).pk))
    found = words_of(answer)
    for words in (
        "april 2027 tot en met februari 2028: € 93,92 per maand van de huur af",
        "€ 1.033,12 11 maanden",
        "rekening ontbreekt",
        "1 april 2027 14:00 · Els Smit · volgens de overeenkomst",
        "Ontbreekt € 0,00",
    ):
        assert words in found
    assert address("rent_change_correct", pk=change(made).pk, what="bedrag") in answer.content.decode()
    assert address("rent_change", pk=change(made).pk) in client.get(address("rent_changes")).content.decode()


def test_the_history_names_each_row_with_who_when_and_why(client, made):
    old = change(made)
    ask(client, old, "bedrag", "post", amount="90,00")
    new = change(made)
    for one, here in ((old, new), (new, old)):
        answer = client.get(address("rent_change", pk=one.pk))
        found = words_of(answer)
        assert f"{new.reference} geldt nu" in found
        assert f"{old.reference} vervangen" in found
        assert "er stond iets fout" in found
        assert address("rent_change", pk=here.pk) in answer.content.decode()
    assert "Deze regel is vervangen." in words_of(client.get(address("rent_change", pk=old.pk)))


# --- a correction ---


def test_a_check_says_what_changes_and_what_is_missing_and_writes_nothing(client, made):
    before = rows()
    found = ask(client, change(made), "bedrag", amount="90,00")
    assert "Was" in found
    assert "april 2027 tot en met februari 2028: € 93,92 per maand" in found
    assert "april 2027 tot en met februari 2028: € 90,00 per maand" in found
    assert "Er ontbreekt dan € 43,12" in found
    assert (rows(), Message.objects.filter(kind="reward_corrected").count()) == (before, 0)


def test_another_amount_is_a_new_row_and_the_tenant_is_told(client, finance, made):
    old = change(made)
    found = ask(client, old, "bedrag", "post", amount="90,00")
    assert "Verbeterd. De huurders krijgen bericht." in found
    new = change(made)
    assert (new.corrects, new.amount, new.reason, new.made_by) == (old, D("90.00"), "mistake", finance)
    told = Message.objects.get(kind="reward_corrected").text.replace("\u00a0", " ")
    assert "Van april 2027 tot en met februari 2028 gaat er € 90,00 per maand van uw huur af." in told
    assert "In maart 2028 gaat er € 93,88 van uw huur af." in told
    entry = Entry.objects.get(subject="agreements.rentchange", subject_id=new.pk)
    assert (entry.action, entry.new, entry.reason) == ("booked", "discount", "mistake")


def test_other_months_and_a_withdrawal(client, made):
    last = made.rent_changes.current()[1]
    ask(client, last, "maanden", "post", first="2028-04", last="2028-04")
    moved = made.rent_changes.current()[1]
    assert (moved.starts_on, moved.ends_on) == (date(2028, 4, 1), date(2028, 5, 1))
    assert "Er ontbreekt dan € 93,88" in ask(client, moved, "intrekken")
    ask(client, moved, "intrekken", "post")
    gone = RentChange.objects.get(corrects=moved)
    assert (gone.months, gone.replaced_at) == (0, None)
    shown = words_of(client.get(address("rent_change", pk=gone.pk)))
    assert ("De maanden kloppen niet" in shown, "Deze regel moet weg" in shown) == (True, False)


def test_a_payout_gets_another_day_and_amount(client, row, finance):
    rest = recorded(row, finance, **SKIP).payouts.get()
    found = ask(client, rest, "dag", due_on="2030-08-01")
    assert "€ 182,36 in één keer, vanaf 1 augustus 2030" in found
    ask(client, rest, "dag", "post", due_on="2030-08-01")
    new = Payout.objects.current().get()
    ask(client, new, "bedrag", "post", amount="180")
    last = Payout.objects.current().get()
    assert (last.due_on, last.amount, last.number) == (date(2030, 8, 1), D("180.00"), 3)


def test_sent_twice_is_done_once(client, made):
    old = change(made)
    ask(client, old, "bedrag", "post", amount="90,00")
    found = ask(client, old, "bedrag", "post", amount="90,00")
    assert "Deze regel is vervangen. Hieronder ziet u door welke." in found
    assert (len(rows()), Message.objects.filter(kind="reward_corrected").count()) == (3, 1)


# --- what can't be ---


@pytest.mark.parametrize(
    ("what", "given", "words"),
    [
        ("bedrag", {"amount": "94,00"}, "Zo geeft u meer dan is afgesproken."),
        ("bedrag", {"amount": "0"}, "Vul een bedrag boven € 0 in."),
        ("bedrag", {"amount": "-5"}, "Haal het minteken weg."),
        ("bedrag", {"amount": "1,234"}, "ten hoogste twee cijfers achter de komma"),
        ("bedrag", {"amount": ""}, "Vul een bedrag in."),
        ("bedrag", {"amount": "93,92"}, "Zo staat het er al."),
        ("maanden", {"first": "2027-05", "last": "2027-04"}, "De laatste maand is vóór de eerste."),
        ("maanden", {"first": "2027-04-15", "last": "2027-05"}, "Dit is geen maand."),
        ("maanden", {"first": "1999-04", "last": "2027-05"}, "Kies een dag tussen 2000 en 2100."),
        ("maanden", {"first": "2027-05", "last": "2028-03"}, "geldt al een andere regel"),
        ("maanden", {"first": "2024-01", "last": "2028-02"}, "langer dan 36 maanden"),
        ("huur-gestopt", {"last": "2028-03"}, "Na deze maand komt er niets meer."),
        ("huur-gestopt", {"last": ""}, "Kies een maand."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_can_not_be_is_refused_in_words_and_kept(client, made, method, what, given, words):
    before = rows()
    found = ask(client, change(made), what, method, **given)
    assert (words in found, rows()) == (True, before)


def test_more_than_the_room_under_the_rent_is_refused(client, made):
    Lease.objects.update(net_rent=D("80.00"))
    last = made.rent_changes.current()[1]
    assert "zou de huur onder nul komen" in ask(client, last, "bedrag", amount="93,00")
    assert "Klopt dit?" in ask(client, last, "bedrag", amount="83,00")  # the twin: there is room for this one


def test_what_was_paid_is_not_corrected(client, row, finance):
    made = paid(row, finance)
    assert "Dit is al betaald." in ask(client, made.payouts.get(), "bedrag", "post", amount="1")
    assert Payout.objects.count() == 1


def test_once_the_reward_is_complete_nothing_changes(client, made):
    Agreement.objects.update(status="finished")
    assert "De beloning loopt niet meer." in ask(client, change(made), "bedrag", "post", amount="1")
    assert len(rows()) == 2


def test_who_lives_there_does_not_correct_and_the_twin_does(client, finance, made):
    home = made.application.lease.dwelling_id
    StaffMember.objects.filter(pk=finance.pk).update(home=home)
    assert "Dit is uw eigen huis." in ask(client, change(made), "bedrag", "post", amount="90")
    assert len(rows()) == 2
    StaffMember.objects.filter(pk=finance.pk).update(home=None)
    ask(client, change(made), "bedrag", "post", amount="90")
    assert len(rows()) == 3


def test_another_corporation_finds_no_row_and_corrects_nothing(client, made):
    number = change(made).pk
    elsewhere = factories.corporation("elders", "Wonen Elders")
    other = visitor(factories.staff(elsewhere, "finance"))
    for slug in ("voorbeeldstad", "elders"):
        where = {"corporation": slug, "pk": number}
        assert other.get(reverse("rent_change", kwargs=where)).status_code == 404
        answer = other.post(reverse("rent_change_correct", kwargs=where | {"what": "bedrag"}), {"amount": "1"})
        assert answer.status_code == 404
    scope.enter(made.corporation_id)
    assert len(rows()) == 2
    assert client.get(address("rent_change", pk=number)).status_code == 200  # the twin
    assert client.get(address("rent_change_correct", pk=number, what="iets")).status_code == 404


# --- the lease ends ---


@pytest.mark.parametrize(
    ("option", "words", "bought"),
    [
        ("lapses", "De huurder krijgt € 563,48 niet meer.", None),
        ("bought_off", "De huurder krijgt € 563,48 in één keer.", D("563.48")),
        ("handed_over", "De rest is voor de volgende huurder", None),
    ],
)
def test_when_the_lease_ends_the_policy_says_what_becomes_of_the_rest(client, made, option, words, bought):
    type(made.quote.policy).objects.update(exit_option=option)
    assert words in ask(client, change(made), "huur-gestopt", last="2027-09")
    found = ask(client, change(made), "huur-gestopt", "post", last="2027-09")
    assert "Ontbreekt € 0,00" in found
    lower = [(one.starts_on, one.ends_on, one.reason) for one in made.rent_changes.current()]
    assert lower == [
        (date(2027, 4, 1), date(2027, 10, 1), "ended"),
        (date(2028, 3, 1), date(2028, 3, 1), "ended"),
    ]
    paid_off = made.payouts.current().first()
    assert (paid_off and (paid_off.kind, paid_off.amount, paid_off.due_on)) == (
        bought and ("buy_off", bought, date(2027, 10, 1))
    )
    told = Message.objects.get(kind="reward_corrected").text.replace("\u00a0", " ")
    assert "Uw huur stopt. Daarom verandert uw beloning." in told
    wanted = {"lapses": "vervalt", "bought_off": "€ 563,48 in één keer", "handed_over": "voor de volgende huurder"}
    assert wanted[option] in told


def test_the_rest_of_a_skip_goes_into_what_is_bought_off(client, row, finance):
    made = recorded(row, finance, **SKIP)
    lease_end.end_lease(change(made), ends_on=date(2027, 8, 1), by=finance)
    found = {one.kind: one.amount for one in made.payouts.current()}
    assert found == {"remainder": D("0.00"), "buy_off": REWARD - D("26.24")}


def test_what_lapsed_is_not_promised_to_who_looks_ahead(client, made):
    type(made.quote.policy).objects.update(exit_option="lapses")
    ask(client, change(made), "huur-gestopt", "post", last="2027-09")
    ended = again(made)
    found = forecast.of(ended, ended.plan, forecast.Rates.of(ended)).lease_end
    assert found.every_month[0].exit.handed_over == 6 * D("93.92")  # all that there is: no rest is added


@pytest.mark.django_db(transaction=True)
def test_two_who_correct_one_row_at_once_make_one_row(made, finance):
    old, number = change(made), made.corporation_id
    given = {"starts_on": old.starts_on, "ends_on": old.ends_on, "reason": "mistake", "by": finance}
    found = racing.race(number, [lambda: correcting.correct_rent_change(old, amount=D("90.00"), **given)] * 4)
    assert [isinstance(one, StaleStatus) for one in found].count(True) == 3
    assert (len(rows()), made.rent_changes.current().count()) == (3, 2)


def test_the_end_of_a_lease_is_recorded_once(client, finance, made):
    ask(client, change(made), "huur-gestopt", "post", last="2027-09")
    assert (
        "De huur is gestopt"
        not in words_of(client.get(address("rent_change", pk=change(made).pk))).split("Klopt het")[1]
    )
    assert "is al vastgelegd" in ask(client, change(made), "huur-gestopt", "post", last="2027-06")
    with refused(RewardCode.LEASE_ENDED):
        lease_end.end_lease(change(made), ends_on=date(2027, 6, 1), by=finance)
    assert Payout.objects.count() == 1


def test_a_correction_of_a_stale_row_in_the_service_is_stale(finance, made):
    old = change(made)
    given = {"starts_on": old.starts_on, "ends_on": old.ends_on, "reason": "mistake", "by": finance}
    correcting.correct_rent_change(old, amount=D("90.00"), **given)
    with pytest.raises(StaleStatus):
        lease_end.end_lease(old, ends_on=date(2027, 10, 1), by=finance)
    assert Agreement.objects.get().status == "rewarding"
