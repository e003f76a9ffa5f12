"""Settings of the demo: those of an installation, and the demo on top. Only for a site on this computer."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from klushuur.settings import *
from klushuur.settings import INSTALLED_APPS, SITE, STORAGES, TEMPLATES

if SITE.host != "localhost" or SITE.is_https:
    raise ImproperlyConfigured(
        "De demo draait alleen op http://localhost; gebruik klushuur.settings voor een installatie"
    )

INSTALLED_APPS = ["klushuur.demo", *INSTALLED_APPS]
ROOT_URLCONF = "klushuur.demo.urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates", *TEMPLATES[0]["DIRS"]]  # type: ignore[misc]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("klushuur.demo.bar.bar")  # type: ignore[index]
CLOCK_OFFSET = "klushuur.demo.clock.offset"
REMINDER_HOURS = (0, 24)  # its clock moves by days: whoever moves it waits for no morning
MAILDIR = Path(os.environ.get("MAILDIR", "var/mail"))

# No collectstatic: the demo starts within seconds.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
