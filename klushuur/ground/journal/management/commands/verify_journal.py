from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from klushuur.ground.journal import auditing
from klushuur.ground.journal.auditing import Finding


class Command(BaseCommand):
    help = "Loopt alle ketens van het logboek na. Stopt met code 1 als er een niet klopt."

    def handle(self, *args: object, **options: object) -> None:
        names = {made.pk: str(made) for made in apps.get_model(settings.SCOPE_MODEL).objects.all()}
        findings = list(auditing.look())
        for found in findings:
            self.stdout.write(f"{names.get(found.corporation_id, 'Het platform')}: {_words(found)}")
        late = sum(found.late for found in findings)
        if late:
            self.stderr.write(f"Let op, na 10 minuten nog niet verzegeld: {late}. Draaien de werker en beat?")
        broken = sum(found.broken is not None for found in findings)
        if broken:
            raise CommandError(f"Het logboek klopt niet: {broken} van de {len(findings)} ketens is gebroken.")
        self.stdout.write("Het logboek klopt.")


def _words(found: Finding) -> str:
    """Counts, the end of the chain, and the first place where it does not hold."""
    counts = f"{found.sealed} verzegeld, {found.fresh + found.late} nog niet"
    if found.broken:
        return f"{counts}. GEBROKEN op plaats {found.broken.place}, bij regel {found.broken.entry_id}"
    return f"{counts}. De keten klopt" + (f", tot en met {found.end}" if found.end else "")
