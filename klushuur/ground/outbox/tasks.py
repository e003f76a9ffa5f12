from celery import shared_task

from klushuur.ground.outbox import outbox


@shared_task(name="work.sweep", expires=30)
def sweep() -> None:
    """Find what the queue lost."""
    outbox.sweep()
