"""The inspection, the reward and the ends: who may, when, what it changes and who is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from agreements import tasks
from agreements.contract.models import Agreement, AgreementStatus
from agreements.contract.services import approving, quoting
from agreements.rewards.services import rewarding
from agreements.work.models import Inspection
from agreements.work.services import ending, inspecting
from corporations.models import StaffMember
from klushuur.ground import clock
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import factories
from tests.agreements.signed import again, put, signed
from tests.visiting import queries, text, visitor

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
BEGUN = {"works_from": date(2020, 4, 15)}
DISCOUNT = {"form": "discount", "months": 12}


@pytest.fixture
def ready(db):
    """Work that was reported ready."""
    return put(signed(), "completed", inspect_before=clock.today() + timedelta(days=14), **BEGUN)


@pytest.fixture
def inspector(ready):
    return factories.staff(ready.corporation, "inspector", name="Ruben Bakker")


@pytest.fixture
def finance(ready):
    return factories.staff(ready.corporation, "finance")


def look(agreement, by, result="passed", note=""):
    return inspecting.inspect(agreement, by=by, result=result, visited_on=clock.today(), note=note)


def mended(agreement):
    return put(agreement, "repair", repaired_at=clock.now())


def told(kind):
    return Message.objects.filter(kind=kind).count()


def inspect_page(agreement, by, **given):
    address = reverse("inspection", args=[SLUG, agreement.pk])
    typed = {"visited_on": clock.today().isoformat(), "result": "repair", "note": "De plint."} | given
    return text(visitor(by).post(address, typed, follow=True))


# --- the inspection ---


def test_work_that_is_good_is_accepted_today_and_told_with_what_comes_when(ready, inspector):
    seen = look(ready, inspector)
    now = again(ready)
    assert (seen.round, seen.result, seen.repair_before) == (1, "passed", None)
    assert (now.status, now.accepted_on, now.inspect_before) == (AgreementStatus.ACCEPTED, clock.today(), None)
    assert "U krijgt € 1.127,00 van ons, uiterlijk op" in Message.objects.get(kind="inspection_passed").text.replace(
        "\u00a0", " "
    )


def test_accepted_work_for_a_discount_is_told_with_its_first_month(ready, inspector):
    with time_machine.travel(datetime(2027, 6, 30, 12, tzinfo=UTC), tick=False):
        look(put(ready, "completed", **DISCOUNT), inspector)
    words = Message.objects.get(kind="inspection_passed").text.replace("\u00a0", " ")
    assert "€ 1.127,00 als korting op uw huur, over 12 maanden, vanaf 1 juli 2027." in words


def test_something_to_mend_gets_a_term_of_thirty_days_and_is_told_in_words(ready, inspector):
    seen = look(ready, inspector, "repair", "De plint dekt niet.")
    now, last = again(ready), clock.today() + timedelta(days=30)
    assert (now.status, now.repair_before, seen.repair_before) == (AgreementStatus.REPAIR, last, last)
    assert "De plint dekt niet." in Message.objects.get(kind="inspection_repair").text
    with pytest.raises(StaleStatus):  # nobody said that it was mended, and the term runs
        look(now, inspector)


def test_after_the_term_the_inspector_looks_also_when_nobody_said_it_was_mended(ready, inspector):
    look(ready, inspector, "repair", "De plint.")
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert look(again(ready), inspector).round == 2
    assert again(ready).status == AgreementStatus.ACCEPTED


def test_mending_is_given_twice_and_then_it_is_good_or_taken_over(ready, inspector):
    for _round in range(2):
        look(again(ready), inspector, "repair", "De plint.")
        mended(ready)
    with pytest.raises(inspecting.NoMoreRepairs):
        look(again(ready), inspector, "repair", "De plint.")
    page = inspect_page(ready, inspector)
    assert "Herstellen kan niet nog een keer. Is het niet goed? Neem het werk dan over." in page
    assert Inspection.objects.count() == 2
    ending.take_over(again(ready), ground="not_good", by=inspector)
    assert again(ready).status == AgreementStatus.TAKEN_OVER


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"note": ""}, "Schrijf op wat de huurder moet herstellen."),
        ({"result": ""}, "Kies of het goed is."),
        ({"visited_on": ""}, "Vul de dag in waarop u er was."),
        ({"visited_on": "2999-01-01"}, "Deze dag moet nog komen."),
        ({"visited_on": "2019-01-01"}, "Toen was het werk nog niet begonnen."),
        ({"note": "x" * 1001}, "Dit is te lang."),
    ],
)
def test_a_form_that_is_not_right_says_what_to_do_and_records_nothing(ready, inspector, wrong, words):
    assert words in inspect_page(ready, inspector, **wrong)
    assert (again(ready).status, Inspection.objects.count()) == (AgreementStatus.COMPLETED, 0)


def test_who_lives_there_neither_inspects_nor_pays(ready, inspector, finance):
    home = ready.application.lease.dwelling
    for member in (inspector, finance):
        member.home = home
        member.save()
    with pytest.raises(inspecting.LivesThere):
        look(ready, inspector)
    assert "Dit is uw eigen huis. Iemand anders moet dit doen." in inspect_page(ready, inspector)
    row = put(ready, "accepted")
    with pytest.raises(inspecting.LivesThere):
        rewarding.record_payment(row, paid_on=clock.today(), by=finance)


def test_an_inspection_can_not_be_changed_or_removed(ready, inspector):
    look(ready, inspector)
    for write in (lambda: Inspection.objects.update(note="x"), lambda: Inspection.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            write()


def test_the_list_of_inspections_shows_what_waits_the_first_to_do_first(ready, inspector):
    late = put(_another(ready), "completed", inspect_before=clock.today() - timedelta(days=1), **BEGUN)
    put(_another(ready), "in_progress")
    put(_another(ready), "repair", repair_before=clock.today() + timedelta(days=5))
    page = visitor(inspector).get(reverse("inspections", args=[SLUG]))
    assert [row.pk for row in page.context["rows"]] == [late.pk, ready.pk]
    assert "te laat" in text(page)


def _another(agreement):
    """One more signed agreement of the same offer."""
    offer = agreement.application.offer
    tenant = factories.tenant(offer.complex)
    made = quoting.quote(
        factories.application(offer, tenant, status="surveyed"),
        by=offer.officer,
        forms=["one_off"],
        amounts=offer.amounts,
    )
    approver = agreement.approvals.get().approver
    approving.approve(again(made), by=approver, terms_sha256=made.terms_sha256)
    return again(made)


@pytest.mark.parametrize(
    ("role", "name", "status"), [("inspector", "inspections", "completed"), ("finance", "inbox", "accepted")]
)
def test_a_list_asks_as_much_for_one_as_for_thirty(ready, role, name, status):
    page, address = visitor(factories.staff(ready.corporation, role)), reverse(name, args=[SLUG])
    beside = {"inspect_before": clock.today()} if status == "completed" else {}
    put(ready, status, **beside)
    Agreement.objects.update(works_from=date(2020, 1, 1))
    one, _ = queries(page, address)
    ready.application.offer.capacity = 40
    ready.application.offer.save()
    for _number in range(29):
        put(_another(ready), status, **beside)
    many, answer = queries(page, address)
    assert (many, len(answer.context["rows"])) == (one, 30)


# --- the reward ---


def test_a_payment_finishes_the_case_keeps_the_place_and_is_told(ready, finance):
    row = put(ready, "accepted")
    rewarding.record_payment(row, paid_on=clock.today(), by=finance)
    now = again(row)
    assert (now.status, now.rewarded_on, now.application.holds_place) == (AgreementStatus.FINISHED, clock.today(), True)
    assert told("agreement_rewarded") == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_payment_before_acceptance_or_to_come_is_refused(ready, finance, days):
    row, day = put(ready, "accepted"), clock.today() + timedelta(days=days)
    with pytest.raises(rewarding.OutOfTime):
        rewarding.record_payment(row, paid_on=day, by=finance)
    page = visitor(finance).post(reverse("work_payment", args=[SLUG, row.pk]), {"paid_on": day.isoformat()})
    assert ("moet nog komen" if days > 0 else "Betalen kan pas vanaf") in text(page)
    assert again(row).status == AgreementStatus.ACCEPTED


@pytest.mark.parametrize(
    ("name", "status", "terms"), [("work_payment", "accepted", {}), ("work_lower_rent", "accepted", DISCOUNT)]
)
def test_who_lives_there_records_no_reward_and_reads_why(ready, finance, name, status, terms):
    row = put(ready, status, **terms)
    StaffMember.objects.filter(pk=finance.pk).update(home=row.application.lease.dwelling_id)
    page = visitor(finance).post(
        reverse(name, args=[SLUG, row.pk]), {"paid_on": clock.today().isoformat()}, follow=True
    )
    assert "Dit is uw eigen huis." in text(page)
    assert again(row).status == status


def test_a_discount_runs_from_the_month_after_acceptance_and_ends_by_itself(ready, finance):
    row = put(ready, "accepted", accepted_on=date(2027, 6, 30), **DISCOUNT)
    rewarding.record_lower_rent(row, by=finance)
    assert (again(row).status, again(row).reward_from) == (AgreementStatus.REWARDING, date(2027, 7, 1))
    assert rewarding.last_day(again(row)) == date(2028, 6, 30)
    for day, found in ((date(2028, 6, 30), False), (date(2028, 7, 1), True), (date(2028, 7, 2), False)):
        assert rewarding.finish(row.pk, today=day) is found
    assert again(row).status == AgreementStatus.FINISHED


def test_the_tick_finishes_each_corporations_discounts_once(ready):
    put(ready, "rewarding", accepted_on=date(2020, 1, 1), reward_from=date(2020, 2, 1), **DISCOUNT)
    for _ in range(2):
        tasks.finish(ready.corporation_id)
        scope.enter(ready.corporation_id)
    assert again(ready).status == AgreementStatus.FINISHED


def test_finance_reads_what_each_month_of_a_discount_is(ready, finance):
    row = put(ready, "accepted", accepted_on=date(2027, 6, 30), **DISCOUNT)
    page = visitor(finance).get(reverse("work_lower_rent", args=[SLUG, row.pk])).content.decode().replace("\u00a0", " ")
    assert "Van juli 2027 tot en met mei 2028 gaat er € 93,92 per maand van de huur af." in page


@pytest.mark.parametrize(
    ("form", "verb"), [("discount", rewarding.record_payment), ("one_off", rewarding.record_lower_rent)]
)
def test_each_form_goes_its_own_way(ready, finance, form, verb):
    row = put(ready, "accepted", form=form, months=12 if form == "discount" else None)
    given = {"paid_on": clock.today()} if verb is rewarding.record_payment else {}
    with pytest.raises(IllegalTransition):
        verb(row, by=finance, **given)
    address = reverse("work_payment" if form == "discount" else "work_lower_rent", args=[SLUG, row.pk])
    other = reverse("work_lower_rent" if form == "discount" else "work_payment", args=[SLUG, row.pk])
    assert visitor(finance).get(address)["Location"] == other


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "accepted"},
        {"rewarded_on": date(2027, 1, 1)},
        {"accepted_on": date(2027, 1, 2), "rewarded_on": date(2027, 1, 1)},
        {"accepted_on": date(2027, 1, 1), "reward_from": date(2027, 1, 1)},
        {"status": "rewarding", "accepted_on": date(2027, 1, 1)},
        {"status": "finished", "accepted_on": date(2027, 1, 1)},
        {"status": "terminated", "ground": ""},
    ],
)
def test_the_database_keeps_the_reward_after_the_acceptance(ready, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=ready.pk).update(**wrong)


# --- the ends ---


@pytest.mark.parametrize("role", ["inspector", "manager"])
def test_taking_over_keeps_the_place_and_tells_why(ready, role):
    by = factories.staff(ready.corporation, role)
    name = {"inspector": "inspection_take_over", "manager": "admin:agreements_take_over"}[role]
    address = reverse(name, args=[ready.pk] if role == "manager" else [SLUG, ready.pk])
    assert "Kies een reden uit de lijst." in text(visitor(by).post(address, {}))
    visitor(by).post(address, {"ground": "unsafe"})
    now = again(ready)
    assert (now.status, now.ground, now.application.status, now.application.holds_place) == (
        "taken_over",
        "unsafe",
        "accepted",
        True,
    )
    assert "Het werk is niet veilig." in Message.objects.get(kind="agreement_taken_over").text


def test_a_manager_ends_an_agreement_with_a_ground_and_the_place_comes_free(ready):
    by = visitor(factories.staff(ready.corporation, "manager"))
    case = text(by.get(reverse("admin:agreements_agreement_change", args=[ready.pk])))
    assert all(words in case for words in ("Neem het werk over", "Beëindig de overeenkomst"))
    address = reverse("admin:agreements_terminate", args=[ready.pk])
    assert "Kies een reden uit de lijst." in text(by.post(address, {"ground": "cooling_off"}))
    by.post(address, {"ground": "breach"})
    now = again(ready)
    assert (now.status, now.ground, now.application.status, now.application.holds_place) == (
        "terminated",
        "breach",
        "withdrawn",
        False,
    )
    assert "De afspraken zijn niet nagekomen." in Message.objects.get(kind="agreement_terminated").text
    officer = text(
        visitor(ready.application.offer.officer).get(reverse("work_case", args=[SLUG, ready.application_id]))
    )
    assert "De overeenkomst is beëindigd. De plaats is weer vrij." in officer


@pytest.mark.parametrize(("verb", "ground"), [(ending.take_over, "breach"), (ending.terminate, "unsafe")])
def test_a_ground_of_another_list_changes_nothing(ready, inspector, verb, ground):
    with pytest.raises(ValueError, match=ground):
        verb(ready, ground=ground, by=inspector)
    assert again(ready).status == AgreementStatus.COMPLETED
