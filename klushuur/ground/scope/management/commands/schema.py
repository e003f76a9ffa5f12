from django.core.management.base import BaseCommand
from django.db import connection

from klushuur.ground.scope import schema


class Command(BaseCommand):
    help = "Wat de database heeft naast rijen: tabellen, regels, muren, triggers en rechten, uit haar catalogus."

    def handle(self, *args: object, **options: object) -> None:
        with connection.cursor() as cursor:
            self.stdout.write(schema.text(cursor), ending="")
