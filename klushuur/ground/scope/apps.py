from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ScopeConfig(AppConfig):
    name = "klushuur.ground.scope"
    label = "scope"

    def ready(self) -> None:
        from klushuur.ground.scope import scope

        connection_created.connect(lambda connection, **_: scope.apply(connection), weak=False, dispatch_uid="scope")
