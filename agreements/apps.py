from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        """Fill the table of sentences."""
        from agreements.cases.texts import refusals as _of_cases  # noqa: F401
        from agreements.contract.texts import refusals as _of_contract  # noqa: F401
        from agreements.rewards.texts import refusals as _of_rewards  # noqa: F401
        from agreements.work.texts import refusals as _of_work  # noqa: F401
