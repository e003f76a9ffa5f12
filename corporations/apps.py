from django.apps import AppConfig


class CorporationsConfig(AppConfig):
    name = "corporations"

    def ready(self) -> None:
        """Fill the table of sentences."""
        from corporations.texts import refusals  # noqa: F401
