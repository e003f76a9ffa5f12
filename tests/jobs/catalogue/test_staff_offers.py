from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from corporations.models import Complex, Corporation, StaffMember
from jobs.offers.models import Offer
from jobs.offers.services import offers
from klushuur.ground import clock
from tests import factories
from tests.visiting import Visitor, queries, text, visitor


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


def new(block: Complex) -> str:
    """Where an officer fills in an offer of outdoor painting."""
    return f"{at('work_offer_new')}?soort={factories.job_type(block.corporation).pk}"


def typed(block: Complex, **changes: Any) -> dict[str, Any]:
    """What an officer fills in, as in the first offer of the dossier."""
    year = clock.today().year + 1
    return {
        "complex": block.pk,
        "title": "Schilder uw buitenkozijnen",
        "summary": "U kiest zelf de kleur.",
        "effort": "2 tot 4 weekenden",
        "materials_supplied": "verf en kwasten",
        "capacity": "10",
        "opens_on": clock.today().isoformat(),
        "closes_on": (clock.today() + timedelta(days=30)).isoformat(),
        "works_from": f"{year}-04-15",
        "works_until": f"{year}-10-15",
        "door": ["9010", "7016", "6009", "5011", "3005"],
        "frame": ["9010"],
        "avoided_cost": "2.400,00",
        "materials_cost": "250",
        "handling_cost": "300,00",
        "risk_rate": "10",
        "share": "70",
    } | changes


def test_new_offer_as_typed_is_kept_as_a_draft_with_its_reward(page: Client, block: Complex) -> None:
    response = page.post(new(block), typed(block))
    offer = Offer.objects.get()
    assert response.headers["Location"] == at("work_offer", offer.pk)
    assert (offer.status, offer.avoided_cost, offer.share) == ("draft", Decimal("2400.00"), Decimal("0.7000"))
    assert (offer.net_saving, offer.reward) == (Decimal("1610.00"), Decimal("1127.00"))
    palette = {entry["group"].part: [choice.code for choice in entry["choices"]] for entry in offers.palette(offer)}
    assert palette == {"door": ["3005", "5011", "6009", "7016", "9010"], "frame": ["9010"]}


def test_new_offer_starts_with_the_figures_of_the_policy(page: Client, block: Complex) -> None:
    form = page.get(new(block)).context["form"]
    assert [form[name].value() for name in ("risk_rate", "share", "handling_cost")] == ["10", "70", "300,00"]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"avoided_cost": "2.400,123"}, "avoided_cost", "too_fine"),
        ({"avoided_cost": "veel"}, "avoided_cost", "amount"),
        ({"avoided_cost": ""}, "avoided_cost", "required"),
        ({"avoided_cost": "99.999.999"}, "avoided_cost", "too_high"),
        ({"share": "101"}, "share", "too_high"),
        ({"share": "-1"}, "share", "negative"),
        ({"door": ["1234"]}, "door", "invalid_choice"),
        ({"closes_on": "2020-01-01"}, "closes_on", "order"),
        ({"works_until": "9999-12-31"}, "works_until", "far"),
        ({"works_from": "2020-01-01"}, "works_from", "order"),
        ({"works_until": "2020-01-01"}, "works_until", "order"),
        ({"capacity": "0"}, "capacity", "min_value"),
        ({"title": ""}, "title", "required"),
    ],
)
def test_new_offer_with_a_mistake_says_where_and_keeps_what_was_typed(
    page: Client, block: Complex, change: dict[str, Any], field: str, code: str
) -> None:
    response = page.post(new(block), typed(block, **change))
    form = response.context["form"]
    assert {name: [error.code for error in found.as_data()] for name, found in form.errors.items()} == {field: [code]}
    assert (form["summary"].value(), form["materials_cost"].value()) == ("U kiest zelf de kleur.", "250")
    assert "Er gaat iets niet goed" in text(response)
    assert not Offer.objects.exists()


ROWS = ["€ 2.400,00", "− € 250,00", "− € 300,00", "− € 240,00", "€ 1.610,00", "€ 1.127,00"]


def in_order(html: str, words: list[str]) -> bool:
    places = [html.find(word) for word in words]
    return -1 not in places


def test_sum_gives_the_rows_at_once(page: Client, block: Complex) -> None:
    response = page.post(at("work_offer_sum"), typed(block), headers={"HX-Request": "true"})
    assert in_order(text(response), ROWS)
    assert "<html" not in text(response)


@pytest.mark.parametrize("wrong", ["", "veel", "1,234"])
def test_sum_with_a_figure_missing_asks_for_it(page: Client, block: Complex, wrong: str) -> None:
    response = page.post(at("work_offer_sum"), typed(block, handling_cost=wrong))
    assert (response.status_code, "Vul de getallen in." in text(response)) == (200, True)


def test_sum_without_a_script_keeps_everything_and_blames_nothing_but_figures(page: Client, block: Complex) -> None:
    response = page.post(new(block), typed(block, title="", capacity="", sum="1"))
    form = response.context["form"]
    assert in_order(text(response), ROWS)
    assert (form.errors, form["summary"].value(), form["door"].value()) == (
        {}, "U kiest zelf de kleur.", ["9010", "7016", "6009", "5011", "3005"],
    )  # fmt: skip
    assert not Offer.objects.exists()


def test_edit_of_a_draft_shows_what_was_kept_and_changes_it(page: Client, block: Complex, officer: StaffMember) -> None:
    offer = factories.offer(block, officer, is_published=False)
    form = page.get(at("work_offer_edit", offer.pk)).context["form"]
    shown = [form[name].value() for name in ("avoided_cost", "risk_rate", "share", "frame")]
    assert shown == ["2.400,00", "10", "70", ["9010"]]
    page.post(at("work_offer_edit", offer.pk), typed(block, title="Schilder uw voordeur", door=["9005"]))
    fresh = Offer.objects.get()
    assert (fresh.title, [len(entry["choices"]) for entry in offers.palette(fresh)]) == ("Schilder uw voordeur", [1, 1])


@pytest.mark.parametrize("method", ["get", "post"])
def test_edit_of_a_published_offer_changes_nothing(
    page: Client, block: Complex, officer: StaffMember, method: str
) -> None:
    offer = factories.offer(block, officer)
    response = getattr(page, method)(at("work_offer_edit", offer.pk), typed(block, title="Anders"))
    assert response.headers["Location"] == at("work_offer", offer.pk)
    assert Offer.objects.get().title == "Schilder uw buitenkozijnen"


def test_publish_of_a_draft_that_is_ready_shows_it_to_tenants(page: Client, block: Complex) -> None:
    page.post(new(block), typed(block))
    offer = Offer.objects.get()
    assert "Publiceer dit aanbod" in text(page.get(at("work_offer", offer.pk)))
    response = page.post(at("work_offer_publish", offer.pk), follow=True)
    assert "Bekijk zoals de huurder het ziet" in text(response)
    assert Offer.objects.published().get() == offer


def test_publish_with_something_missing_lists_it_and_does_not(page: Client, block: Complex) -> None:
    page.post(new(block), typed(block, frame=[]))
    offer = Offer.objects.get()
    shown = text(page.get(at("work_offer", offer.pk)))
    assert ("Vink bij elk onderdeel ten minste één keuze aan." in shown, "Publiceer dit aanbod" in shown) == (
        True,
        False,
    )
    response = page.post(at("work_offer_publish", offer.pk), follow=True)
    assert "U kunt dit aanbod nog niet publiceren." in text(response)
    assert not Offer.objects.published().exists()


def test_publish_twice_says_so(page: Client, block: Complex, officer: StaffMember) -> None:
    offer = factories.offer(block, officer)
    assert "Dit aanbod was al gepubliceerd." in text(page.post(at("work_offer_publish", offer.pk), follow=True))


def test_manager_reads_offers_and_writes_none(block: Complex, officer: StaffMember) -> None:
    offer = factories.offer(block, officer, is_published=False)
    client = visitor(factories.staff(block.corporation, "manager"))
    shown = text(client.get(at("work_offers"))) + text(client.get(at("work_offer", offer.pk)))
    assert ("Nieuw aanbod" in shown, "Publiceer dit aanbod" in shown, offer.title in shown) == (False, False, True)
    for name, args in (("work_offer_new", ()), ("work_offer_edit", (offer.pk,)), ("work_offer_publish", (offer.pk,))):
        assert client.post(at(name, *args), typed(block)).status_code == 403


def test_offers_without_one_ask_to_make_one(page: Client) -> None:
    assert "Nog geen aanbod" in text(page.get(at("work_offers")))


def test_offers_with_1_and_30_rows_take_the_same_queries(page: Client, block: Complex, officer: StaffMember) -> None:
    factories.offer(block, officer)
    few, _ = queries(page, at("work_offers"))
    for _ in range(29):
        factories.offer(block, officer)
    many, response = queries(page, at("work_offers"))
    assert (many, len(response.context["offers"])) == (few, 30)


def test_staff_without_second_factor_meet_an_offer_as_anybody(block: Complex, officer: StaffMember) -> None:
    draft = factories.offer(block, officer, is_published=False)
    shown = factories.offer(block, officer, title="Schilder uw voordeur")
    half_in = factories.signed_in(Visitor(), officer.user, second_factor=False)
    assert half_in.get(at("offer", draft.pk)).status_code == 404
    page = text(half_in.get(at("offer", shown.pk)))
    assert ("Schilder uw voordeur" in page, "1.610,00" in page) == (True, False)
