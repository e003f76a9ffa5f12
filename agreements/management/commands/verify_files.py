from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.contract.models import Document
from klushuur.ground import files
from klushuur.ground.scope import scope
from klushuur.ground.scope.corporations import everyone


class Command(BaseCommand):
    help = "Leest elk document en vergelijkt het met de hash van toen het werd gemaakt. Stopt met code 1 als er een niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        read = 0
        damaged = []
        for corporation_id in everyone():
            with scope.of(corporation_id):
                for document in Document.objects.order_by("pk").iterator():
                    read += 1
                    if not _is_whole(document):
                        damaged.append(document.pk)
        for pk in damaged:
            self.stderr.write(f"Document {pk} is weg, of is niet het document dat is gemaakt.")
        if damaged:
            raise CommandError(f"{len(damaged)} van de {read} documenten kloppen niet.")
        self.stdout.write(f"{read} documenten, alle zoals ze zijn gemaakt.")


def _is_whole(document: Document) -> bool:
    try:
        document.content()
    except files.Damaged:
        return False
    return True
