"""The job simulator: a home like mine, a job, and what it brings in; without signing in and without anybody's own home."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from corporations.models import HouseType
from corporations.money.forms import freeze
from jobs.offers.models import Offer
from jobs.offers.services import rents
from klushuur.ground import clock
from klushuur.ground.scope import scope
from tests import factories, kept_world
from tests.bad_input.refusing import LANGUAGES, both, speak, typed
from tests.visiting import Visitor, queries, text, visitor

pytestmark = pytest.mark.django_db
PAGE = "/voorbeeldstad/klussimulator/"
ASKED = {"huis": "1968", "klus": "SCH-BUI"}


def make():
    corporation = factories.corporation()
    return factories.offer(factories.block(corporation), factories.staff(corporation, "officer"))


kept = kept_world.made_by(make)


@pytest.fixture
def offer(db, kept):
    return kept_world.own(kept)


def allow_every_form(offer, **changes):
    type(offer.policy).objects.filter(pk=offer.policy_id).update(
        forms=["one_off", "discount", "skip", "freeze"], **changes
    )


def ask(**answers):
    return text(Visitor().get(PAGE, answers))


def test_before_anything_is_chosen_the_page_shows_the_homes_and_jobs_there_are_and_no_amount(offer):
    elsewhere = factories.block(offer.corporation, house_type=HouseType.FLAT_1985)
    factories.offer_of("ISO-DAK", elsewhere, offer.officer)
    page = ask()
    assert all(
        words in page for words in ("rijwoning 1968", "portiekflat 1985", "Buitenschilderwerk", "Zolder isoleren")
    )
    assert "rijwoning 1938" not in page
    assert "Hier ziet u straks uw bedrag" in page
    assert "1.127" not in page


def test_a_home_and_a_job_give_the_amount_every_form_and_the_way_to_the_offer(offer):
    allow_every_form(offer)
    page = ask(**ASKED, huur="640", toeslag="ja")
    start = rents.expected_start(policy=offer.policy, rent=Decimal(640), works_until=offer.works_until)
    months = freeze(rent=start.rent, rates=start.rates, reward=offer.reward).months
    for words in (
        "ongeveer € 1.127",
        "Eén keer geld",
        "Korting op de huur, 36 maanden",
        "€ 394,45",
        "Eén huurverhoging overslaan",
        "De huur bevriezen",
        f"Het begint bij de huurverhoging van 1 juli {start.day.year}.",
        f"Uw huur gaat {months} maanden niet omhoog.",
        "Geen vorm is de beste voor iedereen.",
    ):
        assert words in page, words
    link = f"{reverse('offer', args=['voorbeeldstad', offer.pk])}?toeslag=ja&huur=640"
    assert link in page


def test_without_a_rent_the_ladder_says_what_hangs_on_it_and_why(offer):
    page = ask(**ASKED)
    assert "hangt af van uw huur" in page
    assert "Die weten wij niet. Vul hem in" in page


@pytest.mark.parametrize(("rent", "is_said"), [("640", False), ("50", True)])
def test_a_form_that_the_rent_does_not_bear_is_left_out_and_the_page_says_so(offer, rent, is_said):
    page = ask(**ASKED, huur=rent)
    assert ("Een vorm die bij deze huur niet kan, staat er niet bij." in page) is is_said
    assert ("Korting op de huur, 12 maanden" in page) is not is_said


def test_without_allowance_nothing_hangs_on_the_rent(offer):
    page = ask(**ASKED, toeslag="nee")
    assert "hangt af van uw huur" not in page
    assert page.count("€ 1.127,00") == 8


def test_who_would_rather_not_say_sees_the_lowest_amount_and_that_it_is(offer):
    page = ask(**ASKED, huur="640", toeslag="liever-niet")
    assert "€ 394,45" in page
    assert "Daarom staat hier het laagste bedrag." in page


@pytest.mark.parametrize(("rent", "is_asked"), [("700", False), ("760", True)])
def test_the_household_is_asked_only_where_it_makes_a_difference(offer, rent, is_asked):
    page = ask(**ASKED, huur=rent, toeslag="ja")
    assert ("Met hoeveel mensen woont u?" in page) is is_asked
    assert "Met hoeveel mensen woont u?" not in ask(**ASKED, huur=rent, toeslag="liever-niet")


def test_a_household_that_is_chosen_is_kept_and_changes_the_amount(offer):
    nets = {one: ask(**ASKED, huur="760", toeslag="ja", huishouden=one) for one in ("", "1-2", "3+")}
    assert "<b>1 of 2 mensen</b>" in nets["1-2"]
    assert 'name="huishouden" value="1-2"' in nets["1-2"]
    amounts = {one: page.partition("36 maanden")[2][:900] for one, page in nets.items()}
    assert amounts["1-2"] != amounts["3+"]


def test_when_this_year_is_not_known_the_page_says_with_which_it_reckoned(offer, monkeypatch):
    assert "Berekend met" not in ask(**ASKED)
    today = clock.today().replace(year=2027, month=1, day=5)
    monkeypatch.setattr(clock, "today", lambda: today)
    Offer.objects.update(closes_on=today + timedelta(days=20), works_from="2027-04-15", works_until="2027-10-15")
    assert "Berekend met 2026" in ask(**ASKED, huur="640", toeslag="ja")


def test_a_job_that_is_not_there_for_such_a_home_names_the_jobs_that_are(offer):
    elsewhere = factories.block(offer.corporation, house_type=HouseType.FLAT_1985)
    factories.offer_of("ISO-DAK", elsewhere, offer.officer)
    page = ask(huis="1985", klus="SCH-BUI", toeslag="ja")
    assert "Voor zo'n huis is deze klus er nu niet" in page
    assert "?huis=1985&klus=ISO-DAK&toeslag=ja" in page.replace(
        "toeslag=ja&huis=1985&klus=ISO-DAK", "huis=1985&klus=ISO-DAK&toeslag=ja"
    )


def test_nothing_of_a_real_home_is_shown(offer):
    tenant = factories.tenant(offer.complex, name="Wie er woont")
    offer.complex.maintenance_year = 2031
    offer.complex.save()
    page = visitor(tenant).get(PAGE, ASKED).content.decode()
    assert not [
        word
        for word in ("Zonnestraat", "Zonnewijk", "1234", "VHE-", "2031", "640", "asbest")
        if word in page.replace("640 of 640,50", "").replace("zoals 640", "")
    ]


def test_what_is_closed_or_a_draft_or_over_is_no_choice(offer):
    factories.offer(
        factories.block(offer.corporation, house_type=HouseType.FLAT_1985), offer.officer, is_published=False
    )
    assert "portiekflat 1985" not in ask()
    Offer.objects.filter(pk=offer.pk).update(opens_on="2020-01-01", closes_on=clock.today() - timedelta(days=1))
    page = ask()
    assert "Er zijn nu geen klussen" in page
    assert f'href="{PAGE}interesse/"' in Visitor().get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("answers", "dutch"),
    [
        ({**ASKED, "huur": "0"}, "Een huur is meer dan € 0. Weet u hem niet? Laat dit vak dan leeg."),
        ({**ASKED, "huur": "640,123"}, "Uw huur heeft ten hoogste twee cijfers achter de komma, zoals 640,50."),
        ({**ASKED, "huur": "veel"}, "Schrijf uw huur in cijfers, zoals 640 of 640,50."),
        ({**ASKED, "huur": "-5"}, "Een huur is meer dan € 0. Weet u hem niet? Laat dit vak dan leeg."),
        ({**ASKED, "huur": "64000"}, "Deze huur is te hoog. Vul de huur van één maand in."),
        ({**ASKED, "toeslag": "soms"}, "Kies een van de antwoorden."),
        ({"huis": "1968", "klus": "DAK-WEG"}, "Deze klus is er nu niet. Kies een van de plaatjes."),
        ({"huis": "paleis", "klus": "SCH-BUI"}, "Dit huis kennen wij niet. Kies een van de plaatjes."),
        ({"klus": "SCH-BUI", "huur": "640"}, "Kies het huis dat het meest op het uwe lijkt."),
        ({"huis": "1968", "toeslag": "ja"}, "Kies een klus."),
    ],
)
def test_what_is_no_answer_is_said_at_the_field_and_the_rest_is_kept(offer, answers, dutch):
    client = Visitor()
    for language in LANGUAGES:
        speak(client, language)
        page = client.get(PAGE, answers)
        assert page.status_code == 200
        assert both(dutch)[language] in text(page)
        kept = typed(page)
        for name in ("huur", "toeslag", "huis", "klus"):
            if answers.get(name) not in {None, "soms", "paleis", "DAK-WEG"}:
                assert answers[name] in kept[name]


@pytest.mark.parametrize(
    "junk", [{"huishouden": "12"}, {"huur": "\x00"}, {"huis": "1968", "klus": "'; --"}, {"huis": "é" * 5000}]
)
def test_junk_in_the_address_is_no_error_page(offer, junk):
    assert Visitor().get(PAGE, junk).status_code == 200


def test_the_page_asks_the_database_as_much_for_one_offer_as_for_thirty(offer):
    counts = []
    for more in (0, 29):
        for number in range(more):
            factories.offer(offer.complex, offer.officer, title=f"Klus {number}")
        counts.append(queries(Visitor(), f"{PAGE}?huis=1968&klus=SCH-BUI&huur=640&toeslag=ja")[0])
        scope.enter(offer.corporation_id)
    assert counts[0] == counts[1]


def test_the_front_page_leads_here(offer):
    assert f'href="{PAGE}"' in Visitor().get("/voorbeeldstad/").content.decode()
