from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from jobs.offers.rules import artwork, colours


class Command(BaseCommand):
    help = "Write static/klushuur/colours.css from the tables of colours and looks."

    def handle(self, *args: object, **options: object) -> None:
        path = Path(settings.BASE_DIR) / "static" / "klushuur" / "colours.css"
        path.write_text(colours.stylesheet() + artwork.stylesheet(), encoding="utf-8")
        self.stdout.write(f"{path.name}: {len(colours.COLOURS)} colours, {len(artwork.LOOKS)} looks")
