from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "klushuur.mail"
    label = "mail"
