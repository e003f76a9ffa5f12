from django.apps import AppConfig


class KlushuurConfig(AppConfig):
    name = "klushuur"

    def ready(self) -> None:
        """Every process knows the queue: web and commands ring its bell, workers listen."""
        from klushuur import celery  # noqa: F401
        from klushuur.ground import checks  # noqa: F401
