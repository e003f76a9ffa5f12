from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "klushuur.ground.outbox"
    label = "work"  # its table is work_row, and stays so
