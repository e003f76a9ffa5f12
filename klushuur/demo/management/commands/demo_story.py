from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from klushuur.demo import so_far, story


class Command(BaseCommand):
    help = "Speelt de hele zaak van de demo, met de werker die draait. Stopt met code 1 bij de eerste stap die niet goed gaat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, default=Path("var/demo"), help="map voor het document en de mails")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"].resolve()
        try:
            story.play(so_far.Story(out), say=self.stdout.write)
        except story.Broken as broken:
            why = broken.__cause__
            raise CommandError(
                f"MISLUKT bij stap {broken.number}, “{broken.title}”: {type(why).__name__}: {why}"
            ) from why
        except KeyboardInterrupt:
            raise CommandError("Gestopt", returncode=130) from None
        self.stdout.write(f"\nDe overeenkomst en de mails staan in {out}")
