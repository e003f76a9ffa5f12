from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "klushuur.accounts"
    label = "accounts"
