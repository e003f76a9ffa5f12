from celery import shared_task

from jobs.applications.services import waiting
from jobs.simulator import services
from klushuur.ground.scope import scope
from klushuur.ground.scope.corporations import everyone


@shared_task(name="jobs.tick")
def tick() -> None:
    """Ask each corporation for what is over: places, and addresses that were kept; ticked in UTC, decided on the local date."""
    for corporation_id in everyone():
        lapse.delay(corporation_id)
        forget.delay(corporation_id)


@shared_task(name="jobs.lapse")
def lapse(corporation_id: int) -> None:
    with scope.of(corporation_id):
        waiting.lapse_overdue()


@shared_task(name="jobs.forget")
def forget(corporation_id: int) -> None:
    with scope.of(corporation_id):
        services.remove_overdue()
