"""`migrate`, as the login that owns the tables; the application's own login may not change them."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from klushuur.ground.scope.walls import as_owner

OTHER_VERSION = 3  # the code to stop with; the launcher of the demo knows it too (klushuur/embedded/aside.py)
REFUSAL = """
Deze database is van een andere versie van Klushuur. Er is niets aan veranderd.
Gebruik die versie, of begin met een lege database (docs/operators/README.md).

This database was made by another version of Klushuur. Nothing of it was changed.
Use that version, or begin with an empty database (docs/operators/README.md).

Onbekend / unknown: {unknown}"""


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with as_owner(connection):
            if unknown := _unknown(connection):
                raise CommandError(REFUSAL.format(unknown=", ".join(unknown)), returncode=OTHER_VERSION)
            super().handle(*args, **options)


def _unknown(connection: BaseDatabaseWrapper) -> list[str]:
    """Migrations of ours that the database has had and that this version does not have: Django would go on without a word."""
    ours = {app.label for app in apps.get_app_configs() if (settings.BASE_DIR / app.name.partition(".")[0]).is_dir()}
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    gone = set(loader.applied_migrations or {}) - set(loader.disk_migrations or {})
    return sorted(f"{app}.{name}" for app, name in gone if app in ours)
