from celery import shared_task

from klushuur import scope, work
from klushuur.scope.corporations import everyone
from tenants.services import letters


@work.task("tenants.letters")
def write_letters(batch_id: int) -> None:
    letters.write_letters(batch_id)


@work.task("tenants.clear_letters")
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
