from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        """Fill the table of sentences."""
        from tenants.texts import refusals  # noqa: F401
