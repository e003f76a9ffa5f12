"""The house style: colours that can be read, in a style sheet that a browser keeps until they change; and names that would hide a page."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from corporations import rules
from corporations.models import Corporation
from tests import factories


@pytest.mark.parametrize(("brand", "ink"), [("#1f5f4a", "#ffffff"), ("#f5d90a", "#1f2933"), ("#000000", "#ffffff")])
def test_words_on_the_brand_are_in_the_ink_that_reads_best(brand: str, ink: str) -> None:
    style = rules.house_style(brand, "#b4541a")
    assert re.search("--on-brand: (#[0-9a-f]{6});", style)[1] == ink  # type: ignore[index]
    assert rules.contrast(ink, brand) >= 4.5


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["brand", "accent"])
def test_a_browser_keeps_the_style_sheet_until_a_colour_changes(name: str) -> None:
    corporation = factories.corporation()
    address = reverse("house_style", args=[corporation.slug, corporation.style_hash])
    answer = Client().get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content.decode() == rules.house_style(corporation.brand, corporation.accent)
    Corporation.objects.update(**{name: "#123456"})
    assert Client().get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["accounts", "admin", "bestand", "demo", "gezondheid", "static", "taal", "vera"])
def test_no_corporation_hides_a_page_behind_its_name(slug: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Corporation.objects.create(slug=slug, name="Wonen", city="Stad", phone="088")
