from celery import shared_task

from klushuur import work


@shared_task(name="work.sweep", expires=30)
def sweep() -> None:
    """Find what the queue lost."""
    work.sweep()
