"""The tenant at work: from when, why it stands still, when it is ready, and thinking better of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.contract.models import Agreement, AgreementStatus
from agreements.work.services import working
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import factories, kept_world
from tests.agreements.signed import again, co_tenant, put, signed
from tests.visiting import queries, text, visitor

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
SIGNED_ON = datetime(2027, 4, 12, 10, tzinfo=UTC)  # a Monday


@pytest.fixture
def traveller():
    with time_machine.travel(SIGNED_ON, tick=False) as made:
        yield made


@time_machine.travel(SIGNED_ON, tick=False)
def make():
    """Signed by everybody on 12 April; the work is from 15 April."""
    return signed(
        opens_on=date(2027, 4, 1),
        closes_on=date(2027, 4, 14),
        works_from=date(2027, 4, 15),
        works_until=date(2027, 10, 15),
    )


kept = kept_world.made_by(make)


@pytest.fixture
def agreement(traveller, db, kept):
    return kept_world.own(kept)


def tenant(agreement):
    return agreement.application.tenant.user


def press(agreement, name, **given):
    """The tenant's answer to the question of this page, and what the next page says."""
    address = reverse(name, args=[SLUG, agreement.pk])
    return text(visitor(tenant(agreement)).post(address, given, follow=True))


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


def stands(agreement):
    now = again(agreement)
    return now.status, now.ground, now.application.status, now.application.holds_place


def test_start_before_the_first_day_is_refused_and_says_from_when(agreement):
    with pytest.raises(working.TooEarly) as early:
        working.start(agreement, by=tenant(agreement))
    assert early.value.first == date(2027, 4, 15)
    assert "U mag beginnen op 15 april 2027. Eerder kan niet." in press(agreement, "agreement_start")
    assert stands(agreement)[0] == AgreementStatus.SIGNED


def test_start_on_the_first_day_local_time_begins_the_work(agreement, traveller):
    traveller.move_to(datetime(2027, 4, 14, 21, 59, tzinfo=UTC))  # 23.59 here
    with pytest.raises(working.TooEarly):
        working.start(agreement, by=tenant(agreement))
    traveller.move_to(datetime(2027, 4, 14, 22, 1, tzinfo=UTC))
    assert "U bent bezig. Het werk is klaar op" in press(agreement, "agreement_start")
    assert stands(agreement) == (AgreementStatus.IN_PROGRESS, "", "accepted", True)


@pytest.mark.parametrize("ground", ["weather", "illness", "delivery", "other"])
def test_a_tenant_suspends_with_a_ground_and_goes_on(agreement, ground):
    row = put(agreement, "in_progress")
    press(row, "agreement_suspend", ground=ground)
    assert stands(row)[:2] == (AgreementStatus.SUSPENDED, ground)
    press(row, "agreement_resume")
    assert stands(row)[:2] == (AgreementStatus.IN_PROGRESS, "")
    rows = Entry.objects.filter(subject="agreements.agreement", action__in=["suspend", "resume"]).order_by("-pk")[:2]
    assert [(row.new, row.reason) for row in rows] == [("in_progress", "resumed"), ("suspended", ground)]
    assert told("agreement_suspended") == told("agreement_resumed") == [tenant(row).email]


def test_stopping_twice_is_told_twice(agreement, traveller):
    row = put(agreement, "in_progress")
    for ground in ("weather", "illness"):
        working.suspend(row, ground=ground, by=tenant(row))
        traveller.shift(timedelta(hours=1))
        working.resume(row, by=tenant(row))
    assert len(told("agreement_suspended")) == len(told("agreement_resumed")) == 2


def test_suspend_without_a_ground_asks_for_one_and_changes_nothing(agreement):
    row = put(agreement, "in_progress")
    for wrong in ({}, {"ground": "money"}):
        assert "Kies een reden uit de lijst." in press(row, "agreement_suspend", **wrong)
    assert stands(row)[0] == AgreementStatus.IN_PROGRESS


def test_after_asbestos_only_the_officer_lets_the_work_go_on(agreement):
    row = put(agreement, "suspended", ground="asbestos")
    with pytest.raises(working.NotSafeYet):
        working.resume(row, by=tenant(row))
    assert "er ligt misschien asbest" in press(row, "agreement_resume")
    officer = visitor(row.application.offer.officer)
    officer.post(reverse("work_resume", args=[SLUG, row.pk]))
    assert stands(row)[:2] == (AgreementStatus.IN_PROGRESS, "")


def test_ready_keeps_the_note_and_asks_the_inspector_within_ten_working_days(agreement):
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    co_tenant(agreement, "Maria Jansen", maria)
    row = put(agreement, "in_progress")
    page = press(row, "agreement_ready", note="Alles is klaar.")
    assert "Onze opzichter komt kijken, uiterlijk op 26 april 2027." in page
    now = again(row)
    assert (now.status, now.ready_note, now.inspect_before) == ("completed", "Alles is klaar.", date(2027, 4, 26))
    assert told("agreement_ready") == sorted([tenant(row).email, maria.email])


def test_a_note_that_is_too_long_says_so_and_keeps_what_was_typed(agreement):
    row = put(agreement, "in_progress")
    page = press(row, "agreement_ready", note="x" * 1001)
    assert "Dit is te lang. Neem ten hoogste 1000 tekens." in page
    assert "x" * 1001 in page
    assert stands(row)[0] == AgreementStatus.IN_PROGRESS


def test_mended_asks_the_inspector_again_and_a_second_time_changes_nothing(agreement):
    row = put(agreement, "repair", repair_before=date(2027, 5, 12))
    press(row, "agreement_repaired", note="De plint is af.")
    first = again(row)
    assert (first.status, first.ready_note, first.inspect_before) == ("repair", "De plint is af.", date(2027, 4, 26))
    assert first.repaired_at
    assert "Dit hebt u al gemeld." in press(row, "agreement_repaired", note="Nog eens.")
    working.report_repaired(row, note="Nog eens.", by=tenant(row))
    assert again(row).ready_note == "De plint is af."
    assert Entry.objects.filter(action="repaired").count() == len(told("agreement_ready")) == 1


@pytest.mark.parametrize("status", ["signed", "in_progress", "suspended", "completed", "repair"])
def test_thinking_better_of_it_ends_the_case_frees_the_place_and_is_told(agreement, status):
    row = put(agreement, status)
    page = press(row, "agreement_cool_off")
    assert "U hebt zich bedacht." in page
    assert stands(row) == (AgreementStatus.TERMINATED, "cooling_off", "withdrawn", False)
    assert told("agreement_terminated") == [tenant(row).email]


def test_the_last_day_to_think_better_of_it_still_counts_and_the_next_does_not(agreement, traveller):
    assert working.last_day_to_cool_off(agreement) == date(2027, 4, 26)
    traveller.move_to(datetime(2027, 4, 26, 21, 59, tzinfo=UTC))  # 23.59 here
    assert working.may_cool_off(agreement)
    traveller.move_to(datetime(2027, 4, 26, 22, 1, tzinfo=UTC))
    with pytest.raises(working.CoolingOffOver):
        working.cool_off(agreement, by=tenant(agreement))
    assert "De bedenktijd is voorbij." in press(agreement, "agreement_cool_off")
    assert stands(agreement)[0] == AgreementStatus.SIGNED


def test_thinking_better_of_an_offer_that_nobody_signed_is_no_end(agreement):
    Agreement.objects.filter(pk=agreement.pk).update(status="offered")
    with pytest.raises(IllegalTransition):
        working.cool_off(again(agreement), by=tenant(agreement))


@pytest.mark.parametrize(
    ("status", "beside", "words"),
    [
        ("signed", {}, "U mag beginnen op 15 april 2027."),
        ("signed", {"works_from": date(2027, 4, 12)}, "Ik begin met de klus"),
        ("in_progress", {}, "Ik ben klaar"),
        (
            "in_progress",
            {"works_from": date(2027, 4, 1), "works_until": date(2027, 4, 11)},
            "Uw laatste dag was 11 april 2027.",
        ),
        ("suspended", {"ground": "weather"}, "Ik ga weer verder"),
        ("suspended", {"ground": "asbestos"}, "Raak niets aan."),
        ("completed", {"inspect_before": date(2027, 4, 26)}, "uiterlijk op 26 april 2027"),
        ("repair", {"repair_before": date(2027, 5, 12)}, "Het is hersteld"),
        ("accepted", {}, "U krijgt € 1.127,00 van ons."),
        ("accepted", {"form": "discount", "months": 12}, "als korting op de huur, vanaf 1 mei 2027."),
        ("rewarding", {"form": "discount", "months": 12}, "van 1 mei 2027 tot en met 30 april 2028."),
        ("finished", {}, "Wij betaalden € 1.127,00 op 12 april 2027."),
        ("taken_over", {}, "Wij maken het werk zelf af."),
        ("terminated", {}, "De overeenkomst is gestopt."),
    ],
)
def test_home_and_case_say_what_a_status_means_and_what_to_do(agreement, status, beside, words):
    row = put(agreement, status, **beside)
    page = visitor(tenant(row))
    for address in (reverse("my_home", args=[SLUG]), reverse("application", args=[SLUG, row.application_id])):
        assert words in text(page.get(address))
    scope.enter(row.corporation_id)


def test_my_home_asks_as_much_in_every_status_of_the_work(agreement):
    page = visitor(tenant(agreement))
    numbers = {status: queries(page, reverse("my_home", args=[SLUG]))[0] for status in _each(agreement)}
    assert len(set(numbers.values())) == 1, numbers


def _each(agreement):
    for status in ("signed", "in_progress", "suspended", "completed", "repair", "accepted"):
        put(agreement, status)
        yield status


def test_a_tenant_of_another_home_finds_no_page(agreement):
    row = put(agreement, "in_progress")
    other = factories.tenant(row.application.offer.complex, name="Buur")
    answer = visitor(other).post(reverse("agreement_ready", args=[SLUG, row.pk]), {"note": ""})
    assert (answer.status_code, stands(row)[0]) == (404, AgreementStatus.IN_PROGRESS)
