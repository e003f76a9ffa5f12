"""`migrate`, as the login that owns the tables; the application's own login may not change them."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from klushuur.scope.walls import as_owner


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(connections[options["database"]]):
            super().handle(*args, **options)
