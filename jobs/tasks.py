from celery import shared_task

from jobs.services import waiting
from klushuur import scope
from klushuur.scope.corporations import everyone


@shared_task(name="jobs.tick")
def tick() -> None:
    """Ask each corporation for places that nobody answered in time; ticked in UTC, decided on the local date."""
    for corporation_id in everyone():
        lapse.delay(corporation_id)


@shared_task(name="jobs.lapse")
def lapse(corporation_id: int) -> None:
    with scope.of(corporation_id):
        waiting.lapse_overdue()
