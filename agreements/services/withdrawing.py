"""A tenant who does not want to go on."""

from typing import Any

from django.db import transaction

from agreements.models import Agreement, Status
from jobs.models import Application
from jobs.services import applications


@transaction.atomic
def withdraw(application: Application, *, by: Any) -> None:
    """The application and an agreement that is not yet signed by both sides end; the place comes free.

    An agreement that both sides signed stands, also when it is finished.

    Raises IllegalTransition, StaleStatus.
    """
    Application.objects.select_for_update().get(pk=application.pk)  # no quote is made meanwhile
    agreement = Agreement.objects.running().filter(application=application).first()
    if agreement:
        agreement.move_to(Status.DECLINED, by=by, reason="withdrawn")
    applications.withdraw(application, by=by)
