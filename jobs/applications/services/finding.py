"""One application by its number, for who may see it: where every page about an application begins."""

from django.shortcuts import get_object_or_404

from jobs.applications.models import Application
from klushuur.ground.accounts.models import User


def application_here(user: User, pk: int) -> Application:
    """An application that this account may see, with its case. Raises Http404: what is somebody else's is not there."""
    return get_object_or_404(Application.objects.visible_to(user).with_case(), pk=pk)
