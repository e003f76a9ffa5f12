"""Applying: one question a page, kept as you go, checked, sent, and safe to press twice."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.applications.statuses import ApplicationStatus
from klushuur.ground import clock
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tests import factories, kept_world

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
GREEN = {"door": "6009", "frame": "9010"}


def make():
    block = factories.block(factories.corporation())
    return factories.offer(block, factories.staff(block.corporation, "officer", name="Fatima El Amrani"))


kept = kept_world.made_by(make)


@pytest.fixture
def offer(db, kept):
    return kept_world.own(kept)


@pytest.fixture
def block(offer):
    return offer.complex


@pytest.fixture
def tenant(block):
    return factories.tenant(block)


@pytest.fixture
def me(client, tenant):
    return factories.signed_in(client, tenant.user)


@pytest.fixture
def draft(offer, tenant):
    return factories.application(offer, tenant, status="draft")


def _step(draft, step):
    return reverse("application_step", args=[SLUG, draft.pk, step])


def _page(name, row):
    return reverse(name, args=[SLUG, row.pk])


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def _stored(corporation_id):
    with scope.of(corporation_id):
        row = Application.objects.get()
        chosen = {choice.part: choice.code for choice in row.choices.all()}
        return row, chosen


def _whole(draft):
    applications.choose(draft, GREEN)
    applications.answer(draft, start_on=draft.offer.works_from, who="self", available=["saturday"], remarks="")


def test_from_the_offer_to_the_confirmation(me, offer, tenant):
    begun = me.post(_page("application_begin", offer), {"door": "6009"})
    draft, chosen = _stored(offer.corporation_id)
    assert begun.url == _step(draft, "wanneer")
    assert chosen == GREEN
    monday = "2027-04-19" if offer.works_from == date(2027, 4, 15) else offer.works_from.isoformat()
    assert me.post(_step(draft, "wanneer"), {"week": monday}).url == _step(draft, "wie")
    assert me.post(_step(draft, "wie"), {"who": "friends"}).url == _step(draft, "tijd")
    assert me.post(_step(draft, "tijd"), {"available": ["day"]}).url == _step(draft, "bijzonderheden")
    assert me.post(_step(draft, "bijzonderheden"), {"remarks": "Hond."}).url == _step(draft, "controleren")
    page = _text(me.get(_step(draft, "controleren")))
    assert all(word in page for word in ("Dennengroen", "familie of vrienden", "Hond.", "Verstuur mijn aanvraag"))
    assert me.post(_page("application_submit", draft)).url == _page("application_received", draft)
    row, _ = _stored(offer.corporation_id)
    assert (row.status, row.start_on.isoformat(), row.who, row.remarks) == ("submitted", monday, "friends", "Hond.")


def test_the_confirmation_says_the_number_the_date_and_who_to_call(me, draft, offer):
    _whole(draft)
    me.post(_page("application_submit", draft))
    page = _text(me.get(_page("application_received", draft)))
    promised = offer.closes_on + timedelta(days=28)
    assert draft.reference in page
    assert f"Uiterlijk {promised.day} " in page
    assert "Fatima El Amrani" in page
    assert "088 000 00 01" in page


@pytest.mark.parametrize("posted", [{"door": "2004"}, {"door": "6009\x00"}, {"door": "x"}])
def test_a_forbidden_colour_is_refused_and_nothing_is_stored(me, offer, posted):
    page = me.post(_page("application_begin", offer), posted, follow=True)
    assert page.redirect_chain[0][0] == _page("offer", offer)
    assert "Deze kleur mag niet in uw straat" in _text(page)
    with scope.of(offer.corporation_id):
        assert not Application.objects.exists()


def test_a_fixed_part_stays_what_it_is_whatever_is_posted(me, offer):
    me.post(_page("application_begin", offer), {"door": "6009", "frame": "3005"})
    assert _stored(offer.corporation_id)[1] == GREEN


def test_without_a_colour_the_first_question_is_the_colour(me, offer):
    begun = me.post(_page("application_begin", offer))
    draft, chosen = _stored(offer.corporation_id)
    assert begun.url == _step(draft, "keuze")
    assert chosen == {"frame": "9010"}
    assert "Kies een kleur." in _text(me.post(_step(draft, "keuze")))
    assert "mag niet in uw straat" in _text(me.post(_step(draft, "keuze"), {"door": "2004"}))
    assert _stored(offer.corporation_id)[1] == {"frame": "9010"}


def test_beginning_twice_goes_on_with_the_same_draft_in_the_new_colour(me, offer):
    me.post(_page("application_begin", offer), {"door": "6009"})
    me.post(_page("application_begin", offer), {"door": "3005"})
    assert _stored(offer.corporation_id)[1]["door"] == "3005"


def test_an_offer_for_other_homes_can_not_be_asked_for(client, block, offer):
    elsewhere = factories.tenant(factories.block(block.corporation, name="Parkflat"))
    page = factories.signed_in(client, elsewhere.user).post(_page("application_begin", offer), GREEN, follow=True)
    assert "Deze klus is voor andere huizen dan het uwe." in _text(page)
    with scope.of(offer.corporation_id):
        assert not Application.objects.exists()


def test_asking_again_for_what_was_sent_is_refused_in_words(me, offer, tenant):
    factories.application(offer, tenant)
    page = me.post(_page("application_begin", offer), GREEN, follow=True)
    assert "U hebt deze klus al aangevraagd" in _text(page)


def test_a_tenant_without_a_running_lease_is_told_to_call(me, offer, tenant):
    lease = applications.lease_of(tenant.user)
    lease.ends_on = clock.today() - timedelta(days=1)
    lease.save()
    page = me.post(_page("application_begin", offer), GREEN, follow=True)
    assert "Wij zien geen huis op uw naam" in _text(page)


def test_after_ten_tries_an_hour_beginning_waits(me, offer):
    for _ in range(10):
        me.post(_page("application_begin", offer))
    assert "heel vaak achter elkaar" in _text(me.post(_page("application_begin", offer), follow=True))


def test_a_draft_is_left_and_found_again(me, draft):
    applications.choose(draft, GREEN)
    me.post(_step(draft, "wie"), {"who": "self"})
    page = _text(me.get(reverse("my_home", args=[SLUG])))
    assert "Ga verder met uw aanvraag" in page
    assert me.get(_step(draft, "controleren")).url == _step(draft, "wanneer")
    assert re.search(r'value="self"[^>]* checked', me.get(_step(draft, "wie")).content.decode())


@pytest.mark.parametrize(
    ("step", "posted", "words"),
    [
        ("wanneer", {}, "Kies wanneer u wilt beginnen."),
        ("wanneer", {"week": "1999-01-01"}, "Kies een van de antwoorden."),
        ("wanneer", {"week": "anders"}, "Kies een dag."),
        ("wanneer", {"week": "anders", "day": "ooit"}, "Typ de dag als"),
        ("wanneer", {"week": "anders", "day": "2000-01-01"}, "Kies een dag van"),
        ("wie", {}, "Kies wie het werk doet."),
        ("wie", {"who": "nobody"}, "Kies een van de antwoorden."),
        ("bijzonderheden", {"remarks": "a" * 1001}, "Uw tekst is te lang: 1001 tekens. Er passen er 1000."),
    ],
)
def test_a_wrong_answer_says_what_is_wrong_and_stores_nothing(me, draft, step, posted, words):
    page = _text(me.post(_step(draft, step), posted))
    assert words in page
    assert "<title>Fout:" in page
    row, _ = _stored(draft.corporation_id)
    assert (row.start_on, row.who, row.remarks) == (None, "", "")


def test_another_day_within_the_period_is_kept_as_it_was_typed(me, draft, offer):
    day = offer.works_from + timedelta(days=31)
    me.post(_step(draft, "wanneer"), {"week": "anders", "day": day.isoformat()})
    assert _stored(draft.corporation_id)[0].start_on == day
    page = me.get(_step(draft, "wanneer")).content.decode()
    assert f'value="{day.isoformat()}"' in page
    assert re.search(r'value="anders"[^>]* checked', page)


def test_a_change_from_the_check_page_goes_back_to_it(me, draft):
    _whole(draft)
    page = me.get(_step(draft, "controleren")).content.decode()
    assert f"{_step(draft, 'wie')}?naar=controleren" in page
    assert me.post(_step(draft, "wie") + "?naar=controleren", {"who": "company"}).url == _step(draft, "controleren")


def test_sending_too_early_goes_to_the_open_question(me, draft):
    applications.choose(draft, GREEN)
    assert me.post(_page("application_submit", draft)).url == _step(draft, "wanneer")
    assert _stored(draft.corporation_id)[0].status == ApplicationStatus.DRAFT


def test_sending_twice_sends_once_and_is_no_error(me, draft):
    _whole(draft)
    assert me.post(_page("application_submit", draft)).url == _page("application_received", draft)
    page = me.post(_page("application_submit", draft), follow=True)
    assert page.redirect_chain[0][0] == _page("application", draft)
    assert "al verstuurd" in _text(page)
    with scope.of(draft.corporation_id):
        assert Message.objects.filter(kind="application_received").count() == 1


def test_sending_after_the_last_day_is_refused_in_words_and_keeps_the_draft(me, draft, offer, monkeypatch):
    _whole(draft)
    monkeypatch.setattr(clock, "today", lambda: offer.closes_on + timedelta(days=1))
    page = me.post(_page("application_submit", draft), follow=True)
    assert "U kunt niet meer aanvragen: de laatste dag is voorbij." in _text(page)
    assert _stored(draft.corporation_id)[0].status == ApplicationStatus.DRAFT


@pytest.mark.parametrize("step", ["keuze", "wanneer", "wie", "bijzonderheden", "controleren"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_back_button_after_sending_ends_at_the_case(me, offer, tenant, step, method):
    sent = factories.application(offer, tenant)
    page = getattr(me, method)(_step(sent, step), {"who": "company", "door": "3005"})
    assert page.url == _page("application", sent)
    row, chosen = _stored(offer.corporation_id)
    assert (row.who, chosen) == ("self", GREEN)


def test_the_confirmation_of_a_draft_is_its_check_page(me, draft):
    assert me.get(_page("application_received", draft)).url == _step(draft, "controleren")


@pytest.mark.parametrize("name", ["application_submit", "application_received", "application", "application_withdraw"])
def test_a_neighbour_finds_nothing(client, block, draft, name):
    factories.signed_in(client, factories.tenant(block, name="Buur").user)
    assert client.post(_page(name, draft)).status_code in {404, 405}
    assert client.get(_page(name, draft)).status_code in {404, 405}


def test_unknown_steps_are_not_there(me, draft):
    assert me.get(f"/{SLUG}/mijn/aanvraag/{draft.pk}/geld/").status_code == 404
