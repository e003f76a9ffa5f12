"""Interest: an address that a visitor leaves, kept for 90 days, and thrown away by a link, an officer or the clock."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs import tasks
from jobs.simulator import services
from jobs.simulator.models import Interest, token_hash
from klushuur.ground import clock
from klushuur.ground.journal.models import Entry
from klushuur.ground.mail import delivery
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.scope import scope
from tests import factories, kept_world
from tests.bad_input.refusing import both, refused
from tests.visiting import Visitor, queries, text, visitor

pytestmark = pytest.mark.django_db
EMAIL = "nieuw@voorbeeld.example"
LEAVE = "/voorbeeldstad/klussimulator/interesse/"


def published():
    corporation = factories.corporation()
    return factories.offer(factories.block(corporation), factories.staff(corporation, "officer"))


kept = kept_world.made_by(published)


@pytest.fixture
def offer(db, kept):
    return kept_world.own(kept)


def leave(email=EMAIL, client=None):
    return (client or Visitor()).post(LEAVE, {"klus": "SCH-BUI", "email": email})


def addresses():
    return list(Interest.objects.values_list("email", "job_type__code", "language", "asked_on", "keep_until"))


def mailed_token():
    found = re.search(r"\?code=([\w-]+)", Message.objects.filter(kind="interest_noted").latest("pk").text)
    assert found
    return found[1]


def test_an_address_that_is_left_is_kept_for_ninety_days_and_mailed_the_way_out(offer):
    answer = leave("Nieuw@Voorbeeld.example")
    today = clock.today()
    assert answer.url == reverse("interest_noted", args=["voorbeeldstad"])
    assert addresses() == [(EMAIL, "SCH-BUI", "nl", today, today + timedelta(days=90))]
    assert Message.objects.get(kind="interest_noted").to == EMAIL
    assert Interest.objects.get().token_sha256 == token_hash(mailed_token())
    assert "90 dagen" in text(Visitor().get(answer.url))


def test_the_same_address_again_is_one_row_with_ninety_days_anew(offer):
    other = factories.offer_of("ISO-DAK", offer.complex, offer.officer).job_type
    with time_machine.travel(date(2026, 3, 1)):
        services.note(offer.job_type, email=EMAIL, language="nl")
    first = mailed_token()
    with time_machine.travel(date(2026, 3, 20)):
        services.note(other, email=EMAIL.upper(), language="en")
    assert addresses() == [(EMAIL, "ISO-DAK", "en", date(2026, 3, 20), date(2026, 6, 18))]
    assert [Interest.objects.with_token(token).count() for token in (first, mailed_token())] == [0, 1]


def test_a_known_address_and_a_new_one_get_the_same_answer_for_the_same_work(offer):
    def work(email):
        before = Message.objects.count(), WorkRow.objects.count()
        with CaptureQueriesContext(connection) as captured:
            answer = leave(email)
        mails, rows = Message.objects.count() - before[0], WorkRow.objects.count() - before[1]
        return answer.status_code, answer.url, len(captured), mails, rows

    leave()
    assert work(EMAIL) == work("onbekend@voorbeeld.example")


def test_the_link_in_the_mail_asks_and_its_button_throws_away_the_address_and_the_mail(offer):
    leave()
    client, page = Visitor(), f"{LEAVE}weg/?code={mailed_token()}"
    assert "Gooi mijn e-mailadres weg" in text(client.get(page))
    assert Interest.objects.count() == 1
    answer = client.post(f"{LEAVE}weg/", {"code": mailed_token()}, follow=True)
    assert "Uw e-mailadres staat niet meer op onze lijst." in text(answer)
    assert not Interest.objects.exists()
    assert not Message.objects.filter(to=EMAIL).exists()


@pytest.mark.parametrize("code", ["", "x", "\x00", "A" * 5000, "' OR 1=1 --"])
def test_a_link_that_nobody_has_gets_the_same_answer_and_throws_nothing_away(offer, code):
    leave()
    client = Visitor()
    assert client.get(f"{LEAVE}weg/", {"code": code}).status_code == 200
    answer = client.post(f"{LEAVE}weg/", {"code": code}, follow=True)
    assert "Uw e-mailadres staat niet meer op onze lijst." in text(answer)
    assert len(addresses()) == 1


def test_the_link_of_another_corporation_throws_nothing_away_here(offer):
    leave()
    token = mailed_token()
    factories.corporation("elders", "Wonen Elders")
    Visitor().post("/elders/klussimulator/interesse/weg/", {"code": token})
    scope.enter(offer.corporation_id)
    assert len(addresses()) == 1


def test_after_ninety_days_the_tick_throws_the_address_and_its_mail_away_and_twice_is_once(offer):
    with time_machine.travel(date(2026, 3, 1)) as travel:
        services.note(offer.job_type, email=EMAIL, language="nl")
        found = []
        for day in (date(2026, 5, 30), date(2026, 5, 31), date(2026, 5, 31)):
            travel.move_to(day)
            tasks.forget(offer.corporation_id)
            scope.enter(offer.corporation_id)
            found.append((Interest.objects.count(), Message.objects.filter(to=EMAIL).count()))
    assert found == [(1, 1), (0, 0), (0, 0)]


def test_a_mail_that_still_waits_is_not_sent_after_its_address_was_thrown_away(offer):
    leave()
    message = Message.objects.get(kind="interest_noted")
    services.remove(Interest.objects.get(), by=None)
    delivery.deliveries([message.pk])[0]()
    assert not Message.objects.filter(pk=message.pk).exists()


def test_throwing_one_address_away_leaves_the_mail_of_another(offer):
    for number in range(12):
        services.note(offer.job_type, email=f"nummer{number}@voorbeeld.example", language="nl")
    first = Interest.objects.earliest("pk")
    services.remove(first, by=None)
    assert Message.objects.filter(kind="interest_noted").count() == 11


@pytest.mark.parametrize(
    ("posted", "dutch"),
    [
        ({"klus": "SCH-BUI", "email": ""}, "Typ uw e-mailadres."),
        (
            {"klus": "SCH-BUI", "email": "jan@"},
            "Dit is geen heel e-mailadres. Een goed voorbeeld is naam@voorbeeld.nl.",
        ),
        (
            {"klus": "SCH-BUI", "email": f"{'a' * 250}@voorbeeld.nl"},
            "Dit e-mailadres is te lang. Kijk of u het goed hebt getypt.",
        ),
        ({"klus": "DAK-WEG", "email": EMAIL}, "Deze klus kennen wij niet. Kies een klus uit de lijst."),
        ({"email": EMAIL}, "Kies een klus."),
    ],
)
def test_what_is_no_address_or_no_job_is_refused_and_kept(offer, posted, dutch):
    keeps = posted if posted.get("klus") == "SCH-BUI" else {"email": posted["email"]}
    refused(Visitor(), LEAVE, posted, says=both(dutch), keeps=keeps)


def test_after_three_times_a_day_an_address_gets_no_more_mail_and_the_page_says_whom_to_call(offer):
    for _ in range(3):
        leave()
    assert "bel ons: 088 000 00 00" in text(leave())
    assert Message.objects.filter(kind="interest_noted").count() == 3


def test_ten_times_an_hour_is_the_most_of_one_visitor(offer):
    answers = [leave(f"nummer{number}@voorbeeld.example").status_code for number in range(11)]
    assert answers == [302] * 10 + [200]
    assert Interest.objects.count() == 10


def test_an_officer_sees_who_asks_for_what_and_throws_one_away(offer):
    leave()
    client = visitor(offer.officer)
    page = text(client.get("/voorbeeldstad/werk/belangstelling/"))
    assert all(words in page for words in (EMAIL, "Buitenschilderwerk", " 90 "))
    pk = Interest.objects.get().pk
    answer = client.post(f"/voorbeeldstad/werk/belangstelling/{pk}/weggooien/", follow=True)
    assert "Nog geen belangstelling" in text(answer)
    assert list(Entry.objects.filter(subject="jobs.interest").values_list("action", "subject_id")) == [("removed", pk)]


def test_the_list_asks_the_database_as_much_for_one_address_as_for_thirty(offer):
    client, counts = visitor(offer.officer), []
    for more in (1, 29):
        for number in range(more):
            services.note(offer.job_type, email=f"nummer{more}-{number}@voorbeeld.example", language="nl")
        counts.append(queries(client, "/voorbeeldstad/werk/belangstelling/")[0])
    assert counts[0] == counts[1]
    assert Interest.objects.count() == 30


def test_without_a_kind_of_job_there_is_nothing_to_choose(db):
    factories.corporation()
    assert "Er zijn nog geen klussen" in text(Visitor().get(LEAVE))
