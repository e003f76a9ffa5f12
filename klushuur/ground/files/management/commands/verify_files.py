from typing import Any

from django.core.management.base import BaseCommand, CommandError

from klushuur.ground.files import files
from klushuur.ground.files.models import File
from klushuur.ground.scope import scope
from klushuur.ground.scope.corporations import everyone


class Command(BaseCommand):
    help = "Leest elk bestand en vergelijkt het met de hash van toen het werd bewaard. Stopt met code 1 als er een niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        read = 0
        damaged = []
        for corporation_id in everyone():
            with scope.of(corporation_id):
                for file in File.objects.kept().order_by("pk").iterator():
                    read += 1
                    if not _is_whole(file):
                        damaged.append(file)
        for file in damaged:
            self.stderr.write(f"Bestand {file.pk} ({file.path}) is weg, of is niet het bestand dat is bewaard.")
        if damaged:
            raise CommandError(f"{len(damaged)} van de {read} bestanden kloppen niet.")
        self.stdout.write(f"{read} bestanden, alle zoals ze zijn gemaakt.")


def _is_whole(file: File) -> bool:
    try:
        files.read(file)
    except files.Damaged:
        return False
    return True
