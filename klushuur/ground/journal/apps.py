from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "klushuur.ground.journal"
    label = "journal"
