"""Settings of an installation, with less patience: what would take minutes takes seconds. PROOF_SABOTAGE takes a guard away."""

import os

from klushuur.settings import *
from klushuur.settings import CELERY_BEAT_SCHEDULE, STORAGES

# No collectstatic, as in the demo.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True

CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT, WORK_LEASE_SECONDS = 18, 16, 20
WORK_MOST_CRASHES = 5 * 8  # a lease that ends 8 times as soon: a row can be hit 8 times as often
CELERY_BEAT_SCHEDULE = CELERY_BEAT_SCHEDULE | {
    "sweep": {"task": "work.sweep", "schedule": 2.0},
    "seal": {"task": "journal.tick", "schedule": 5.0},
}
if os.environ.get("PROOF_SABOTAGE"):
    del CELERY_BEAT_SCHEDULE["sweep"]
