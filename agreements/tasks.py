from celery import shared_task

from agreements.cases.services import reminding
from agreements.contract.services import delivering, withdrawing
from agreements.rewards.services import correcting, rewarding
from corporations.models import StaffMember
from klushuur.ground.outbox import outbox
from klushuur.ground.scope import scope
from klushuur.ground.scope.corporations import everyone


@outbox.task("agreements.render")
def render(agreement_id: int, version: int) -> None:
    delivering.deliver(agreement_id, version)


@outbox.task(correcting.FOLLOW)
def follow_increase(agreement_id: int, member_id: int) -> None:
    correcting.follow_increase(agreement_id, by=StaffMember.objects.get(pk=member_id))


@shared_task(name="agreements.tick")
def tick() -> None:
    """Ask each corporation's reminders, last days to sign and last months; ticked in UTC, decided on the local date."""
    for corporation_id in everyone():
        remind.delay(corporation_id)
        expire.delay(corporation_id)
        finish.delay(corporation_id)


@shared_task(name="agreements.remind")
def remind(corporation_id: int) -> None:
    with scope.of(corporation_id):
        reminding.remind()


@shared_task(name="agreements.expire")
def expire(corporation_id: int) -> None:
    with scope.of(corporation_id):
        withdrawing.expire_overdue()


@shared_task(name="agreements.finish")
def finish(corporation_id: int) -> None:
    with scope.of(corporation_id):
        rewarding.finish_overdue()
