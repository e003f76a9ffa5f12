"""Offers of an attic and a kitchen: started from a type of job, changed, checked and published by an officer."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from corporations.models import AsbestosSurvey, Complex, Corporation, StaffMember
from jobs.offers.models import ChoiceGroup, JobType, Offer
from jobs.offers.services import offers
from klushuur.demo import catalogue
from klushuur.ground import clock
from klushuur.ground.scope import scope
from tests import factories
from tests.visiting import queries, text, visitor

ATTIC, KITCHEN = catalogue.ATTIC, catalogue.KITCHEN


@pytest.fixture
def corporation(db: None) -> Corporation:
    return factories.corporation()


@pytest.fixture
def block(corporation: Corporation) -> Complex:
    return factories.block(corporation)


@pytest.fixture
def officer(corporation: Corporation) -> StaffMember:
    return factories.staff(corporation, "officer")


@pytest.fixture
def page(officer: StaffMember) -> Client:
    return visitor(officer)


def at(name: str, *args: int) -> str:
    return reverse(name, args=["voorbeeldstad", *args])


def new(job: JobType) -> str:
    return f"{at('work_offer_new')}?soort={job.pk}"


def posted(page: Client, job: JobType, block: Complex, **changes: Any) -> dict[str, Any]:
    """What the form of this type begins with, with the days and the place filled in."""
    form = page.get(new(job)).context["form"]
    begun = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    year = clock.today().year + 1
    days = {"opens_on": clock.today(), "closes_on": date(year, 3, 1), "works_from": date(year, 3, 2)}
    filled = days | {"works_until": date(year, 12, 24), "complex": block.pk, "capacity": 4}
    return begun | {name: str(value) for name, value in filled.items()} | changes


def offered(offer: Offer) -> dict[str, dict[str, str]]:
    """What an offer lets tenants choose from: the price differences by part and code."""
    return {
        entry["group"].part: {choice.code: str(choice.difference) for choice in entry["choices"]}
        for entry in offers.palette(offer)
    }


def test_new_offer_begins_with_the_types_of_the_corporation(page: Client, corporation: Corporation) -> None:
    catalogue.add(corporation, KITCHEN)
    other = factories.corporation("elders", "Wonen Elders")
    catalogue.add(other, ATTIC)
    scope.enter(corporation.pk)
    shown = text(page.get(at("work_offer_new")))
    assert ("Keuken plaatsen" in shown, "Zolder isoleren" in shown) == (True, False)


def test_new_offer_without_any_type_says_whom_to_ask(page: Client) -> None:
    assert "Vraag uw beheerder" in text(page.get(at("work_offer_new")))


@pytest.mark.parametrize("asked", ["999999", "x", "", "-1"])
def test_new_offer_of_an_unknown_type_says_so_and_shows_the_cards(
    page: Client, corporation: Corporation, asked: str
) -> None:
    catalogue.add(corporation, KITCHEN)
    for shown in (
        page.get(f"{at('work_offer_new')}?soort={asked}"),
        page.post(f"{at('work_offer_new')}?soort={asked}"),
    ):
        assert shown.status_code == 200
        assert ("Keuken plaatsen" in text(shown), "Kies een" in text(shown)) == (True, True)


def test_new_offer_of_a_type_elsewhere_is_of_an_unknown_type(page: Client, corporation: Corporation) -> None:
    other = factories.corporation("elders", "Wonen Elders")
    job = catalogue.add(other, ATTIC)
    scope.enter(corporation.pk)
    assert "Deze soort klus is er niet." in text(page.get(new(job)))


@pytest.mark.parametrize(("code", "reward"), [(ATTIC, "€ 896,00"), (KITCHEN, "€ 1.697,50")], ids=["attic", "kitchen"])
def test_new_offer_shows_the_texts_the_amounts_and_everything_to_choose(
    page: Client, corporation: Corporation, code: str, reward: str
) -> None:
    response = page.get(new(catalogue.add(corporation, code)))
    form = response.context["form"]
    assert form["title"].value() == catalogue.JOBS[code]["title"]
    assert reward in text(response)
    for part, group in catalogue.GROUPS[code].items():
        assert form[part].value() == [line[0] for line in group["lines"]]


def test_new_offer_of_an_attic_as_it_begins_is_kept_with_its_catalogue(
    page: Client, corporation: Corporation, block: Complex
) -> None:
    job = catalogue.add(corporation, ATTIC)
    page.post(new(job), posted(page, job, block))
    offer = Offer.objects.get()
    assert (offer.job_type, offer.reward, offer.budget) == (job, Decimal("896.00"), Decimal("0.00"))
    assert offered(offer) == {"insulation": {"glass-wool": "0.00", "wood-fibre": "140.00", "sheep-wool": "210.00"}}
    wool = offers.palette(offer)[0]["choices"][0]
    assert (wool.name, wool.detail, wool.name_in("en")) == ("Glaswol", "160 mm, zacht, maar prikt", "Glass wool")


def test_new_offer_of_a_kitchen_with_fewer_choices_and_another_price(
    page: Client, corporation: Corporation, block: Complex
) -> None:
    job = catalogue.add(corporation, KITCHEN)
    changes = {"front": ["matt-white", "oak"], "handle": ["bar"], "difference_front_oak": "190,50", "budget": "300"}
    page.post(new(job), posted(page, job, block, **changes))
    offer = Offer.objects.get()
    assert offered(offer) == {
        "front": {"matt-white": "0.00", "oak": "190.50"},
        "worktop": {"light-grey": "0.00", "wood": "60.00", "composite": "320.00"},
        "handle": {"bar": "0.00"},
    }
    assert (offer.budget, offer.reward) == (Decimal("300.00"), Decimal("1697.50"))
    shown = text(page.get(at("work_offer", offer.pk)))
    assert all(words in shown for words in ("Eiken", "+ € 190,50", "20 mm, steen, hard en koel", "€ 300,00", "(vast)"))


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"difference_front_oak": "1,234"}, "difference_front_oak", "too_fine"),
        ({"difference_front_oak": "-5"}, "difference_front_oak", "negative"),
        ({"difference_front_oak": "veel"}, "difference_front_oak", "amount"),
        ({"difference_front_oak": ""}, "difference_front_oak", "required"),
        ({"front": []}, "front", "required"),
        ({"front": ["purple"]}, "front", "invalid_choice"),
        ({"budget": "-1"}, "budget", "negative"),
        ({"budget": "0,001"}, "budget", "too_fine"),
        ({"budget": ""}, "budget", "required"),
    ],
)
def test_new_offer_with_a_mistake_says_where_and_keeps_what_was_typed(
    page: Client, corporation: Corporation, block: Complex, change: dict[str, Any], field: str, code: str
) -> None:
    job = catalogue.add(corporation, KITCHEN)
    response = page.post(new(job), posted(page, job, block, title="Mijn keuken", **change))
    form = response.context["form"]
    assert {name: [error.code for error in found.as_data()] for name, found in form.errors.items()} == {field: [code]}
    assert (form["title"].value(), form[field].value()) == ("Mijn keuken", change[field])
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not Offer.objects.exists()


def test_a_price_of_what_is_not_ticked_may_stay_empty(page: Client, corporation: Corporation, block: Complex) -> None:
    job = catalogue.add(corporation, KITCHEN)
    page.post(new(job), posted(page, job, block, front=["matt-white"], difference_front_oak=""))
    assert offered(Offer.objects.get())["front"] == {"matt-white": "0.00"}


def test_edit_shows_what_the_offer_has_and_not_what_the_catalogue_says(
    page: Client, corporation: Corporation, block: Complex, officer: StaffMember
) -> None:
    offer = factories.offer_of(KITCHEN, block, officer, is_published=False)
    offers.save_offer(
        offer,
        choices={"front": ["oak"], "worktop": ["wood"], "handle": ["bar"]},
        differences={("front", "oak"): Decimal("99.00")},
        by=officer,
    )
    form = page.get(at("work_offer_edit", offer.pk)).context["form"]
    shown = [form[name].value() for name in ("front", "difference_front_oak", "difference_front_dark-green")]
    assert shown == [["oak"], "99,00", "120,00"]


def test_an_offer_takes_nothing_that_its_catalogue_does_not_have(block: Complex, officer: StaffMember) -> None:
    offer = factories.offer_of(KITCHEN, block, officer, is_published=False)
    for choices in ({"front": ["purple"]}, {"insulation": ["glass-wool"]}, {"door": ["0000"]}):
        with pytest.raises(offers.NotInCatalogue):
            offers.save_offer(offer, choices=choices, by=officer)
    assert len(offered(Offer.objects.get())) == 3


def stopped_by(block: Complex, officer: StaffMember, code: str, **fields: Any) -> list[str]:
    """What the gate says is not in order, of an offer of this type."""
    offer = factories.offer_of(code, block, officer, is_published=False, **fields)
    return [condition.code for condition in offers.gate(Offer.objects.get(pk=offer.pk)) if condition.stops]


@pytest.mark.parametrize("code", [ATTIC, KITCHEN])
def test_the_gate_asks_no_season_within_walls_but_asks_about_asbestos(
    corporation: Corporation, officer: StaffMember, code: str
) -> None:
    protected = factories.block(corporation, name="Oude Dorp", built_year=1938, is_protected=True)
    autumn = {"works_until": date(clock.today().year + 1, 12, 24)}
    assert stopped_by(protected, officer, code, **autumn) == []
    Complex.objects.update(asbestos_survey=AsbestosSurvey.NONE)
    JobType.objects.filter(code=code).update(code="OUD")
    unknown = Complex.objects.get(pk=protected.pk)
    assert stopped_by(unknown, officer, code, **autumn) == ["asbestos"]


def test_the_gate_wants_something_to_choose_for_each_part(block: Complex, officer: StaffMember) -> None:
    assert stopped_by(block, officer, KITCHEN, choices={"front": ["oak"], "worktop": []}) == ["choices"]


def test_the_gate_wants_a_reward_with_the_cheapest_choice(block: Complex, officer: StaffMember) -> None:
    dear = {"choices": {"insulation": ["sheep-wool"]}, "avoided_cost": Decimal("1900.00")}  # reward 203.00, wool 210.00
    assert stopped_by(block, officer, ATTIC, **dear) == ["money"]


def test_a_choice_group_is_of_an_offer_or_of_a_job_type_and_never_both(block: Complex, officer: StaffMember) -> None:
    offer = factories.offer_of(ATTIC, block, officer)
    for owners in ({}, {"offer": offer, "job_type": offer.job_type}):
        with pytest.raises(IntegrityError, match="choice_group_of_an_offer_or_a_job_type"), transaction.atomic():
            ChoiceGroup.objects.create(
                corporation=block.corporation, part="front", name="Deurtjes", name_en="Fronts", chosen_by="material",
                position=0, **owners,
            )  # fmt: skip


def test_the_cards_take_the_same_queries_with_1_and_30_types(page: Client, corporation: Corporation) -> None:
    catalogue.add(corporation, KITCHEN)
    few, _ = queries(page, at("work_offer_new"))
    for number in range(29):
        JobType.objects.create(
            corporation=corporation, code=f"K{number}", name=f"Klus {number}", name_en=f"Job {number}",
            safety_class="light", investment_months=60,
        )  # fmt: skip
    many, response = queries(page, at("work_offer_new"))
    assert (many, len(response.context["job_types"])) == (few, 30)
