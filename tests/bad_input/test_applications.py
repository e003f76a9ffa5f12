"""Applying: a colour outside the palette, a second application, a day in the past, a text that is too long."""

import pytest
from django.urls import reverse

from jobs.applications.services import applications
from klushuur.ground import clock
from tests import factories, kept_world
from tests.bad_input.refusing import both, refused
from tests.visiting import visitor

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
OUTSIDE = "Deze kleur mag niet in uw straat. Kies een kleur uit het rijtje."


def make():
    block = factories.block(factories.corporation())
    return factories.offer(block, factories.staff(block.corporation, "officer"))


kept = kept_world.made_by(make)


@pytest.fixture
def offer(db, kept):
    return kept_world.own(kept)


@pytest.fixture
def tenant(offer):
    return factories.tenant(offer.complex)


@pytest.fixture
def me(tenant):
    return visitor(tenant)


def _begin(offer):
    return reverse("application_begin", args=[SLUG, offer.pk])


def _step(draft, step):
    return reverse("application_step", args=[SLUG, draft.pk, step])


@pytest.mark.parametrize("code", ["2004", "x", "6009\x00", "6009 ", "' OR 1=1", "{{ 7*7 }}", "9" * 5000])
def test_a_colour_outside_the_palette(me, offer, tenant, code):
    refused(me, _begin(offer), {"door": code}, says=both(OUTSIDE), keeps={})
    draft = factories.application(offer, tenant, status="draft")
    refused(me, _step(draft, "keuze"), {"door": code}, says=both(OUTSIDE), keeps={})


def test_a_second_application(me, offer, tenant):
    factories.application(offer, tenant)
    says = both("U hebt deze klus al aangevraagd. U vindt hem bij Mijn klus.")
    refused(me, _begin(offer), {"door": "6009", "frame": "9010"}, says=says, keeps={})


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2000-01-01", {"nl": "Kies een dag van", "en": "Choose a day from"}),
        ("9999-12-31", {"nl": "Kies een dag van", "en": "Choose a day from"}),
        ("ooit", both("Typ de dag als 20-4-2026.")),
        ("31-02-2027", both("Typ de dag als 20-4-2026.")),
        ("", both("Kies een dag.")),
    ],
)
def test_a_day_in_the_past_or_no_day(me, offer, tenant, day, says):
    draft = factories.application(offer, tenant, status="draft")
    refused(me, _step(draft, "wanneer"), {"week": "anders", "day": day}, says=says)


def test_a_text_of_5000_characters(me, offer, tenant):
    draft = factories.application(offer, tenant, status="draft")
    words = "Uw tekst is te lang: %(show_value)d tekens. Er passen er %(limit_value)d."
    typed = {"remarks": "<b>{{ 7*7 }}</b> " * 294 + "é."}
    refused(me, _step(draft, "bijzonderheden"), typed, says=both(words, show_value=5000, limit_value=1000))


@pytest.mark.parametrize(
    ("step", "posted", "says"),
    [
        ("wanneer", {}, "Kies wanneer u wilt beginnen."),
        ("wanneer", {"week": "1999-01-01"}, "Kies een van de antwoorden."),
        ("wie", {}, "Kies wie het werk doet."),
        ("wie", {"who": "<script>"}, "Kies een van de antwoorden."),
    ],
)
def test_an_answer_that_is_not_there(me, offer, tenant, step, posted, says):
    draft = factories.application(offer, tenant, status="draft")
    refused(me, _step(draft, step), posted, says=both(says), keeps={})


def test_an_offer_for_other_homes(offer):
    elsewhere = factories.tenant(factories.block(offer.corporation, name="Parkflat"))
    says = both("Deze klus is voor andere huizen dan het uwe.")
    refused(visitor(elsewhere), _begin(offer), {"door": "6009"}, says=says, keeps={})


def test_after_the_last_day(me, offer, tenant, monkeypatch):
    draft = factories.application(offer, tenant, status="draft")
    applications.choose(draft, {"door": "6009", "frame": "9010"})
    needed = {one.code: "some" for one in applications.needed_skills(draft)}
    applications.answer(draft, start_on=offer.works_from, who="self", skills=needed)
    applications.answer(draft, available=["saturday"], phone="06 00000000", remarks="")
    last = offer.closes_on
    monkeypatch.setattr(clock, "today", lambda: last.replace(year=last.year + 1))
    says = both("U kunt niet meer aanvragen: de laatste dag is voorbij.")
    refused(me, reverse("application_submit", args=[SLUG, draft.pk]), {}, says=says, keeps={})


def test_more_than_ten_an_hour(me, offer):
    for _ in range(10):
        me.post(_begin(offer))
    says = both("U hebt het heel vaak achter elkaar geprobeerd. Wacht een uur en probeer het dan nog een keer.")
    refused(me, _begin(offer), {"door": "6009"}, says=says, keeps={})
