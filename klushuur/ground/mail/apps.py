from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "klushuur.ground.mail"
    label = "mail"
