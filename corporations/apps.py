from django.apps import AppConfig


class CorporationsConfig(AppConfig):
    name = "corporations"
