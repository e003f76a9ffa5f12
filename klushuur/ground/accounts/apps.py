from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "klushuur.ground.accounts"
    label = "accounts"
