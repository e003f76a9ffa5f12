from django.core.management.base import BaseCommand

from klushuur.demo import data
from klushuur.demo.people import PEOPLE


class Command(BaseCommand):
    help = "Puts the demo's data in the database, once."

    def handle(self, *args: object, **options: object) -> None:
        is_new = data.load()
        self.stdout.write("De demo heeft nieuwe gegevens." if is_new else "De gegevens van de demo zijn er nog.")
        self.stdout.write("Mensen van Wonen Voorbeeldstad (kies ze op de eerste pagina, zonder wachtwoord):")
        for person in PEOPLE:
            self.stdout.write(f"  {person.what}: {person.name} <{person.email}>")
