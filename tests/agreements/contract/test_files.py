"""The one door for files: for its parties and its corporation, as it was made, and harmless in a browser."""

import logging

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.contract.models import Document
from tests import factories
from tests.agreements.signed import signed

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 a signed agreement"


@pytest.fixture
def document():
    agreement = signed()
    name = f"overeenkomst-{agreement.reference}.pdf"
    return Document.objects.create(
        corporation=agreement.corporation,
        agreement=agreement,
        version=1,
        kind="agreement",
        made_at=timezone.now(),
        file=factories.kept(CONTENT, owner=agreement, kind="agreement", name=name),
    )


def _address(document):
    return reverse("file", args=["voorbeeldstad", document.pk])


def test_a_party_gets_the_file_as_it_was_made(client, document):
    factories.signed_in(client, document.agreement.application.tenant.user)
    response = client.get(_address(document))
    assert response.content == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="overeenkomst-{document.agreement.reference}.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_staff_of_the_corporation_get_it_and_nobody_else_does(document):
    corporation = document.corporation
    officer = factories.staff(corporation, "officer").user
    neighbour = factories.tenant(document.agreement.application.offer.complex, name="Buur").user
    other = factories.corporation("elders", "Wonen Elders")
    stranger, foreign = factories.tenant(factories.block(other)).user, factories.staff(other, "officer").user
    answers = [factories.signed_in(Client(), user).get(_address(document)).status_code for user in (officer, neighbour)]
    answers += [factories.signed_in(Client(), user).get(_address(document)).status_code for user in (stranger, foreign)]
    assert answers == [200, 404, 403, 404]
    assert Client().get(_address(document)).status_code == 302


def test_it_is_only_read(client, document):
    factories.signed_in(client, document.agreement.application.tenant.user)
    assert client.post(_address(document)).status_code == 405


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_file_is_not_handed_out_and_is_logged(client, document, caplog, damage):
    if damage == "gone":
        default_storage.delete(document.file.path)
    else:
        with default_storage.open(document.file.path, "wb") as file:
            file.write(b"%PDF-1.7 another agreement")
    client.raise_request_exception = False
    factories.signed_in(client, document.agreement.application.tenant.user)
    with caplog.at_level(logging.ERROR, logger="klushuur.ground.files"):
        response = client.get(_address(document))
    assert response.status_code == 500
    assert b"%PDF" not in response.content
    assert document.file.path in caplog.text
