"""What the database and the registries keep of a kind of job."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from corporations.models import Corporation
from jobs.applications.models import Application
from jobs.offers.forms.ladder import SimulatorForm
from jobs.offers.forms.offers import OfferForm
from jobs.offers.models import ChoiceGroup, JobText, JobType, JobTypeVersion, TextPlace, UsualAnswer
from jobs.offers.models.choices import TAKEN
from jobs.offers.rules import calculators, drawings
from jobs.offers.services import offers
from jobs.offers.services.job_types import version_of
from klushuur.demo import catalogue
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def corporation() -> Corporation:
    return factories.corporation()


@pytest.fixture
def kitchen(corporation: Corporation) -> JobType:
    return factories.job_type(corporation, catalogue.KITCHEN)


@pytest.mark.parametrize(("changes", "name"), [
    ({"name_en": ""}, "job_type_has_a_name_in_both"),
    ({"title_en": ""}, "job_type_says_it_in_both"),
    ({"summary": ""}, "job_type_says_it_in_both"),
    ({"gates": ["rain"]}, "job_type_gates_are_known"),
    ({"safety_class": "wild"}, "job_type_safety_class_is_known"),
    ({"usual_answer": "maybe"}, "job_type_usual_answer_is_known"),
    ({"materials_vat": 6}, "job_type_vat_is_a_rate"),
    ({"investment_months": 0}, "job_type_investment_has_a_term"),
    ({"investment_months": 601}, "job_type_investment_has_a_term"),
])  # fmt: skip
def test_the_database_refuses_a_job_type_with(kitchen: JobType, changes: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        JobType.objects.filter(pk=kitchen.pk).update(**changes)


@pytest.mark.parametrize(("changes", "name"), [
    ({"text_en": ""}, "job_text_says_it_in_both"),
    ({"text": ""}, "job_text_says_it_in_both"),
    ({"place": "footnote"}, "job_text_place_is_known"),
    ({"position": 1}, "job_text_lists_only_where_listed"),
])  # fmt: skip
def test_the_database_refuses_a_text_with(kitchen: JobType, changes: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        JobText.objects.filter(job_type=kitchen, place=TextPlace.SAFETY).update(**changes)


@pytest.mark.parametrize(("changes", "name"), [
    ({"part": "Front"}, "choice_group_part_is_a_free_name"),
    ({"part": "title"}, "choice_group_part_is_a_free_name"),
    ({"name_en": ""}, "choice_group_has_a_name_in_both"),
    ({"chosen_by": "lot"}, "choice_group_way_is_known"),
    ({"spot": "worktop"}, "choice_group_catalogue_spot_once"),
    ({"part": "worktop"}, "choice_group_catalogue_part_once"),
])  # fmt: skip
def test_the_database_refuses_a_group_with(kitchen: JobType, changes: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ChoiceGroup.objects.filter(job_type=kitchen, part="front").update(**changes)


def test_no_part_can_be_called_as_a_field_beside_it() -> None:
    """A part is a field of its page; names with an underscore no part can have."""
    fields = {*OfferForm.base_fields, *SimulatorForm.base_fields, "soort", "sum", "verder"}
    assert {name for name in fields if "_" not in name} == set(TAKEN)


def test_a_version_is_one_row_for_the_same_words_and_another_for_others(kitchen: JobType) -> None:
    first = version_of(kitchen)
    assert version_of(kitchen) == first
    JobText.objects.filter(place=TextPlace.SAFETY).update(text="Werk rustig.")
    second = version_of(kitchen)
    assert (second.text(TextPlace.SAFETY), first.text(TextPlace.SAFETY)[:12]) == ("Werk rustig.", "Werk nooit a")
    assert JobTypeVersion.objects.count() == 2
    # what no case relies on makes no version
    kitchen.usual_answer = UsualAnswer.NEVER
    kitchen.save()
    assert version_of(kitchen) == second


def test_a_version_never_changes(kitchen: JobType) -> None:
    version = version_of(kitchen)
    for change in (
        lambda: JobTypeVersion.objects.filter(pk=version.pk).update(investment_months=1),
        lambda: JobTypeVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_an_application_keeps_the_version_of_the_day_it_began(corporation: Corporation) -> None:
    block = factories.block(corporation)
    offer = factories.offer(block, factories.staff(corporation, "officer"))
    first = factories.application(offer, factories.tenant(block), status="draft")
    JobType.objects.update(investment_months=24)
    offer.job_type.refresh_from_db()
    second = factories.application(offer, factories.tenant(block), status="draft")
    kept = Application.objects.order_by("pk").values_list("job_version__investment_months", flat=True)
    assert (list(kept), first.job_version != second.job_version) == ([72, 24], True)


def test_the_gate_stops_an_offer_of_a_job_type_without_all_its_words(corporation: Corporation) -> None:
    officer, block = factories.staff(corporation, "officer"), factories.block(corporation)
    offer = factories.offer_of(catalogue.ATTIC, block, officer, is_published=False)
    assert [one.code for one in offers.gate(offer) if one.stops] == []
    JobText.objects.filter(place=TextPlace.QUALITY).delete()
    assert [one.code for one in offers.gate(offer) if one.stops] == ["words"]


def test_a_part_or_a_choice_that_the_job_type_does_not_have_is_refused(corporation: Corporation) -> None:
    officer, block = factories.staff(corporation, "officer"), factories.block(corporation)
    for choices in ({"roof": ["9010"]}, {"door": ["0000"]}):
        with pytest.raises(offers.NotInCatalogue), transaction.atomic():
            factories.offer(block, officer, choices=choices, is_published=False)


def test_every_job_type_of_the_demo_says_everything(corporation: Corporation) -> None:
    for code in catalogue.JOBS:
        job = factories.job_type(corporation, code)
        said = set(job.texts.values_list("place", flat=True))
        assert said >= set(TextPlace.values) - {TextPlace.FIRM, TextPlace.WEATHER}, code


@pytest.mark.parametrize("find", [drawings.drawing_of, calculators.calculator_of])
def test_an_unknown_name_stands_for_nothing(find: Any) -> None:
    assert find("") is None
    with pytest.raises(ValueError, match="one of"):
        find("roof")


def test_a_drawing_is_made_known_once() -> None:
    with pytest.raises(ValueError, match="attic is there already"):
        drawings.register(drawings.every_drawing()[1])
