from celery import shared_task

from klushuur.ground.journal import chain
from klushuur.ground.scope import scope
from klushuur.ground.scope.corporations import everyone


@shared_task(name="journal.tick")
def tick() -> None:
    """Seal each corporation's new rows, and the platform's own."""
    for corporation_id in [None, *everyone()]:
        seal.delay(corporation_id)


@shared_task(name="journal.seal")
def seal(corporation_id: int | None) -> None:
    """Seal the new rows of one corporation, or with None the platform's. Twice is normal."""
    with scope.of(corporation_id):
        chain.seal()
