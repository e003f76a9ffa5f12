"""An address that is left again at the moment that it is thrown away, or twice at once: it stays, once, with its mail."""

import time
from datetime import date
from typing import Any

import pytest
import time_machine

from jobs.offers.models import Offer
from jobs.simulator import services
from jobs.simulator.models import Interest
from klushuur.ground import clock
from klushuur.ground.mail import mail
from klushuur.ground.mail.models import Message
from tests import factories
from tests.racing import named, race, slowly, without_locks

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "nieuw@voorbeeld.example"


@pytest.fixture
def offer() -> Offer:
    corporation = factories.corporation()
    return factories.offer(factories.block(corporation), factories.staff(corporation, "officer"))


def note(offer: Offer, *, after: float = 0) -> None:
    time.sleep(after)
    services.note(offer.job_type, email=EMAIL, language="nl")


def left_again_while_it_goes(offer: Offer) -> bool:
    """Whether the address is kept, with the mail of its last link."""
    with time_machine.travel(date(2026, 1, 5)):
        note(offer)
    outcomes = race(offer.corporation_id, [services.remove_overdue, lambda: note(offer, after=0.1)])
    assert named(outcomes) == ["", ""]
    kept = Interest.objects.filter(email=EMAIL, asked_on=clock.today()).first()
    return kept is not None and Message.objects.filter(occasion__contains=kept.token_sha256[:16]).exists()


def test_an_address_that_is_left_again_while_it_is_thrown_away_stays(offer: Offer, monkeypatch: Any) -> None:
    slowly(monkeypatch, mail, "forget", seconds=0.4)
    assert left_again_while_it_goes(offer)


def test_without_the_lock_it_is_lost(offer: Offer, monkeypatch: Any) -> None:
    slowly(monkeypatch, mail, "forget", seconds=0.4)
    without_locks(monkeypatch)
    assert not left_again_while_it_goes(offer)


def test_one_address_left_five_times_at_once_is_one_row(offer: Offer) -> None:
    assert named(race(offer.corporation_id, [lambda: note(offer)] * 5)) == [""] * 5
    assert Interest.objects.count() == 1
