"""An installation has no demo: not installed, not routed, not imported; and the demo can't be put on another site."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from klushuur.embedded.postgres import with_database
from tests.tree import ROOT, tracked

START = """
import importlib, json, pkgutil, sys
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # no collectstatic
django.setup()
from django.apps import apps
from django.test import Client
from django.urls import get_resolver, reverse
import klushuur.celery, klushuur.wsgi

klushuur.celery.app.loader.import_default_modules()
names = sorted(str(name) for name in get_resolver().reverse_dict)  # loads every file of URLs
loaded = []


def load(name):  # and all within it; pkgutil.walk_packages would import what it is told to pass by
    package = importlib.import_module(name)
    loaded.append(name)
    for found in pkgutil.iter_modules(getattr(package, "__path__", ()), f"{name}."):
        if found.name not in {"klushuur.demo", "klushuur.embedded"} and not found.name.endswith(".migrations"):
            load(found.name)


for name in ("klushuur", "corporations", "tenants", "jobs", "agreements"):
    load(name)
client = Client(headers={"host": "klushuur.voorbeeld.nl"})
paths = ["/demo/", "/demo/postvak/", "/demo/brief/", "/demo/klok/", "/demo/begin/", "/demo/word/manager/"]
print(json.dumps({
    "installed": [app.name for app in apps.get_app_configs()],
    "urlconf": settings.ROOT_URLCONF,
    "settings": [name for name in dir(settings) if name in ("CLOCK_OFFSET", "MAILDIR")],
    "names": names,
    "loaded": sorted(loaded),
    "modules": [name for name in sys.modules if name == "klushuur.demo" or name.startswith("klushuur.demo.")],
    "embedded": [name for name in sys.modules if name.startswith("klushuur.embedded")],
    "statuses": {path: [client.get(path, secure=True).status_code, client.post(path, secure=True).status_code] for path in paths},
    "front": client.get("/", secure=True).content.decode(),
}))
"""


def start(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A Python process of its own with only the variables of an installation, and those given."""
    names = ("PATH", "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "FILES_URL")
    kept = {name: os.environ[name] for name in names}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=kept | environ, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def installation(django_db_setup: None) -> Any:
    """What a start by klushuur.settings at an https address has, once everything is loaded."""
    database = with_database(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    environ = {"SITE_URL": "https://klushuur.voorbeeld.nl", "DATABASE_URL": database}
    done = start(START, DJANGO_SETTINGS_MODULE="klushuur.settings", **environ)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_installation_has_no_demo_app_urls_or_settings(installation: Any) -> None:
    assert "klushuur.ground.outbox" in installation["installed"]
    assert [name for name in installation["installed"] if "demo" in name] == []
    assert installation["urlconf"] == "klushuur.urls"
    assert [name for name in installation["names"] if "demo" in name] == []
    assert installation["settings"] == []


def _modules() -> list[str]:
    """All of ours but the demo, the servers and the migrations, by name."""
    ours = re.compile(
        r"(?!klushuur/(demo|embedded)/|.*/migrations/)(klushuur|corporations|tenants|jobs|agreements)/.*\.py"
    )
    names = [name.removesuffix(".py").removesuffix("/__init__") for name in tracked() if ours.fullmatch(name)]
    return sorted(name.replace("/", ".") for name in names)


def test_installation_imports_neither_demo_nor_servers(installation: Any) -> None:
    assert installation["loaded"] == _modules()
    assert installation["modules"] == []
    assert installation["embedded"] == []


def test_demo_paths_in_installation_are_not_there(installation: Any) -> None:
    assert installation["statuses"] == {path: [404, 404] for path in installation["statuses"]}
    assert "demo" not in installation["front"].lower()


@pytest.mark.parametrize(
    "address",
    [
        "https://klushuur.voorbeeld.nl",
        "https://localhost:8000",
        "http://klushuur.voorbeeld.nl",
        "http://127.0.0.1:8000",
    ],
)
def test_demo_on_another_site_refuses_in_words(address: str) -> None:
    done = start("import klushuur.demo.settings", SITE_URL=address)
    assert done.returncode != 0
    words = "De demo draait alleen op http://localhost; gebruik klushuur.settings voor een installatie"
    assert done.stderr.splitlines()[-1] == f"django.core.exceptions.ImproperlyConfigured: {words}"


def test_demo_on_localhost_starts() -> None:
    done = start("import klushuur.demo.settings as s; print(s.ROOT_URLCONF)", SITE_URL="http://localhost:8000")
    assert (done.returncode, done.stdout.strip()) == (0, "klushuur.demo.urls"), done.stderr
