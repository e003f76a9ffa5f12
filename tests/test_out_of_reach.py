"""A database or a queue that is away: a page in words, back without a restart, and nobody waits for a bell."""

import time
from contextlib import suppress

import pytest
from celery import Celery
from django.db import OperationalError, close_old_connections, connection
from django.test import Client
from kombu.exceptions import OperationalError as QueueAway

from klushuur.embedded.places import free_port
from klushuur.ground.scope import scope
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page():
    factories.corporation()
    scope.enter(None)
    return Client(raise_request_exception=False)


def _ask(page):
    close_old_connections()  # as the start of a request does; the test client leaves it out
    return page.get("/voorbeeldstad/").status_code


def test_page_without_a_database_says_try_again_soon_and_is_back_by_itself(page, monkeypatch):
    connection.close()
    with monkeypatch.context() as away:
        away.setitem(connection.settings_dict, "HOST", "/nowhere")
        response = page.get("/voorbeeldstad/")
        assert (response.status_code, response["Retry-After"]) == (503, "30")
        assert "Wij zijn even niet bereikbaar" in response.content.decode()
    assert _ask(page) == 200


def test_page_after_the_database_hung_up_is_as_always(page):
    assert _ask(page) == 200
    with suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    assert _ask(page) == 200


def test_page_with_a_fault_of_ours_is_no_page_that_says_try_again_soon(page, monkeypatch):
    def broken(*_, **__):
        raise KeyError("ours")

    monkeypatch.setattr("klushuur.ground.scope.middleware.apps.get_model", broken)
    response = page.get("/voorbeeldstad/")
    assert (response.status_code, "Er ging bij ons iets mis" in response.content.decode()) == (500, True)


def test_ringing_a_queue_that_is_away_takes_no_time(settings):
    app = Celery("away", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.conf.broker_url = f"redis://127.0.0.1:{free_port()}/0"
    began = time.monotonic()
    with pytest.raises(QueueAway):
        app.send_task("work.sweep", retry=False)
    assert time.monotonic() - began < 3  # without the settings for it 6
