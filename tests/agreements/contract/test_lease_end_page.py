"""Als ik verhuis: the page that shows, before signing and after it, what somebody who moves out has had and still gets."""

import pytest
from django.urls import reverse

from agreements.contract.models import Agreement
from agreements.contract.services import choosing
from corporations.models import PolicyVersion
from klushuur.demo import catalogue
from tests import factories, kept_world
from tests.agreements.contract import test_three_kinds as kinds
from tests.agreements.signed import again, offered
from tests.visiting import queries, text, visitor

pytestmark = pytest.mark.django_db
BOTH = ["one_off", "discount"]
A_YEAR = {"vorm": "discount.36", "maand": "12"}


kept = kept_world.made_by(lambda: offered(forms=BOTH))


@pytest.fixture
def agreement(db, kept):
    return kept_world.own(kept)


@pytest.fixture
def me(agreement):
    return visitor(agreement.application.tenant)


def at(agreement, name="agreement_lease_end"):
    return reverse(name, args=["voorbeeldstad", agreement.pk])


def choose(agreement, form="discount", months=36):
    user = agreement.application.tenant.user
    choosing.choose_form(again(agreement), form=form, months=months, by=user, text_sha256="")


def test_without_a_question_it_shows_half_a_year_of_the_first_form_that_takes_months(me, agreement):
    page = me.get(at(agreement))
    shown = text(page)
    assert page.context["form"].data == {"maand": "6", "vorm": "discount.12"}
    assert "Na maand 6" in shown
    assert "€ 563,52</b> <span>hebt u dan gehad" in shown


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("bought_off", ["€ 751,28</b> <span>krijgt u nog", "U krijgt de rest in één keer."]),
        ("lapses", ["€ 0,00</b> <span>krijgt u nog", "€ 751,28</b> <span> vervalt", "De rest vervalt"]),
        ("handed_over", ["€ 751,28</b> <span> mag de volgende huurder overnemen", "als die daarvoor tekent"]),
    ],
)
def test_it_tells_what_the_policy_says_of_the_rest(me, agreement, option, told):
    PolicyVersion.objects.update(exit_option=option)
    shown = text(me.get(at(agreement), A_YEAR))
    assert [words for words in ["€ 375,72</b> <span>hebt u dan gehad", *told] if words not in shown] == []


def test_it_has_every_half_year_and_every_month(me, agreement):
    page = me.get(at(agreement), A_YEAR)
    assert [page.content.decode().count(f"Na maand {month} (") for month in (6, 36, 37, 60)] == [2, 2, 1, 1]


@pytest.mark.parametrize("month", ["61", "-1", "twaalf", "", "1,5", "9" * 5000, "12\x00"])
def test_a_month_that_is_none_is_told_at_the_field_and_kept(me, agreement, month):
    page = me.get(at(agreement), A_YEAR | {"maand": month})
    form = page.context["form"]
    assert form.errors == {"maand": ["Typ een heel getal van 0 tot en met 60."]}
    assert form["maand"].value() == month
    assert "hebt u dan gehad" not in text(page)
    assert "<title>Fout:" in text(page)


def test_a_form_that_is_none_is_told_at_the_field(me, agreement):
    page = me.get(at(agreement), A_YEAR | {"vorm": "freeze"})
    assert page.context["form"].errors == {"vorm": ["Kies een van deze mogelijkheden."]}


@pytest.mark.parametrize("month", ["0", "60", " 36 "])
def test_the_first_and_the_last_month_are_answered(me, agreement, month):
    assert "hebt u dan gehad" in text(me.get(at(agreement), A_YEAR | {"maand": month}))


def test_a_one_off_is_told_in_words(me, agreement):
    shown = text(me.get(at(agreement), {"vorm": "one_off"}))
    assert "Verhuist u daarna? Dan houdt u alles." in shown
    assert "<table" not in shown


def test_the_form_that_was_chosen_is_the_one_that_it_begins_with(me, agreement):
    choose(agreement)
    assert me.get(at(agreement)).context["option"].code == "discount.36"


def test_after_signing_only_the_form_that_was_signed_is_shown(me, agreement):
    choose(agreement)
    Agreement.objects.update(status="signed")
    page = me.get(at(agreement))
    assert list(page.context["form"].fields) == ["maand"]
    assert me.get(at(agreement), {"vorm": "one_off"}).context["option"].code == "discount.36"


def test_own_investment_is_told_with_its_term(agreement):
    kitchen = kinds.offered(factories.staff(agreement.corporation, "officer"), catalogue.KITCHEN, kinds.KITCHEN)
    shown = text(visitor(kitchen.application.tenant).get(at(kitchen)))
    assert "ging € 265,00 van de beloning af. Dat blijft 180 maanden iets waard" in shown
    assert "€ 1.432,50</b> <span>hebt u dan gehad" in shown
    assert "€ 256,17</b> <span>krijgt u nog" in shown
    assert "Die houdt u als u verhuist." in shown


def test_reward_page_shows_a_line_for_each_form_and_leads_here(me, agreement):
    page = me.get(at(agreement, "agreement_reward"))
    html = page.content.decode()
    assert html.count('class="rent-line"') == 3
    assert html.count('<details class="fold" open>') == 1
    assert "Eén keer geld: dan verandert uw huur niet." in text(page)
    for code in ("discount.12", "discount.24", "discount.36"):
        assert f'href="{at(agreement)}?vorm={code}"' in html


def test_agreement_page_shows_the_line_of_the_form_and_leads_here(me, agreement):
    choose(agreement)
    html = me.get(at(agreement, "agreement_read")).content.decode()
    assert html.count('class="rent-line"') == 2  # on top, and in the text
    assert f'href="{at(agreement)}"' in html


def test_case_page_has_every_option_side_by_side(agreement):
    officer = visitor(agreement.quote.drafted_by)
    page = officer.get(reverse("work_case", args=["voorbeeldstad", agreement.application_id]))
    shown = text(page)
    assert page.content.decode().count('class="rent-line"') == 3
    told = [
        "Vervalt: krijgt nog",
        "Afkoop: krijgt nog",
        "Overdracht: volgende huurder",
        "Wij betalen de rest in één keer",
    ]
    assert [words for words in told if words not in shown] == []


def test_more_forms_ask_no_more_of_the_database(agreement):
    few = offered("Piet Smit", corporation=factories.corporation("elders", "Elders"), forms=["discount"])
    PolicyVersion.objects.filter(corporation=few.corporation).update(discount_months=[36])
    counts = []
    for one, slug in ((few, "elders"), (agreement, "voorbeeldstad")):
        page = reverse("agreement_lease_end", args=[slug, one.pk])
        counts.append(queries(visitor(one.application.tenant), page)[0])
    assert counts[0] == counts[1]


def test_a_stranger_finds_nothing(agreement):
    stranger = visitor(factories.tenant(agreement.application.offer.complex, name="Buur"))
    assert stranger.get(at(agreement)).status_code == 404
