"""The corporations, for work that runs for each of them in turn."""

from django.apps import apps
from django.conf import settings


def everyone() -> list[int]:
    """The numbers of all corporations: their public rows are visible without a scope."""
    return list(apps.get_model(settings.SCOPE_MODEL).objects.order_by("pk").values_list("pk", flat=True))
