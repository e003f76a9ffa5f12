"""What every page has for who reads by ear or by keyboard; the journeys ask axe about whole pages."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from klushuur.ground.accounts.forms import RequestCodeForm
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "way"), [("nl", "Naar de inhoud"), ("en", "To the content")])
def test_page_says_its_language_and_has_a_way_past_the_menu(language: str, way: str) -> None:
    corporation = factories.corporation()
    client = Client()
    client.cookies["taal"] = language
    page = client.get(reverse("offers", args=[corporation.slug])).content.decode()
    assert f'<html lang="{language}">' in page
    first = page[page.index("<body") :]
    assert re.search(r'<a class="skip" href="#main">([^<]+)</a>', first)[1] == way  # type: ignore[index]
    assert first.index('href="#main"') == first.index("href=")
    assert '<main id="main"' in first


def test_bar_of_progress_has_the_name_that_stands_beside_it() -> None:
    part = render_to_string("parts/progress.html", {"value": 3, "max": 6, "text": "3 van 6 brieven"})
    assert re.search(r'<progress class="bar" value="3" max="6"\s+aria-label="3 van 6 brieven">', part)


@pytest.mark.parametrize("day", [3, 30, 60])
def test_bar_of_the_clock_is_decoration_beside_its_words(day: int) -> None:
    part = render_to_string("parts/clock.html", {"day": day, "amber": 28, "red": 56})
    assert re.findall("<progress[^>]*>", part) == re.findall('<progress[^>]*aria-hidden="true">', part)
    assert str(day) in re.sub("<[^>]*>", "", part)


def test_mistakes_are_said_at_once_and_lead_to_their_fields() -> None:
    part = render_to_string("parts/errors.html", {"form": RequestCodeForm({"email": "geen adres"})})
    assert re.search(
        r'<div class="mistakes" role="alert" tabindex="-1" autofocus aria-labelledby="errors-title">', part
    )
    assert re.findall(r'href="#(\w+)', part) == ["id_email"]
