from celery import shared_task

from klushuur.ground.outbox import outbox
from klushuur.ground.scope import scope
from klushuur.ground.scope.corporations import everyone
from tenants.services import letters


@outbox.task("tenants.letters")
def write_letters(batch_id: int) -> None:
    letters.write_letters(batch_id)


@outbox.task("tenants.clear_letters")
def clear_letters(batch_id: int) -> None:
    letters.clear(batch_id)


@shared_task(name="tenants.tick")
def tick() -> None:
    """Ask each corporation's old letters, once a day."""
    for corporation_id in everyone():
        tidy.delay(corporation_id)


@shared_task(name="tenants.tidy")
def tidy(corporation_id: int) -> None:
    with scope.of(corporation_id):
        letters.remove_old()
