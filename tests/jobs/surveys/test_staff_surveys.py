from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from corporations.models import StaffMember
from jobs.applications.models import Application, Survey
from jobs.applications.services import applications
from jobs.applications.statuses import ApplicationStatus
from jobs.offers.models import Offer
from klushuur.ground import clock
from tests import factories
from tests.visiting import queries, text, visitor


@pytest.fixture
def offer(db: None) -> Offer:
    made = factories.corporation()
    return factories.offer(factories.block(made), factories.staff(made, "officer"), capacity=40)


@pytest.fixture
def inspector(offer: Offer) -> StaffMember:
    return factories.staff(offer.corporation, "inspector")


@pytest.fixture
def page(inspector: StaffMember) -> Client:
    return visitor(inspector)


def case(offer: Offer, status: str = "in_review") -> Application:
    return factories.application(offer, factories.tenant(offer.complex), status=status)


def at(name: str, *args: int) -> str:
    return reverse(name, args=["voorbeeldstad", *args])


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "visited_on": clock.today().isoformat(),
        "has_defect": "nee",
        "asbestos": "none",
        "height_m": "4,5",
        "condition": "3",
        "advice": "do",
        "note": "Oude verf bladdert.",
    } | changes


def test_surveys_lists_homes_to_visit_and_no_others(page: Client, offer: Offer) -> None:
    wanted, _new, _done = case(offer), case(offer, "submitted"), case(offer, "surveyed")
    homes = page.get(at("surveys")).context["homes"]
    assert [home["application"] for home in homes] == [wanted]


def test_surveys_without_a_home_says_so(page: Client) -> None:
    assert "Geen huizen om te bekijken" in text(page.get(at("surveys")))


def test_surveys_with_1_and_30_homes_take_the_same_queries(page: Client, offer: Offer) -> None:
    case(offer)
    few, _ = queries(page, at("surveys"))
    for _ in range(29):
        case(offer)
    many, response = queries(page, at("surveys"))
    assert (many, len(response.context["homes"])) == (few, 30)


def test_survey_as_typed_is_kept_and_confirmed(page: Client, offer: Offer, inspector: StaffMember) -> None:
    application = case(offer)
    response = page.post(at("survey", application.pk), typed(), follow=True)
    kept = Survey.objects.get()
    assert (kept.inspector, kept.height_m, kept.has_defect, kept.condition) == (inspector, Decimal("4.5"), False, 3)
    assert Application.objects.get(pk=application.pk).status == ApplicationStatus.SURVEYED
    assert "De opname is bewaard" in text(response)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"visited_on": (clock.today() + timedelta(days=1)).isoformat()}, "visited_on", "future"),
        ({"visited_on": ""}, "visited_on", "required"),
        ({"has_defect": ""}, "has_defect", "required"),
        ({"asbestos": "misschien"}, "asbestos", "invalid_choice"),
        ({"height_m": ""}, "height_m", "required"),
        ({"height_m": "450"}, "height_m", "too_high"),
        ({"height_m": "4,55"}, "height_m", "too_fine"),
        ({"condition": "7"}, "condition", "invalid_choice"),
        ({"condition": "0"}, "condition", "invalid_choice"),
        ({"advice": ""}, "advice", "required"),
        ({"note": "x" * 1001}, "note", "max_length"),
    ],
)
def test_survey_with_a_mistake_says_where_and_keeps_the_rest(
    page: Client, offer: Offer, change: dict[str, str], field: str, code: str
) -> None:
    application = case(offer)
    form = page.post(at("survey", application.pk), typed(**change)).context["form"]
    assert {name: [error.code for error in found.as_data()] for name, found in form.errors.items()} == {field: [code]}
    assert [form[name].value() for name in typed() if name not in change] == [
        value for name, value in typed().items() if name not in change
    ]
    assert (Survey.objects.count(), Application.objects.get(pk=application.pk).status) == (
        0,
        ApplicationStatus.IN_REVIEW,
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"has_defect": "ja"}, "Dit is een reparatie en geen klus"),
        ({"asbestos": "suspect"}, "Er zit misschien asbest."),
        ({"height_m": "5,1"}, "Het werk is te hoog om veilig zelf te doen."),
    ],
)
def test_survey_that_stops_the_job_says_so_at_once(
    page: Client, offer: Offer, change: dict[str, str], words: str
) -> None:
    assert words in text(page.post(at("survey", case(offer).pk), typed(**change), follow=True))


def test_survey_of_a_home_that_was_done_shows_what_was_kept(page: Client, offer: Offer) -> None:
    application = case(offer, "surveyed")
    page.post(at("survey", application.pk), typed(condition="6"))
    assert "De opname is bewaard" in text(page.get(at("survey", application.pk)))
    assert Survey.objects.get().condition == 3


def test_survey_of_a_withdrawn_case_leads_back_to_the_list(page: Client, offer: Offer) -> None:
    application = case(offer)
    applications.withdraw(application, by=application.tenant.user)
    response = page.post(at("survey", application.pk), typed(), follow=True)
    assert "Bij dit huis hoeft u niet (meer) te kijken." in text(response)
    assert not Survey.objects.exists()
