from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "klushuur.work"
    label = "work"
