"""The thread of a case: who may write and read, what a message sets in motion, and what is typed into it."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from agreements.cases.services import thread
from agreements.cases.services.refusals import ThreadCode
from corporations.models import LeaseParty
from jobs.applications.models import Application, Question
from jobs.applications.services import applications
from jobs.offers.models import Offer
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.states import IllegalTransition, StaleStatus
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import factories, kept_world
from tests.agreements.signed import put, signed
from tests.refusing import refused
from tests.visiting import queries, text, visitor

FOREIGN = "Regel een\r\nRegel twee <script>alert(1)</script> {{ x }} {% y %}"


def make() -> Offer:
    made = factories.corporation()
    officer = factories.staff(made, "officer", name="Fatima El Amrani")
    return factories.offer(factories.block(made), officer, capacity=40)


kept = kept_world.made_by(make)


@pytest.fixture
def offer(db: None, kept: Offer) -> Offer:
    return kept_world.own(kept)


@pytest.fixture
def case(offer: Offer) -> Application:
    return made(offer, "in_review", name="Jan de Wit")


def made(offer: Offer, status: str = "in_review", **fields: Any) -> Application:
    application = factories.application(offer, factories.tenant(offer.complex, **fields), status=status)
    return Application.objects.with_case().get(pk=application.pk)


def at(name: str, application: Application) -> str:
    return reverse(name, args=["voorbeeldstad", application.pk])


def status_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).status


def mails(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


# --- what a message sets in motion -----------------------------------------------------------------------------------


def test_question_and_answer_stand_in_order_with_name_and_side(offer: Offer, case: Application) -> None:
    thread.ask(case, by=case.tenant.user, text="Mag het groen?")
    thread.ask(case, by=offer.officer.user, text="Ja hoor.")
    said = [(one.name, one.question.is_staff, one.question.text) for one in thread.said_in(case)]
    assert said == [("Jan de Wit", False, "Mag het groen?"), ("Fatima El Amrani", True, "Ja hoor.")]
    for person in (case.tenant, offer.officer):
        page = text(visitor(person).get(at("application" if person == case.tenant else "work_case", case)))
        assert re.search(
            r"Jan de Wit</b>, huurder · <time.*Mag het groen\?.*Fatima El Amrani</b>, Wonen .*Ja hoor", page
        )


def test_each_message_tells_the_other_side_without_its_words(offer: Offer, case: Application) -> None:
    maria = factories.tenant(offer.complex, name="Maria Jansen")
    LeaseParty.objects.create(corporation=offer.corporation, lease=case.lease, name=maria.name, user=maria.user)
    thread.ask(case, by=case.tenant.user, text="Mag het groen?")
    thread.ask(case, by=offer.officer.user, text="Ja hoor.")
    thread.ask(case, by=maria.user, text="Dank u.")
    assert mails("question_asked") == [offer.officer.user.email] * 2
    assert mails("question_answered") == [case.tenant.user.email, maria.user.email]
    subjects = list(
        Message.objects.filter(kind__startswith="question").order_by("pk").values_list("subject", flat=True)
    )
    assert subjects == [
        f"Beantwoord de vraag van een huurder ({case.reference})",
        "Lees ons antwoord",
        "Lees ons antwoord",
        f"Lees het antwoord van een huurder ({case.reference})",
    ]
    for message in Message.objects.filter(kind__startswith="question"):
        whole = message.subject + message.text + message.html
        assert [words for words in ("groen", "Ja hoor", "Dank u") if words in whole] == []
    for message in Message.objects.filter(kind="question_asked"):
        assert [name for name in ("Jan", "Maria") if name in message.text + message.html + message.subject] == []


def test_the_same_words_twice_in_a_row_are_one_message(offer: Offer, case: Application) -> None:
    for _ in range(2):
        thread.ask(case, by=case.tenant.user, text="Mag het groen?")
    assert (case.questions.count(), len(mails("question_asked"))) == (1, 1)
    thread.ask(case, by=offer.officer.user, text="Ja hoor.")
    thread.ask(case, by=case.tenant.user, text="Mag het groen?")
    assert case.questions.count() == 3


def test_information_is_asked_and_the_answer_takes_the_case_up_again(offer: Offer, case: Application) -> None:
    thread.request_information(case, by=offer.officer, text="Hoe hoog is het?")
    assert (status_of(case), mails("information_requested")) == ("info_requested", [case.tenant.user.email])
    thread.ask(case, by=offer.officer.user, text="Graag vóór vrijdag.")  # not an answer
    assert status_of(case) == "info_requested"
    thread.ask(case, by=case.tenant.user, text="Vijf meter.")
    assert (status_of(case), mails("question_asked")) == ("in_review", [offer.officer.user.email])
    last = Entry.objects.filter(subject="jobs.application", action="give_information").order_by("-pk")[0]
    assert (last.old, last.new, last.reason) == ("info_requested", "in_review", "answered")


def test_the_clock_runs_on_while_we_wait_and_the_page_says_for_whom(offer: Offer, case: Application) -> None:
    before = case.clock_starts_on
    thread.request_information(case, by=offer.officer, text="Hoe hoog is het?")
    assert Application.objects.get(pk=case.pk).clock_starts_on == before
    ours, theirs = text(visitor(offer.officer).get(at("work_case", case))), visitor(case.tenant)
    assert ("De klok loopt door." in ours, "Wacht op huurder" in ours) == (True, True)
    page = text(theirs.get(at("application", case)))
    for words in ("u bent aan de beurt", "Wij wachten op uw antwoord.", "U hoort uiterlijk", "Uw antwoord"):
        assert words in page
    home = text(theirs.get(reverse("my_home", args=["voorbeeldstad"])))
    assert home.count(f'href="{at("application", case)}#vragen"') == 2  # the card, and the list of what to do
    inspector = visitor(factories.staff(offer.corporation, "inspector"))
    assert case.lease.dwelling.address not in text(inspector.get(reverse("surveys", args=["voorbeeldstad"])))


def test_going_on_without_an_answer(offer: Offer, case: Application) -> None:
    thread.request_information(case, by=offer.officer, text="Hoe hoog is het?")
    page = visitor(offer.officer).post(at("work_go_on", case), follow=True)
    assert ("weer in behandeling" in text(page), status_of(case)) == (True, "in_review")
    assert "zonder antwoord verder" in text(page)


@pytest.mark.parametrize("status", ["submitted", "in_review", "surveyed"])
def test_going_on_is_for_a_case_that_waits_for_an_answer(offer: Offer, status: str) -> None:
    application = made(offer, status)
    with pytest.raises(IllegalTransition):
        thread.go_on(application, by=offer.officer)
    page = visitor(offer.officer).post(at("work_go_on", application), follow=True)
    assert ("Dit kan niet meer" in text(page), status_of(application)) == (True, status)


def test_taking_up_is_for_a_new_case(offer: Offer, case: Application) -> None:
    thread.request_information(case, by=offer.officer, text="Hoe hoog is het?")
    with pytest.raises(IllegalTransition):
        applications.take_up(case, by=factories.staff(offer.corporation, "officer"))


def test_information_is_asked_once_and_only_under_review(offer: Offer, case: Application) -> None:
    stale = Application.objects.with_case().get(pk=case.pk)
    thread.request_information(case, by=offer.officer, text="Hoe hoog is het?")
    with pytest.raises(StaleStatus):
        thread.request_information(stale, by=offer.officer, text="Hoe breed is het?")
    page = visitor(offer.officer).post(at("work_request_information", case), {"info-text": "Nog iets?"}, follow=True)
    assert ("Dit kan niet meer" in text(page), case.questions.count()) == (True, 1)


# --- how long ----------------------------------------------------------------------------------------------------------


def test_after_a_refusal_both_sides_still_write(offer: Offer, case: Application) -> None:
    applications.reject(case, ground="quality", by=offer.officer)
    visitor(case.tenant).post(at("application_ask", case), {"text": "Waarom niet?"})
    visitor(offer.officer).post(at("work_answer", case), {"text": "Wij bellen u."})
    assert [one.question.text for one in thread.said_in(case)] == ["Waarom niet?", "Wij bellen u."]


def test_a_draft_and_a_finished_case_take_no_message(offer: Offer) -> None:
    agreement = signed(corporation=offer.corporation)
    application = agreement.application
    thread.ask(application, by=application.tenant.user, text="Tot ziens.")
    put(agreement, "finished")
    draft = factories.application(
        factories.offer(application.offer.complex, application.offer.officer), application.tenant, status="draft"
    )
    for closed in (application, draft):
        with refused(ThreadCode.CLOSED):
            thread.ask(closed, by=application.tenant.user, text="Nog iets.")
        me = visitor(application.tenant)
        page = text(me.post(at("application_ask", closed), {"text": "Nog iets."}, follow=True))
        assert ("Deze klus is klaar." in page, "Verstuur uw bericht" in page) == (True, False)
    officer = visitor(application.offer.officer)
    assert "afgerond" in text(officer.post(at("work_answer", application), {"text": "Nog iets."}, follow=True))
    assert officer.post(at("work_answer", draft), {"text": "Nog iets."}).status_code == 404
    assert officer.get(reverse("inbox", args=["voorbeeldstad"]), {"groep": "vragen"}).context["rows"] == []
    assert Question.objects.count() == 1


def test_a_message_never_changes(case: Application) -> None:
    question = thread.ask(case, by=case.tenant.user, text="Mag het groen?")
    for change in (lambda: Question.objects.update(text="Nee"), question.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


# --- the inbox ---------------------------------------------------------------------------------------------------------


def test_inbox_shows_and_filters_the_cases_that_ask_for_an_answer(offer: Offer, case: Application) -> None:
    inbox, page = reverse("inbox", args=["voorbeeldstad"]), visitor(offer.officer)
    refused, quiet = made(offer, name="Maria"), made(offer, name="Ahmed")
    applications.reject(refused, ground="quality", by=offer.officer)
    for application in (case, refused, quiet):
        thread.ask(application, by=application.tenant.user, text="Hoe zit dat?")
    thread.ask(quiet, by=offer.officer.user, text="Zo.")
    found = page.get(inbox, {"groep": "vragen"})
    assert {row.application for row in found.context["rows"]} == {case, refused}
    assert [group.number for group in found.context["groups"] if group.value == "vragen"] == [2]
    rows = {row.application: row for row in page.get(inbox).context["rows"]}
    assert {application: row.has_question for application, row in rows.items()} == {case: True, quiet: False}
    assert text(page.get(inbox)).count("Lees het bericht") == 1


def test_inbox_of_questions_with_1_and_30_rows_takes_the_same_queries(offer: Offer, case: Application) -> None:
    page, address = visitor(offer.officer), reverse("inbox", args=["voorbeeldstad"]) + "?groep=vragen"
    thread.ask(case, by=case.tenant.user, text="Hoe zit dat?")
    few, _ = queries(page, address)
    for _number in range(29):
        other = made(offer, "submitted")
        thread.ask(other, by=other.tenant.user, text="Hoe zit dat?")
    many, response = queries(page, address)
    assert (many, len(response.context["rows"])) == (few, 30)


def test_a_thread_of_30_messages_takes_the_queries_of_one(offer: Offer, case: Application) -> None:
    people = (visitor(offer.officer), at("work_case", case)), (visitor(case.tenant), at("application", case))
    thread.ask(case, by=case.tenant.user, text="Bericht 0")
    few = [queries(page, address)[0] for page, address in people]
    for number in range(1, 30):
        thread.ask(case, by=case.tenant.user, text=f"Bericht {number}")
    assert [queries(page, address)[0] for page, address in people] == few


# --- who, and what is typed --------------------------------------------------------------------------------------------


def test_a_co_tenant_reads_and_writes(offer: Offer, case: Application) -> None:
    maria = factories.tenant(offer.complex, name="Maria Jansen")
    LeaseParty.objects.create(corporation=offer.corporation, lease=case.lease, name=maria.name, user=maria.user)
    thread.ask(case, by=offer.officer.user, text="Welkom.")
    page = visitor(maria)
    assert "Welkom." in text(page.get(at("application", case)))
    assert "verstuurd" in text(page.post(at("application_ask", case), {"text": "Dank u."}, follow=True))
    assert thread.said_in(case)[-1].name == "Maria Jansen"


PAGES = (
    ("application_ask", "text", "Verstuur uw bericht"),
    ("work_answer", "text", "Stuur dit naar de huurder"),
    ("work_request_information", "info-text", "Vraag dit en wacht"),
)
each_page = pytest.mark.parametrize(("name", "field", "button"), PAGES, ids=[page[0] for page in PAGES])


def somebody(name: str, case: Application) -> Client:
    return visitor(case.tenant if name == "application_ask" else case.offer.officer)


@each_page
def test_what_is_typed_is_shown_as_it_was_typed(case: Application, name: str, field: str, button: str) -> None:
    """But for what nobody sees: a NUL, and the other sign of a line end."""
    page = somebody(name, case).post(at(name, case), {field: f"  {FOREIGN}\x00  "}, follow=True).content.decode()
    assert Question.objects.get().text == FOREIGN.replace("\r", "")
    assert "Regel een<br>Regel twee &lt;script&gt;alert(1)&lt;/script&gt; {{ x }} {% y %}</p>" in page.replace("\r", "")


@each_page
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Typ eerst uw bericht."),
        (" \r\n\t ", "Typ eerst uw bericht."),
        ("a" * 2001, "Uw tekst is te lang: 2001 tekens. Er passen er 2000."),
        ("<b>{{ x }}" * 500, "Uw tekst is te lang: 5000 tekens."),
        ("\x00", "Typ eerst uw bericht."),
    ],
)
def test_a_wrong_message_says_what_is_wrong_and_is_kept(
    case: Application, name: str, field: str, button: str, typed: str, words: str
) -> None:
    response = somebody(name, case).post(at(name, case), {field: typed})
    page = text(response)
    assert (response.status_code, words in page, "<title>Fout:" in page, button in page) == (200, True, True, True)
    kept = "<b>{{ x }}" * 500 if typed.startswith("<b>") else typed
    assert response.context["form"]["text"].value() == kept
    assert f'href="#id_{field}"' in page
    assert (Question.objects.count(), status_of(case)) == (0, "in_review")


@each_page
def test_a_longest_message_fits(case: Application, name: str, field: str, button: str) -> None:
    somebody(name, case).post(at(name, case), {field: "a" * 2000})
    assert len(Question.objects.get().text) == 2000


@each_page
def test_the_address_of_a_form_leads_to_the_case(case: Application, name: str, field: str, button: str) -> None:
    """What the switch of language asks for on a page with a mistake."""
    page = somebody(name, case).get(at(name, case))
    assert page["Location"] == at("application" if name == "application_ask" else "work_case", case)


@each_page
def test_nobody_else_writes_in_a_thread(case: Application, name: str, field: str, button: str) -> None:
    neighbour = factories.tenant(case.offer.complex, name="Buur")
    elsewhere = factories.corporation("elders", "Wonen Elders")
    stranger = factories.tenant(factories.block(elsewhere))
    officer = factories.staff(elsewhere, "officer")
    is_ours = name != "application_ask"
    asked = {"text": "Hallo?", "info-text": "Hallo?"}
    assert visitor(neighbour).post(at(name, case), asked).status_code == (403 if is_ours else 404)
    assert visitor(stranger).post(at(name, case), asked).status_code == 403
    assert visitor(officer).post(at(name, case), asked).status_code == 404
    scope.enter(case.corporation_id)
    assert Question.objects.count() == 0


def test_after_twenty_messages_an_hour_a_tenant_waits_and_keeps_what_was_typed(case: Application) -> None:
    page = visitor(case.tenant)
    for number in range(20):
        page.post(at("application_ask", case), {"text": f"Vraag {number}"})
    response = page.post(at("application_ask", case), {"text": "Nog een vraag"})
    assert "Wacht een uur, of bel ons." in text(response)
    assert (response.context["form"]["text"].value(), Question.objects.count()) == ("Nog een vraag", 20)
