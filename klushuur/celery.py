"""The queue: carries ids of work rows, nothing else."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klushuur.settings")


@signals.setup_logging.connect
def keep_our_log(**_: object) -> None:
    """Celery leaves the log as the settings have it: its own lines would hold the text of an exception."""


app = Celery("klushuur")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
