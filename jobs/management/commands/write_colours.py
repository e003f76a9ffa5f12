from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from jobs.rules import colours, looks


class Command(BaseCommand):
    help = "Write static/klushuur/colours.css from the tables of colours and looks."

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "static" / "klushuur" / "colours.css"
        path.write_text(colours.stylesheet() + looks.stylesheet(), encoding="utf-8")
        self.stdout.write(f"{path.name}: {len(colours.COLOURS)} colours, {len(looks.LOOKS)} looks")
