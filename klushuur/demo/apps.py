from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "klushuur.demo"
    label = "demo"
