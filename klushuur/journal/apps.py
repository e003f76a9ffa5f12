from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "klushuur.journal"
    label = "journal"
