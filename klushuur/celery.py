"""The queue: carries ids of work rows, nothing else."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klushuur.settings")
app = Celery("klushuur")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
