from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "klushuur.ground.files"
    label = "files"
