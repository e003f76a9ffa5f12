from celery import shared_task

from jobs.services import interests, waiting
from klushuur import scope
from klushuur.scope.corporations import everyone


@shared_task(name="jobs.tick")
def tick() -> None:
    """Ask each corporation for what is over: places, and addresses that were kept; ticked in UTC, decided on the local date."""
    for corporation_id in everyone():
        lapse.delay(corporation_id)


@shared_task(name="jobs.lapse")
def lapse(corporation_id: int) -> None:
    with scope.of(corporation_id):
        waiting.lapse_overdue()
        interests.remove_overdue()
