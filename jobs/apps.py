from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from jobs import checks  # noqa: F401
        from jobs.applications.texts import refusals as _of_applications  # noqa: F401
        from jobs.offers.texts import refusals as _of_offers  # noqa: F401
        from jobs.surveys.texts import refusals as _of_surveys  # noqa: F401
