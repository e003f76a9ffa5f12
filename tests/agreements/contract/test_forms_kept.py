"""What the database keeps about the form of a reward, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from agreements.contract.models import Agreement
from tests.agreements.signed import needs, offered

pytestmark = pytest.mark.django_db


def change(**values):
    with transaction.atomic():
        Agreement.objects.update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"form": "discount", "lowers_the_rent": True, "months": 0},
        {"form": "discount", "lowers_the_rent": True, "months": 37},
        {"form": "discount", "lowers_the_rent": True, "months": None},
        {"form": "one_off", "lowers_the_rent": False, "months": 12},
        {"form": "", "lowers_the_rent": True, "text_sha256": "", "months": 12},
        {"form": "", "lowers_the_rent": False, "text_sha256": "", "months": 12},
    ],
)
def test_months_belong_to_a_lower_rent_and_to_nothing_else(values):
    """The row says what its form does, so the database needs the name of no form."""
    offered()
    with pytest.raises(IntegrityError, match="agreement_months_of_a_lower_rent"):
        change(**values)


@pytest.mark.parametrize("months", [1, 12, 36])
def test_discount_of_one_to_thirty_six_months_is_kept(months):
    offered()
    change(form="discount", lowers_the_rent=True, months=months)
    assert Agreement.objects.get().months == months


@pytest.mark.parametrize("status", ["offered", "expired"])
def test_agreement_without_a_form_yet_needs_no_text(status):
    offered()
    change(status=status, form="", text="", text_sha256="")
    assert Agreement.objects.get().form == ""


@pytest.mark.parametrize(
    "values",
    [
        {"text_sha256": ""},  # with a form
        {"status": "signed", "form": "", "text_sha256": ""},
        {"status": "finished", "text_sha256": "", **needs("finished")},
        {"status": "offered", "form": "", "text_sha256": "", "sign_before": None},
    ],
)
def test_text_is_there_once_a_form_is_chosen_and_after_signing(values):
    offered()
    with pytest.raises(IntegrityError, match="agreement_has_a_text_when_offered"):
        change(**values)
